"""What is overdue."""

from bot.command import Command
from bot.lists import overdue
from bot.texts import lists
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The list, from a place in it on."""
    return lists.overdue(overdue(turn), turn.today, int(rest) if rest.isdigit() else 0)


COMMAND = Command(("qua han", "viec qua han"), Action.SEE_OWN, run)
