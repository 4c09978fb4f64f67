"""List open work without a recent report."""

from bot.conversation.answering import listed
from bot.conversation.command import Command
from bot.conversation.narrowing import FILTERS
from bot.conversation.turn import Turn
from bot.queries.filters import WorkList
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Open milestones nobody has reported on for a week, filtered by the words that follow."""
    return listed(turn, WorkList.UNREPORTED)


COMMAND = Command(
    ("chua bao cao", "viec chua bao cao"), Action.SEE_OWN, run, follows=FILTERS, menu=True
)
