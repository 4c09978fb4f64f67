"""Who has not reported."""

from bot.command import Command
from bot.lists import unreported
from bot.texts import lists
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Open work nobody has said anything of for a week."""
    return lists.unreported(unreported(turn), turn.today)


COMMAND = Command(("chua bao cao",), Action.SEE_OWN, run)
