"""Every night: a copy, where it lies and how long it is kept; then what is too old is forgotten."""

import asyncio
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.texts.copies import night_failed
from scheduler.calendar.clock import Clock
from scheduler.calendar.working_time import VIETNAM, local_day, vietnam_to_utc
from scheduler.delivery.notices import add_notice, secretary_ids
from scheduler.engine.retention import oldest_kept
from storage.backup import BackupFailed, back_up
from storage.commune import communes
from storage.database import Database
from storage.retention import forget_batch

log = logging.getLogger(__name__)

AT = time(2)
KEPT = timedelta(days=14)
LOOKS_AGAIN = timedelta(minutes=10)
"""How often the night's copy is looked for; one that failed is tried again then."""

STAMP = "%Y-%m-%d-%H%M%S"
EVIDENCE = "bang-chung"


@dataclass(frozen=True, slots=True)
class Copies:
    """A folder of copies. `evidence` are the files beside the database, each copied once."""

    folder: Path
    evidence: Path

    def path(self, database: Database, now: datetime, what: str = "nhacviec") -> Path:
        """Where a copy made now lies; `what` tells those of every night from others."""
        ending = "db" if database.is_sqlite else "dump"
        return self.folder / f"{what}-{now.astimezone(VIETNAM).strftime(STAMP)}.{ending}"

    def newest(self) -> datetime | None:
        """When the newest copy of a night was made (UTC)."""
        return max((made for made, _ in self._nights()), default=None)

    def make(self, database: Database, now: datetime) -> Path:
        """Copy database and evidence, and let go of what is older than fourteen days.

        Raises BackupFailed.
        """
        path = self.path(database, now)
        back_up(database, path)
        copy_files(self.evidence, self.folder / EVIDENCE)
        for made, old in list(self._nights()):
            if now - made > KEPT:
                old.unlink()
        return path

    def _nights(self) -> Iterator[tuple[datetime, Path]]:
        for path in self.folder.glob("nhacviec-*.d*"):
            try:
                made = datetime.strptime(path.stem, f"nhacviec-{STAMP}").replace(tzinfo=VIETNAM)
            except ValueError:
                continue
            yield made, path


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Whether the copy of the night before `now` is missing."""
    tonight = vietnam_to_utc(local_day(now), AT)
    night = tonight if tonight <= now else tonight - timedelta(days=1)
    return newest is None or newest < night


def copy_files(source: Path, target: Path) -> None:
    """Copy the files that are not there yet: each is called by its hash, so none ever changes.

    Raises BackupFailed.
    """
    try:
        for path in source.rglob("*") if source.is_dir() else ():
            there = target / path.relative_to(source)
            if path.is_file() and not there.exists():
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, there.with_name(f"{there.name}.partial"))
                there.with_name(f"{there.name}.partial").replace(there)
    except OSError as error:
        raise BackupFailed(str(error)) from error


class Nights:
    """Makes each night's copy, also the one missed; then forgets what is too old.

    Of a copy that fails the secretaries hear once, and it is tried again.
    """

    def __init__(self, copies: Copies, database: Database, machine: Clock, kept_days: int) -> None:
        self._copies = copies
        self._database = database
        self._machine = machine
        self._kept_days = kept_days
        self._told: datetime | None = None

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOKS_AGAIN.total_seconds())

    async def look(self) -> None:
        """Make the night's copy, where it is missing."""
        now = self._machine.now()
        if not is_due(self._copies.newest(), now):
            return
        try:
            path = await asyncio.to_thread(self._copies.make, self._database, now)
            log.info("backup %s", path.name)
            await forget_old(self._database, now, self._kept_days)
        except BackupFailed as error:
            log.error("backup failed: %s", error)
            if is_due(self._told, now):
                self._told = now
                await self._database.run(_tell, self._database, now)


async def forget_old(database: Database, now: datetime, kept_days: int) -> None:
    """Remove the words of messages older than so many days, a batch at a time."""
    gone, oldest = 0, oldest_kept(now, kept_days)
    try:
        while count := await database.run(_forget, database, oldest):
            gone += count
        log.info("forgotten: %s rows older than %s days", gone, kept_days)
    except SQLAlchemyError:
        log.exception("what is too old cannot be forgotten")


def _forget(database: Database, oldest: datetime) -> int:
    with database.everything() as session:
        return forget_batch(session, oldest)


def _tell(database: Database, now: datetime) -> None:
    with database.everything() as session:
        for commune in communes(session):
            add_notice(session, commune.id, secretary_ids(session, commune.id), night_failed(), now)
