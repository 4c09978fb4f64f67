"""Which messages of an unlinked chat are stored: the first, which is greeted, and after it only
codes and phone numbers.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.conversation.linking.codes import code_of
from scheduler.delivery.channel import Inbound
from storage.invite import is_greeted

MOST_WAITING = 20
"""Messages of an unlinked chat that may wait to be handled."""

START = "/start"


def is_stored(session: Session, inbound: Inbound, waiting: Sequence[Inbound]) -> bool:
    """Whether a message of an unlinked chat is stored; nobody would answer any other.

    `waiting` are the chat's messages not handled yet. After a code or phone among them everything
    is heard, since the chat may be linked by then, and so is every command in a group, since a
    linked group may have moved.
    """
    if len(waiting) >= MOST_WAITING:
        return False
    if not inbound.private or any(map(code_of, (inbound, *waiting))):
        return True
    if waiting or inbound.change is not None:
        return False
    begins = inbound.text.strip() == START
    return begins or not is_greeted(session, inbound.channel, inbound.address)
