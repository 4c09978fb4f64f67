"""List overdue milestones."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList

COMMAND = list_command(WorkList.OVERDUE, "qua han", "viec qua han")
