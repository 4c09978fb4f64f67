"""List finished milestones: all, those in time, or those that were late."""

from bot.conversation.answering import answer_with_list
from bot.conversation.command import Command
from bot.conversation.question_filters import FILTERS
from bot.conversation.turn import Turn
from bot.language.requests.asked_list import asked_list
from bot.queries.filters import WorkList
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The list, newest first, filtered by the words that follow."""
    return answer_with_list(turn, asked_list(turn.text) or WorkList.DONE)


COMMAND = Command(
    ("viec da xong", "viec xong dung han", "viec xong muon"),
    Action.SEE_OWN,
    run,
    rest_pattern=FILTERS,
)
