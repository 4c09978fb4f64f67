"""List milestones that are due soon."""

from bot.conversation.answering import listed
from bot.conversation.command import Command
from bot.conversation.narrowing import FILTERS
from bot.conversation.turn import Turn
from bot.queries.filters import WorkList
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    return listed(turn, WorkList.SOON)


COMMAND = Command(
    ("sap den", "sap den han", "viec sap den han"), Action.SEE_OWN, run, follows=FILTERS, menu=True
)
