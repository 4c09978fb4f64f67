"""List cancelled milestones."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList

LIST_QUESTION = (
    r"(?:(?:con|co|nhung|cac|bao nhieu|hien|danh sach|xem|cho xem) )*"
    r"(?:viec|nhiem vu)(?: nao| gi)?(?: da| bi)* huy(?: nao)?(?: a| nhi| vay| the| khong)?[ ?.!]*"
)
"""Pattern of a whole question, since an official may say the same words of one item."""

COMMAND = list_command(
    WorkList.CANCELLED, "viec da huy", "viec bi huy", menu=False, whole_text_pattern=LIST_QUESTION
)
