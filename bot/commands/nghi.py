"""A day the commune rests."""

from bot.command import Command
from bot.commune_days import FOLLOWS, state
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The day or days, and what they are called."""
    return state(turn, rest, working=False)


COMMAND = Command(("nghi",), Action.CALENDAR, run, follows=FOLLOWS)
