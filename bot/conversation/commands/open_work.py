"""List open milestones."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList

COMMAND = list_command(WorkList.OPEN, "viec dang mo", "viec dang lam", menu=False)
