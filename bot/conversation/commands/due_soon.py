"""List milestones that are due soon."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList

COMMAND = list_command(WorkList.SOON, "sap den", "sap den han", "viec sap den han")
