"""List cancelled milestones."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList

COMMAND = list_command(WorkList.CANCELLED, "viec da huy", "viec bi huy", menu=False)
