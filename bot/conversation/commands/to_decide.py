"""List milestones that wait for a decision."""

from bot.conversation.answering import list_command
from bot.queries.filters import WorkList
from scheduler.work.permissions import Action

COMMAND = list_command(
    WorkList.DECIDE, "cho duyet", "cho quyet dinh", "viec cho duyet", action=Action.DECIDE
)
