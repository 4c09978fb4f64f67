"""Record a status on behalf of an official."""

from bot.conversation.command import Command
from bot.conversation.proxy import write_down
from scheduler.work.permissions import Action

COMMAND = Command(("ghi ho", "ghi thay"), Action.PROXY, write_down, follows=r".+")
