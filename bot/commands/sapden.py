"""What is due soon."""

from bot.asking import listed
from bot.command import Command
from bot.narrowing import FILTERS
from bot.turn import Turn
from bot.wanted import Asked
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The list, narrowed by what follows."""
    return listed(turn, Asked.SOON)


COMMAND = Command(
    ("sap den", "sap den han", "viec sap den han"), Action.SEE_OWN, run, follows=FILTERS, menu=True
)
