"""Record a status on behalf of an official."""

from bot.conversation.command import Command
from bot.conversation.proxy import record_for_official
from scheduler.work.permissions import Action

COMMAND = Command(("ghi ho", "ghi thay"), Action.PROXY, record_for_official, rest_pattern=r".+")
