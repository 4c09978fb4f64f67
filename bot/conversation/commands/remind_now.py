"""Send reminders at once (a chase)."""

from bot.conversation.chase import remind
from bot.conversation.command import Command
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Take item numbers, a unit or a person, with an optional sentence to add."""
    return remind(turn, rest)


COMMAND = Command(("nhac ngay", "don doc"), Action.CHASE, run, follows=r".+")
