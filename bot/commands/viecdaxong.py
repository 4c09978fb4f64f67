"""What is done, in time and late."""

from bot.asking import listed
from bot.command import Command
from bot.language.asked_list import asked_list
from bot.narrowing import FILTERS
from bot.turn import Turn
from bot.wanted import Asked
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The newest first, narrowed by what follows."""
    return listed(turn, asked_list(turn.text) or Asked.DONE)


COMMAND = Command(
    ("viec da xong", "viec xong dung han", "viec xong muon"),
    Action.SEE_OWN,
    run,
    follows=FILTERS,
)
