"""Send reminders at once (a chase)."""

from bot.conversation.chase import remind
from bot.conversation.command import Command
from scheduler.work.permissions import Action

COMMAND = Command(("nhac ngay", "don doc"), Action.CHASE, remind, follows=r".+")
