"""The order in which one's own channels are tried."""

import re

from bot.command import Command
from bot.language.fold import fold
from bot.texts import reach as texts
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action
from scheduler.reach import prefer
from storage.person import addresses

CALLED = re.compile(r"(?P<zalo>zalo)|(?P<telegram>tele(?:gram)?)|(?P<web>(?:trang )?web)")


def run(turn: Turn, rest: str) -> Outgoing:
    """Put the channels named first, in that order; then list them all."""
    wanted = [found.lastgroup or "" for found in CALLED.finditer(fold(rest))]
    own = {each.channel for each in addresses(turn.session, [turn.person.id])}
    unlinked = [name for name in wanted if name not in own]
    if unlinked:
        return texts.not_linked_there(unlinked[0])
    if wanted:
        prefer(turn.session, turn.person.id, wanted, turn.now)
    chats = addresses(turn.session, [turn.person.id])
    order = sorted(chats, key=lambda each: each.place)
    return texts.own_channels([(each.channel, each.unreachable_at is None) for each in order])


COMMAND = Command(
    ("kenh",), Action.SEE_OWN, run, follows=r"(?:zalo|tele|web|trang web).*", menu=True
)
