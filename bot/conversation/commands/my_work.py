"""List the speaker's open milestones."""

from bot.conversation.answering import answer_with_list
from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.queries.filters import WorkList
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    return answer_with_list(turn, WorkList.MINE)


COMMAND = Command(("viec", "viec cua toi", "viec cua em"), Action.SEE_OWN, run, menu=True)
