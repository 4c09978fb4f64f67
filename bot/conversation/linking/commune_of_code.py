"""Which commune a code is of that is typed at the door of all; guessing there is bounded, too."""

from datetime import datetime

from sqlalchemy import select

from bot.conversation.linking.codes import (
    LOCK,
    MOST_WRONG,
    WHILE,
    WRONG_CODES,
    LinkRefused,
    TooManyCodes,
    hash_of,
)
from storage.commune import Commune
from storage.database import ScopedSession
from storage.invite import commune_of_code, note_unknown_code, unknown_code_times

MOST_WRONG_OF_ALL = 10 * MOST_WRONG
"""Codes of nobody within WHILE; after them nobody's code is looked at."""


def whose_code(session: ScopedSession, origin: str, code: str, now: datetime) -> int:
    """The commune in which a code is to be tried; the session is one over all communes.

    A code of nobody is tried, and so counted, in the only commune there is. Where there are several
    it counts here: raises LinkRefused, or TooManyCodes once an origin has tried five of them, or
    all origins together MOST_WRONG_OF_ALL.
    """
    tried = unknown_code_times(session, now - LOCK, origin)
    if len(tried) >= WRONG_CODES:
        raise TooManyCodes(tried[-WRONG_CODES] + LOCK)
    together = unknown_code_times(session, now - WHILE)
    if len(together) >= MOST_WRONG_OF_ALL:
        raise TooManyCodes(together[-MOST_WRONG_OF_ALL] + WHILE)
    found = commune_of_code(session, hash_of(code))
    if found is not None:
        return found
    only = session.scalars(select(Commune.id).limit(2)).all()
    if len(only) == 1:
        return only[0]
    note_unknown_code(session, origin, now, forgotten=now - WHILE)
    session.flush()
    raise LinkRefused
