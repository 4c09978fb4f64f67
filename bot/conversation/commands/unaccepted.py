"""List work that its lead has not accepted."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList

LIST_QUESTION = (
    r"(?:(?:con|co|nhung|cac|bao nhieu|hien|danh sach) )*"
    r"(?:ai|(?:don vi|dong chi|nguoi|viec|nhiem vu)(?: nao| gi)?)(?: con| van| hien| ma)?"
    r" chua(?: ai)? (?:tiep )?nhan(?: viec| nhiem vu)?(?: nao)?(?: a| nhi| vay| the| khong)?[ ?.!]*"
)
"""Pattern of a whole question, since an official may say the same words of one item."""

COMMAND = list_command(
    WorkList.UNACCEPTED,
    "chua nhan",
    "viec chua nhan",
    "chua nhan viec",
    menu=False,
    whole_text_pattern=LIST_QUESTION,
)
