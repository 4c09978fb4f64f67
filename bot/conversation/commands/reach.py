"""List which channels reach the holder of each post."""

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.texts import reach as texts
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.chats import post_reachability
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Every post, its holder, and the channels that reach them (none included)."""
    return texts.who_is_reached(post_reachability(turn.session, frozenset(turn.channels)))


COMMAND = Command(("ket noi",), Action.INVITE, run, menu=True)
