"""The dead-man switch: an address that raises the alarm when it is no longer called."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

EVERY = 60.0
"""Seconds between calls."""

PATIENCE = ClientTimeout(total=10)

log = logging.getLogger(__name__)


async def ping(address: str, ticked: Callable[[], datetime | None]) -> None:
    """Call an address every minute in which the engine ticked well, until cancelled."""
    seen: datetime | None = None
    async with ClientSession(timeout=PATIENCE) as session:
        while True:
            last = ticked()
            if last is not None and last != seen:
                seen = last
                await _call(session, address)
            await asyncio.sleep(EVERY)


async def _call(session: ClientSession, address: str) -> None:
    try:
        async with session.get(address) as answer:
            if answer.status >= 400:
                log.warning("ping was answered %s", answer.status)
    except (ClientError, OSError, TimeoutError) as error:
        # The address is a secret, and errors of the library name it.
        log.warning("ping failed: %s", type(error).__name__)
