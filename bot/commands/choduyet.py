"""What waits for a decision."""

from bot.command import Command
from bot.lists import to_decide
from bot.texts import lists
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The list, from a place in it on."""
    return lists.to_decide(to_decide(turn), turn.today, int(rest) if rest.isdigit() else 0)


COMMAND = Command(("cho duyet", "cho quyet dinh"), Action.DECIDE, run)
