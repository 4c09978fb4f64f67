"""List work with an extension that waits for a decision."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList

LIST_QUESTION = (
    r"(?:(?:con|co|nhung|cac|bao nhieu|hien|danh sach|xem|cho xem) )*"
    r"(?:ai|(?:don vi|dong chi|nguoi|viec|nhiem vu)(?: nao| gi)?)"
    r"(?: con| van| hien| ma| dang| da| bi)*"
    r" xin (?:gia han|lui(?: han)?|doi han)(?: nao)?(?: a| nhi| vay| the| khong)?[ ?.!]*"
)
"""Pattern of a whole question, since an official may say the same words of one item."""

COMMAND = list_command(
    WorkList.EXTENSION,
    "viec xin gia han",
    "xin gia han cho duyet",
    menu=False,
    whole_text_pattern=LIST_QUESTION,
)
