"""Remind somebody at once."""

from bot.conversation.chase import remind
from bot.conversation.command import Command
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Numbers, a unit or a person, and a sentence to add."""
    return remind(turn, rest)


COMMAND = Command(("nhac ngay", "don doc"), Action.CHASE, run, follows=r".+")
