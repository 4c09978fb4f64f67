"""A day the commune works instead of another."""

from bot.command import Command
from bot.commune_days import state
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The day, and what it is called."""
    return state(turn, rest, working=True)


COMMAND = Command(("lam bu",), Action.CALENDAR, run, follows=r"(?:ngay )?\d{1,2}/\d{1,2}.*")
