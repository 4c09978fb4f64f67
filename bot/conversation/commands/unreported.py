"""List open milestones that nobody has reported on for a week."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList

COMMAND = list_command(WorkList.UNREPORTED, "chua bao cao", "viec chua bao cao")
