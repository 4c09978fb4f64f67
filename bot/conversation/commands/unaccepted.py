"""List work that its lead has not accepted."""

from bot.conversation.answering import listed
from bot.conversation.command import Command
from bot.conversation.narrowing import FILTERS
from bot.conversation.turn import Turn
from bot.queries.filters import WorkList
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Open milestones that no reply of the lead has accepted, filtered by the words that follow."""
    return listed(turn, WorkList.UNACCEPTED)


ASKED = (
    r"(?:(?:con|co|nhung|cac|bao nhieu|hien|danh sach) )*"
    r"(?:ai|(?:don vi|dong chi|nguoi|viec|nhiem vu)(?: nao| gi)?)(?: con| van| hien| ma)?"
    r" chua(?: ai)? (?:tiep )?nhan(?: viec| nhiem vu)?(?: nao)?(?: a| nhi| vay| the| khong)?[ ?.!]*"
)
"""Pattern of a whole question, since an official may say the same words of one item."""

COMMAND = Command(
    ("chua nhan", "viec chua nhan", "chua nhan viec"),
    Action.SEE_OWN,
    run,
    follows=FILTERS,
    form=ASKED,
)
