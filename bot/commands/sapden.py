"""What is due soon."""

from bot.command import Command
from bot.lists import due_soon
from bot.texts import lists
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The list, from a place in it on."""
    return lists.due_soon(due_soon(turn), turn.today, int(rest) if rest.isdigit() else 0)


COMMAND = Command(("sap den", "sap den han"), Action.SEE_OWN, run)
