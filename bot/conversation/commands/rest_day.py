"""State days off of the commune."""

from bot.conversation.command import Command
from bot.conversation.commune_days import FOLLOWS, state
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Take the day or range, and its name."""
    return state(turn, rest, working=False)


COMMAND = Command(("nghi",), Action.CALENDAR, run, follows=FOLLOWS)
