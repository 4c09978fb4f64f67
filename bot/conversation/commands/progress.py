"""Report progress."""

from bot.conversation.answering import answer_progress
from bot.conversation.command import Command
from bot.conversation.question_filters import FILTERS
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Counts of done, open and overdue milestones, and the quotas, filtered by the words."""
    return answer_progress(turn)


COMMAND = Command(("tien do",), Action.SEE_OWN, run, rest_pattern=FILTERS, menu=True)
