"""Find the commune of a code typed at the common sign-in page; guesses are limited."""

from datetime import datetime

from sqlalchemy import select

from bot.conversation.linking.codes import (
    FEWER_WRONG_CODES,
    LOCK,
    MOST_WRONG,
    WHILE,
    WRONG_CODES,
    LinkRefused,
    TooManyCodes,
    is_own,
)
from bot.conversation.linking.hashing import CodeHash
from storage.commune import Commune
from storage.database import ScopedSession
from storage.invite import (
    invite_in_any_commune,
    note_unknown_code,
    unknown_code_times,
    unknown_codes_since,
)

MOST_UNKNOWN = 10 * MOST_WRONG
"""Unknown codes of all origins within WHILE; then an origin has FEWER_WRONG_CODES."""


def whose_code(session: ScopedSession, origin: str, code_hash: CodeHash, now: datetime) -> int:
    """The id of the commune to try a code in; `session` spans all communes.

    With a single commune, an unknown code is tried and counted there. With several it is counted
    here: raises LinkRefused, or TooManyCodes while its origin is locked. A valid code that a
    linked person asked for passes the lock.
    """
    found = invite_in_any_commune(session, code_hash)
    if not is_own(found, now):
        _check_lock(session, origin, now)
    if found is not None:
        return found.commune_id
    only = session.scalars(select(Commune.id).limit(2)).all()
    if len(only) == 1:
        return only[0]
    note_unknown_code(session, origin, now, delete_until=now - WHILE)
    session.flush()
    raise LinkRefused


def _check_lock(session: ScopedSession, origin: str, now: datetime) -> None:
    """Raise TooManyCodes if the origin typed too many unknown codes within LOCK."""
    tried = unknown_code_times(session, now - LOCK, origin)
    if len(tried) < FEWER_WRONG_CODES:
        return
    many = unknown_codes_since(session, now - WHILE, MOST_UNKNOWN) >= MOST_UNKNOWN
    most = FEWER_WRONG_CODES if many else WRONG_CODES
    if len(tried) >= most:
        raise TooManyCodes(tried[-most] + LOCK)
