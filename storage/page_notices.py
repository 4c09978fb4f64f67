"""On PostgreSQL, notify other processes at once of new messages on web pages.

Nothing depends on it: a missed notification is found at the next poll. `bot.web.listening` receives
it.
"""

from collections.abc import Iterable

from storage.database import ScopedSession

CHANNEL = "nhacviec_pages"
LONGEST = 7_000
"""The maximum size of one notification in bytes; PostgreSQL's limit is 8000."""


def announce_pages(session: ScopedSession, addresses: Iterable[str]) -> None:
    """Notify all processes, once this transaction is committed, of new messages on these pages.

    Does nothing on SQLite, which has a single process.
    """
    payload = ""
    for address in sorted(set(addresses)):
        if len(payload) + len(address) > LONGEST:
            session.notify(CHANNEL, payload)
            payload = ""
        payload += f"{address}\n"
    if payload:
        session.notify(CHANNEL, payload)
