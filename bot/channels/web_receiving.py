"""Passes what people sent from their web pages on to the inbox, for one commune or for all."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.channels.web_input import inbound_of
from scheduler.delivery.channel import AcceptInbound, Inbound
from storage.database import Database
from storage.web_message import mark_taken, messages_for_inbox

RETRY_SECONDS = 1.0
"""Pause after the inbox failed to take a message."""

RESCAN_SECONDS = 20.0
"""Interval of the scan for messages stored by another process."""

log = logging.getLogger(__name__)


class WebReceiver:
    """Reads stored page messages that the inbox has not taken yet. `now` gives aware UTC."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._database = database
        self._now = now
        self._retry_seconds = retry_seconds
        self._stored = asyncio.Event()

    def wake(self) -> None:
        """A message was stored: pass it on now."""
        self._stored.set()

    async def run(
        self, accept_for: Callable[[int], AcceptInbound], commune_id: int | None = None
    ) -> None:
        """Pass messages of one commune (None: of all) to the inbox until cancelled.

        Messages left by an earlier process are included. A message the inbox fails to take stays
        stored and is tried again.
        """
        while True:
            self._stored.clear()
            try:
                await self.receive_pending(accept_for, commune_id)
            except Exception:
                log.exception("A web message could not be taken; it is tried again")
                await asyncio.sleep(self._retry_seconds)
            else:
                await self._wait()

    async def receive_pending(
        self, accept_for: Callable[[int], AcceptInbound], commune_id: int | None = None
    ) -> None:
        """Pass the messages stored so far to the inbox, in order."""
        for owner, message_id, inbound in await self._database.run(self._pending, commune_id):
            await accept_for(owner)(inbound)
            await self._database.run(self._mark_taken, owner, message_id)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(RESCAN_SECONDS):
                await self._stored.wait()
        except TimeoutError:
            return

    def _pending(self, commune_id: int | None) -> list[tuple[int, int, Inbound]]:
        with self._database.one_or_all(commune_id) as session:
            return [
                (row.commune_id, row.id, inbound_of(session, row))
                for row in messages_for_inbox(session)
            ]

    def _mark_taken(self, commune_id: int, message_id: int) -> None:
        with self._database.commune(commune_id) as session:
            mark_taken(session, message_id, self._now())
