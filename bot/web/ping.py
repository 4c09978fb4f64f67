"""The dead-man switch: calls a monitoring URL that raises an alarm when the calls stop."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

INTERVAL = 60.0
"""Seconds between calls."""

TIMEOUT = ClientTimeout(total=10)

log = logging.getLogger(__name__)


async def keep_pinging(address: str, ticked: Callable[[], datetime | None]) -> None:
    """Call the URL once a minute if the engine ticked since the last call, until cancelled.

    `ticked` gives the time of the last successful tick, None before the first.
    """
    seen: datetime | None = None
    async with ClientSession(timeout=TIMEOUT) as session:
        while True:
            last = ticked()
            if last is not None and last != seen:
                seen = last
                await _call(session, address)
            await asyncio.sleep(INTERVAL)


async def _call(session: ClientSession, address: str) -> None:
    try:
        async with session.get(address) as answer:
            if answer.status >= 400:
                log.warning("ping was answered %s", answer.status)
    except (ClientError, OSError, TimeoutError) as error:
        # The URL is a secret, and the library's errors contain it.
        log.warning("ping failed: %s", type(error).__name__)
