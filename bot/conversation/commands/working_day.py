"""A day the commune works instead of another."""

from bot.conversation.command import Command
from bot.conversation.commune_days import FOLLOWS, state
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The day or days, and what they are called."""
    return state(turn, rest, working=True)


COMMAND = Command(("lam bu",), Action.CALENDAR, run, follows=FOLLOWS)
