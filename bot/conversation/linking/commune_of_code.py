"""Find the commune of a code typed at the common sign-in page; guesses are limited."""

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
"""Unknown codes of all origins within WHILE; then no code is accepted."""


def whose_code(session: ScopedSession, origin: str, code: str, now: datetime) -> int:
    """The id of the commune to try a code in; `session` spans all communes.

    With a single commune, an unknown code is tried and counted there. With several it is counted
    here: raises LinkRefused, or TooManyCodes after WRONG_CODES of one origin or
    MOST_WRONG_OF_ALL of all.
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
