"""Remind somebody at once."""

from bot.chasing import remind
from bot.command import Command
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Numbers, a unit or a person, and a sentence to add."""
    return remind(turn, rest)


COMMAND = Command(("nhac ngay", "don doc"), Action.CHASE, run, follows=r".+")
