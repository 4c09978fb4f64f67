"""What persons said on their pages and the inbox does not have yet, of one commune or of all."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.channels.web_lines import inbound_of
from scheduler.delivery.channel import AcceptInbound, Inbound
from storage.database import Database
from storage.web_message import mark_taken, not_taken

PATIENCE = 1.0
"""Seconds before the inbox is tried again."""

AGAIN = 20.0
"""Seconds after which it is looked for what another process kept and could not hand in."""

log = logging.getLogger(__name__)


class Lines:
    """The kept lines; `now` tells the moment, aware."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], patience: float = PATIENCE
    ) -> None:
        self._database = database
        self._now = now
        self._patience = patience
        self._said = asyncio.Event()

    def more(self) -> None:
        """One more line is kept."""
        self._said.set()

    async def hand_in(
        self, accept_for: Callable[[int], AcceptInbound], commune_id: int | None = None
    ) -> None:
        """Hand the lines of one commune, or of all, to the inbox until cancelled; then those of an
        earlier process too. What the inbox cannot take now stays and comes again.
        """
        while True:
            self._said.clear()
            try:
                await self.hand_over(accept_for, commune_id)
            except Exception:
                log.exception("A line of the web chat could not be taken; it comes again")
                await asyncio.sleep(self._patience)
            else:
                await self._more()

    async def hand_over(
        self, accept_for: Callable[[int], AcceptInbound], commune_id: int | None = None
    ) -> None:
        """Hand what is there now to the inbox, in order."""
        for owner, message_id, inbound in await self._database.run(self._kept, commune_id):
            await accept_for(owner)(inbound)
            await self._database.run(self._taken, owner, message_id)

    async def _more(self) -> None:
        try:
            async with asyncio.timeout(AGAIN):
                await self._said.wait()
        except TimeoutError:
            return

    def _kept(self, commune_id: int | None) -> list[tuple[int, int, Inbound]]:
        with self._database.one_or_all(commune_id) as session:
            return [
                (row.commune_id, row.id, inbound_of(session, row)) for row in not_taken(session)
            ]

    def _taken(self, commune_id: int, message_id: int) -> None:
        with self._database.commune(commune_id) as session:
            mark_taken(session, message_id, self._now())
