"""How the work stands."""

from bot.asking import progress
from bot.command import Command
from bot.narrowing import FILTERS
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Done, going and overdue, and the quotas, narrowed by what follows."""
    return progress(turn)


COMMAND = Command(("tien do",), Action.SEE_OWN, run, follows=FILTERS, menu=True)
