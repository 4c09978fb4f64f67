"""Find the commune of a code typed at the common sign-in page; guesses are limited."""

from datetime import datetime

from sqlalchemy import select

from bot.conversation.linking.codes import (
    COUNTING_TIME,
    LOCK,
    WRONG_CODES_AFTER_WARNING,
    WRONG_CODES_TO_LOCK,
    WRONG_CODES_TO_WARN,
    LinkRefused,
    TooManyCodes,
    is_own_code,
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

MOST_UNKNOWN = 10 * WRONG_CODES_TO_WARN
"""After so many unknown codes of all origins within COUNTING_TIME, an origin is locked after
WRONG_CODES_AFTER_WARNING.
"""


def commune_of_code(session: ScopedSession, origin: str, code_hash: CodeHash, now: datetime) -> int:
    """The id of the commune in which to try a code.

    With one commune, that one, known code or not. With several, the commune of the code: for an
    unknown code raises LinkRefused and counts it against its origin, and TooManyCodes while the
    origin is locked. A valid code that a linked person asked for passes the lock. `session` spans
    all communes.
    """
    found = invite_in_any_commune(session, code_hash)
    if not is_own_code(found, now):
        _check_lock(session, origin, now)
    if found is not None:
        return found.commune_id
    only = session.scalars(select(Commune.id).limit(2)).all()
    if len(only) == 1:
        return only[0]
    note_unknown_code(session, origin, now, delete_until=now - COUNTING_TIME)
    session.flush()
    raise LinkRefused


def _check_lock(session: ScopedSession, origin: str, now: datetime) -> None:
    """Raise TooManyCodes if the origin typed too many unknown codes within LOCK."""
    tried = unknown_code_times(session, now - LOCK, origin)
    if len(tried) < WRONG_CODES_AFTER_WARNING:
        return
    many = unknown_codes_since(session, now - COUNTING_TIME, MOST_UNKNOWN) >= MOST_UNKNOWN
    most = WRONG_CODES_AFTER_WARNING if many else WRONG_CODES_TO_LOCK
    if len(tried) >= most:
        raise TooManyCodes(tried[-most] + LOCK)
