"""The nightly backup, kept for 14 days in a folder; after it, old messages are deleted."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.texts.copies import NIGHT_FAILED
from bot.texts.restoring import files_lost
from scheduler.calendar.clock import Clock
from scheduler.calendar.working_time import VIETNAM, local_day, vietnam_to_utc
from scheduler.delivery.notices import add_notice, secretary_ids
from storage.backup import BackupFailed, back_up
from storage.commune import communes
from storage.connections import empty_write_log
from storage.database import Database
from storage.evidence_files import copy_intact_files, damaged_files_by_commune
from storage.manifest import manifest_path
from storage.retention import forget_batch

log = logging.getLogger(__name__)

BACKUP_TIME = time(2)
"""Time of day in Vietnam after which the night's backup is due."""
KEPT_FOR = timedelta(days=14)
CHECK_INTERVAL = timedelta(minutes=10)
"""Time between two checks whether a backup is due; a failed one is retried then."""

FILE_TIME = "%Y-%m-%d-%H%M%S"
EVIDENCE_FOLDER = "bang-chung"


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """The folder of backups. `evidence` is the folder of evidence files, each copied once."""

    folder: Path
    evidence: Path

    def path(self, database: Database, now: datetime, what: str = "nhacviec") -> Path:
        """The path of a backup made at `now`; `what` is its prefix, nhacviec for nightly ones."""
        ending = "db" if database.is_sqlite else "dump"
        return self.folder / f"{what}-{now.astimezone(VIETNAM).strftime(FILE_TIME)}.{ending}"

    def newest(self) -> datetime | None:
        return max((made for made, _ in self._nightly()), default=None)

    def make(self, database: Database, now: datetime) -> Path:
        """Back up database and evidence, delete expired nightly backups. Raises BackupFailed."""
        path = self.path(database, now)
        back_up(database, path)
        copy_evidence(self.evidence, self.folder / EVIDENCE_FOLDER)
        for made, old in list(self._nightly()):
            if now - made > KEPT_FOR:
                old.unlink()
                manifest_path(old).unlink(missing_ok=True)
        return path

    def _nightly(self) -> Iterator[tuple[datetime, Path]]:
        for path in self.folder.glob("nhacviec-*.d*"):
            try:
                made = datetime.strptime(path.stem, f"nhacviec-{FILE_TIME}").replace(tzinfo=VIETNAM)
            except ValueError:
                continue
            yield made, path


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Whether no backup was made since the last BACKUP_TIME before `now`."""
    tonight = vietnam_to_utc(local_day(now), BACKUP_TIME)
    night = tonight if tonight <= now else tonight - timedelta(days=1)
    return newest is None or newest < night


def copy_evidence(source: Path, target: Path) -> int:
    """Copy every undamaged evidence file that `target` lacks or has in a damaged state; returns how
    many were damaged there. Used in both directions: into a backup, and back from it. Raises
    BackupFailed.
    """
    try:
        return copy_intact_files(source, target)
    except OSError as error:
        raise BackupFailed(str(error)) from error


class NightlyBackup:
    """Makes a backup each night, then deletes messages older than `kept_days` (RETENTION_DAYS).

    A failed backup is retried; the secretaries are notified once a night. `machine` is the real
    clock.
    """

    def __init__(
        self, copies: BackupFolder, database: Database, machine: Clock, kept_days: int
    ) -> None:
        self._copies = copies
        self._database = database
        self._machine = machine
        self._kept_days = kept_days
        self._reported_at: datetime | None = None
        self._told_lost: set[int] = set()

    async def run(self) -> None:
        """Check every CHECK_INTERVAL until cancelled."""
        while True:
            await self.run_if_due()
            await asyncio.sleep(CHECK_INTERVAL.total_seconds())

    async def run_if_due(self) -> None:
        """If a backup is due, make it; afterwards delete old messages.

        A failure is logged, and the secretaries are notified.
        """
        now = self._machine.now()
        if not is_due(self._copies.newest(), now):
            return
        try:
            path = await asyncio.to_thread(self._copies.make, self._database, now)
        except BackupFailed as error:
            log.error("backup failed: %s", error)
            with _logged("the secretaries could not be told that the backup failed"):
                await self._tell_failed(now)
            return
        log.info("backup %s", path.name)
        with _logged("evidence files could not be checked"):
            await self._tell_lost(now)
        await delete_expired(self._database, now, self._kept_days)

    async def _tell_failed(self, now: datetime) -> None:
        if is_due(self._reported_at, now):
            await self._database.run(_notify_failed, self._database, now)
            self._reported_at = now

    async def _tell_lost(self, now: datetime) -> None:
        """Notify the secretaries of each commune whose evidence files are missing or changed; once
        per commune until the program restarts.
        """
        lost = await asyncio.to_thread(
            damaged_files_by_commune, self._database, self._copies.evidence
        )
        for commune, numbers in lost:
            if commune.id not in self._told_lost:
                log.error("commune %s: evidence of items %s is lost", commune.id, numbers)
                await self._database.run(_notify_lost, self._database, commune.id, numbers, now)
                self._told_lost.add(commune.id)


async def delete_expired(database: Database, now: datetime, kept_days: int) -> None:
    """Delete messages and texts older than `kept_days`, a batch at a time; errors are logged."""
    gone, oldest = 0, deletion_limit(now, kept_days)
    with _logged("words of old messages could not be removed"):
        while count := await database.run(_forget, database, oldest):
            gone += count
        await database.run(empty_write_log, database.engine)
        log.info("removed the words of %s rows older than %s days", gone, kept_days)


@contextmanager
def _logged(failure: str) -> Iterator[None]:
    """Log an error of the database and go on: it must not end the program."""
    try:
        yield
    except SQLAlchemyError:
        log.exception(failure)


def _forget(database: Database, oldest: datetime) -> int:
    with database.everything() as session:
        return forget_batch(session, oldest)


def _notify_lost(
    database: Database, commune_id: int, numbers: Sequence[int], now: datetime
) -> None:
    with database.commune(commune_id) as session:
        ids = secretary_ids(session, commune_id)
        add_notice(session, commune_id, ids, files_lost(numbers), now)


def _notify_failed(database: Database, now: datetime) -> None:
    with database.everything() as session:
        for commune in communes(session):
            add_notice(session, commune.id, secretary_ids(session, commune.id), NIGHT_FAILED, now)


def deletion_limit(now: datetime, days: int) -> datetime:
    """The moment (UTC) up to which messages are deleted: the start of the day in Vietnam `days`
    ago.
    """
    return vietnam_to_utc(local_day(now) - timedelta(days=days), time())
