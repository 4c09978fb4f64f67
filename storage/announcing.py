"""On PostgreSQL processes hear at once of what another one has committed for open pages.

Nothing depends on it: what is not heard is seen at the next look.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable

from storage.database import Database, ScopedSession

CHANNEL = "nhacviec_pages"
LONGEST = 7_000
"""Bytes of one announcement; PostgreSQL takes eight thousand."""
AGAIN = 5.0
"""Seconds until a lost connection is made anew."""

log = logging.getLogger(__name__)


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


async def listen(
    database: Database, heard: Callable[[str], None], missed: Callable[[], None]
) -> None:
    """Call `heard` with each announced address until cancelled; `missed` when some may have been
    missed, since the connection was lost and is there again. PostgreSQL only.
    """
    # The driver is large, and SQLite needs none.
    import psycopg

    place = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    trouble = ""
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(place, autocommit=True)
            async with connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                missed()
                trouble = ""
                async for told in connection.notifies():
                    for address in told.payload.split():
                        heard(address)
        except psycopg.Error as error:
            # The driver's words may hold where the database is.
            if trouble != type(error).__name__:
                log.warning("pages of other processes are not heard of: %s", type(error).__name__)
            trouble = type(error).__name__
        await asyncio.sleep(AGAIN)
