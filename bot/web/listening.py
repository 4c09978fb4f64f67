"""Receives PostgreSQL notifications of other processes for open pages (`storage.page_notices`).

Import it only with a PostgreSQL database: it loads the driver.
"""

import asyncio
import logging
from collections.abc import Callable

import psycopg

from storage.database import Database
from storage.page_notices import CHANNEL

RECONNECT_SECONDS = 5.0
"""Pause before a lost connection is opened again."""

log = logging.getLogger(__name__)


async def listen(
    database: Database, notify: Callable[[str], None], notify_all: Callable[[], None]
) -> None:
    """Call `notify` with each announced address until cancelled, and `notify_all` after each
    (re)connection, because announcements may have been missed. PostgreSQL only.
    """
    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    problem = ""
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(url, autocommit=True)
            async with connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                notify_all()
                problem = ""
                async for notification in connection.notifies():
                    for address in notification.payload.split():
                        notify(address)
        except psycopg.Error as error:
            # The driver's text may contain the database's address: only the type is logged.
            if problem != type(error).__name__:
                log.warning("no notifications from other processes: %s", type(error).__name__)
            problem = type(error).__name__
        await asyncio.sleep(RECONNECT_SECONDS)
