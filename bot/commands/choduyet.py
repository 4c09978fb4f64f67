"""What waits for a decision."""

from bot.asking import listed
from bot.command import Command
from bot.narrowing import FILTERS
from bot.turn import Turn
from bot.wanted import Asked
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The list, narrowed by what follows."""
    return listed(turn, Asked.DECIDE)


COMMAND = Command(
    ("cho duyet", "cho quyet dinh", "viec cho duyet"),
    Action.DECIDE,
    run,
    follows=FILTERS,
    menu=True,
)
