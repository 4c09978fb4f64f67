"""The command that records a day off of the commune, or a range of them, with its name."""

from functools import partial

from bot.conversation.command import Command
from bot.conversation.commune_days import FOLLOWS, state
from scheduler.work.permissions import Action

COMMAND = Command(("nghi",), Action.CALENDAR, partial(state, working=False), follows=FOLLOWS)
