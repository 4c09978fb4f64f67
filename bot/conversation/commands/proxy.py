"""Record a status on behalf of an official."""

from bot.conversation.command import Command
from bot.conversation.proxy import write_down
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Take "NAME: what the official said"."""
    return write_down(turn, rest)


COMMAND = Command(("ghi ho", "ghi thay"), Action.PROXY, run, follows=r".+")
