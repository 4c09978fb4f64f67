"""Hears on PostgreSQL what other processes have announced for open pages (`storage.page_notices`).

Importing this loads PostgreSQL's driver: only a process of such a database does.
"""

import asyncio
import logging
from collections.abc import Callable

import psycopg

from storage.database import Database
from storage.page_notices import CHANNEL

AGAIN = 5.0
"""Seconds until a lost connection is made anew."""

log = logging.getLogger(__name__)


async def listen(
    database: Database, heard: Callable[[str], None], missed: Callable[[], None]
) -> None:
    """Call `heard` with each announced address until cancelled; `missed` when some may have been
    missed, since the connection was lost and is there again. PostgreSQL only.
    """
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
