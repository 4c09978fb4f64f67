"""On PostgreSQL processes hear at once of what another one has committed for open pages.

Nothing depends on it: what is not heard is seen at the next look. `bot.web.listening` hears it.
"""

from collections.abc import Iterable

from storage.database import ScopedSession

CHANNEL = "nhacviec_pages"
LONGEST = 7_000
"""Bytes of one announcement; PostgreSQL takes eight thousand."""


def announce(session: ScopedSession, addresses: Iterable[str]) -> None:
    """Tell all processes, once this transaction is committed, that these pages have something new.

    SQLite has one process only, which knows.
    """
    told = ""
    for address in sorted(set(addresses)):
        if len(told) + len(address) > LONGEST:
            session.notify(CHANNEL, told)
            told = ""
        told += f"{address}\n"
    if told:
        session.notify(CHANNEL, told)
