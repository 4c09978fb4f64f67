"""The command that records a day off of the commune, or a range of them, with its name."""

from functools import partial

from bot.conversation.command import Command
from bot.conversation.commune_days import DAYS_PATTERN, set_days
from scheduler.work.permissions import Action

COMMAND = Command(
    ("nghi",), Action.CALENDAR, partial(set_days, working=False), rest_pattern=DAYS_PATTERN
)
