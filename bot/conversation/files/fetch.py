"""Fetch files that people sent from their platforms, one by one; retry or report failures."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation.files.evidence import LIMIT
from scheduler.calendar.clock import Clock
from scheduler.delivery.buttons import store_buttons
from scheduler.delivery.channel import Channel, ChannelError, FileTooBig, Outgoing, PermanentError
from scheduler.delivery.channel_extras import FileChannel
from scheduler.delivery.notices import add_answer
from storage.database import Database, ScopedSession
from storage.person import Address
from storage.sent_file import SentFile, files_to_fetch

log = logging.getLogger(__name__)

TRIES = 6
FIRST_RETRY = timedelta(seconds=30)
"""The wait after the first failure; it doubles with each further one."""


@dataclass(frozen=True, slots=True)
class FileToFetch:
    """One file to fetch: its row, and the platform's reference for it."""

    commune_id: int
    row_id: int
    channel: str
    ref: str
    name: str


class FileRefused(Exception):
    """The file is refused for good; `why` is the key of the sentence that tells its sender"""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Keeper(Protocol):
    """Stores the fetched files of one table."""

    model: type[SentFile]

    async def stored_content(self, one: FileToFetch) -> bytes | None:
        """The content if it was fetched before, else None."""

    async def store(self, one: FileToFetch, content: bytes) -> None:
        """Store the content. Raises FileRefused for a file that is refused, and OSError."""

    def refusal_message(self, session: ScopedSession, row: SentFile, why: str) -> Outgoing:
        """The message to the sender of a file that is given up, made in the same transaction."""


class Fetcher:
    """Fetches the files that are due from their platforms; the keeper of its table stores each."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        channels: Mapping[tuple[int, str], Channel],
        keepers: Sequence[Keeper],
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._keepers = keepers
        self._locks: dict[int | None, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fetch_all(self, commune_id: int | None = None) -> int:
        """Try every due file, of one commune or all; returns how many were stored or given up."""
        settled = 0
        async with self._locks[commune_id]:
            for keeper in self._keepers:
                for one in await self._database.run(self._due, keeper, commune_id):
                    settled += await self._fetch(keeper, one)
        return settled

    async def _fetch(self, keeper: Keeper, one: FileToFetch) -> bool:
        try:
            content = await keeper.stored_content(one)
            await keeper.store(one, await self._content(one) if content is None else content)
        except FileRefused as problem:
            await self._database.run(self._give_up, keeper, one, problem.why)
        except (ChannelError, OSError) as problem:
            log.warning("file %s: %s", one.row_id, problem)
            return await self._database.run(self._retry, keeper, one)
        return True

    async def _content(self, one: FileToFetch) -> bytes:
        channel = self._channels.get((one.commune_id, one.channel))
        if channel is None or not channel.capabilities.files:
            raise FileRefused("gone")
        assert isinstance(channel, FileChannel)
        try:
            return await channel.fetch(one.ref, LIMIT)
        except FileTooBig as problem:
            raise FileRefused("too_big") from problem
        except PermanentError as problem:
            raise FileRefused("gone") from problem

    def _due(self, keeper: Keeper, commune_id: int | None) -> list[FileToFetch]:
        with self._database.one_or_all(commune_id) as session:
            return [
                FileToFetch(
                    row.commune_id,
                    row.id,
                    session.get_one(Address, row.address_id).channel,
                    row.ref,
                    row.name,
                )
                for row in files_to_fetch(session, keeper.model, self._clock.now())
            ]

    def _retry(self, keeper: Keeper, one: FileToFetch) -> bool:
        """Schedule a retry, or give up after TRIES; return whether it was given up."""
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(keeper.model, one.row_id)
            row.attempts += 1
            tried = row.attempts
            row.not_before = self._clock.now() + FIRST_RETRY * 2 ** (tried - 1)
        if tried >= TRIES:
            self._give_up(keeper, one, "unreachable")
        return tried >= TRIES

    def _give_up(self, keeper: Keeper, one: FileToFetch, why: str) -> None:
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(keeper.model, one.row_id)
            row.failure, row.not_before = why, None
            tell_sender(session, row, keeper.refusal_message(session, row, why), self._clock.now())


def tell_sender(session: ScopedSession, row: SentFile, message: Outgoing, now: datetime) -> None:
    """Send a message about a file to the chat it came from."""
    stored = store_buttons(session, row.person_id, message, now)
    add_answer(session, session.get_one(Address, row.address_id), stored, now)
