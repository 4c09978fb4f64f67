"""State days that the commune works in place of others."""

from functools import partial

from bot.conversation.command import Command
from bot.conversation.commune_days import DAYS_PATTERN, set_days
from scheduler.work.permissions import Action

COMMAND = Command(
    ("lam bu",), Action.CALENDAR, partial(set_days, working=True), rest_pattern=DAYS_PATTERN
)
