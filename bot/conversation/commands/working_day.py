"""State days that the commune works in place of others."""

from functools import partial

from bot.conversation.command import Command
from bot.conversation.commune_days import FOLLOWS, state
from scheduler.work.permissions import Action

COMMAND = Command(("lam bu",), Action.CALENDAR, partial(state, working=True), follows=FOLLOWS)
