"""How the work stands."""

from bot.command import Command
from bot.lists import tallies
from bot.texts import lists
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Done, open and overdue by sector, and the quotas."""
    return lists.progress(*tallies(turn))


COMMAND = Command(("tien do",), Action.SEE_OWN, run)
