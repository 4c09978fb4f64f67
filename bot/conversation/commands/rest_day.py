"""A day the commune rests."""

from bot.conversation.command import Command
from bot.conversation.commune_days import FOLLOWS, state
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The day or days, and what they are called."""
    return state(turn, rest, working=False)


COMMAND = Command(("nghi",), Action.CALENDAR, run, follows=FOLLOWS)
