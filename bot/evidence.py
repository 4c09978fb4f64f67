"""Files wanted as evidence are fetched, checked and kept by their hash; retried, or told of."""

import asyncio
import hashlib
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.file_kinds import kind_of
from bot.filing import LIMIT
from bot.texts import filing
from scheduler.channel import (
    Channel,
    ChannelError,
    FileChannel,
    FileTooBig,
    PermanentError,
)
from scheduler.clock import Clock
from scheduler.notices import answer
from storage.database import Database
from storage.evidence import Evidence, wanted
from storage.milestone import Milestone
from storage.person import Address

log = logging.getLogger(__name__)

TRIES = 6
FIRST_RETRY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to be fetched."""

    commune_id: int
    evidence_id: int
    channel: str
    ref: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it lies in the folder."""

    hash: str
    kind: str
    size: int


class NotKept(Exception):
    """The file will never be kept; `why` is a key of the texts"""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Fetcher:
    """Fetches what is wanted, one file after the other."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        channels: Mapping[tuple[int, str], Channel],
        folder: Path,
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._folder = folder
        self._alone = asyncio.Lock()

    async def fetch_all(self) -> int:
        """Try every file that is wanted now; how many were settled, kept or not."""
        settled = 0
        async with self._alone:
            for one in await self._database.run(self._wanted):
                settled += await self._fetch(one)
        return settled

    async def _fetch(self, one: Wanted) -> bool:
        try:
            kept = await self._keep(one)
        except NotKept as problem:
            await self._database.run(self._give_up, one, problem.why)
        except (ChannelError, OSError) as problem:
            log.warning("evidence %s: %s", one.evidence_id, problem)
            return await self._database.run(self._again, one)
        else:
            await self._database.run(self._kept, one, kept)
        return True

    async def _keep(self, one: Wanted) -> Kept:
        channel = self._channels.get((one.commune_id, one.channel))
        if channel is None or not channel.capabilities.files:
            raise NotKept("gone")
        assert isinstance(channel, FileChannel)
        try:
            content = await channel.fetch(one.ref, LIMIT)
        except FileTooBig as problem:
            raise NotKept("too_big") from problem
        except PermanentError as problem:
            raise NotKept("gone") from problem
        kind = kind_of(content)
        if kind is None:
            raise NotKept("bad_kind")
        return Kept(await asyncio.to_thread(store, self._folder, content), kind, len(content))

    def _wanted(self) -> list[Wanted]:
        with self._database.everything() as session:
            return [
                Wanted(
                    row.commune_id,
                    row.id,
                    session.get_one(Address, row.address_id).channel,
                    row.ref,
                )
                for row in wanted(session, self._clock.now())
            ]

    def _kept(self, one: Wanted, kept: Kept) -> None:
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(Evidence, one.evidence_id)
            row.hash, row.kind, row.size = kept.hash, kept.kind, kept.size
            row.not_before = None

    def _again(self, one: Wanted) -> bool:
        """Try later, or give up; whether it was given up."""
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(Evidence, one.evidence_id)
            row.attempts += 1
            tried = row.attempts
            row.not_before = self._clock.now() + FIRST_RETRY * 2 ** (tried - 1)
        if tried >= TRIES:
            self._give_up(one, "unreachable")
        return tried >= TRIES

    def _give_up(self, one: Wanted, why: str) -> None:
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(Evidence, one.evidence_id)
            row.failure, row.not_before = why, None
            number = session.get_one(Milestone, row.milestone_id).number
            address = session.get_one(Address, row.address_id)
            answer(session, address, filing.not_kept(number, row.name, why), self._clock.now())


def store(folder: Path, content: bytes) -> str:
    """Keep content under its SHA-256, whole or not at all, for this program's eyes; the hash."""
    name = hashlib.sha256(content).hexdigest()
    place = path_of(folder, name)
    if place.exists():
        return name
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return name


def path_of(folder: Path, hash: str) -> Path:
    """Where content of that hash lies."""
    return folder / hash[:2] / hash
