"""Nightly backups: when they are due, what they contain, how long they are kept."""

import asyncio
import contextlib
import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app.backups import KEPT_FOR, BackupFolder, NightlyBackup, is_due
from scheduler.calendar.clock import ManualClock
from storage.database import Database
from storage.delivery import Delivery
from storage.evidence_files import path_of, store_content
from storage.inbound import InboundRow
from storage.words import DeliveryKind
from tests.stories.world import CHIEF, ECONOMIST, World, at, small_world

PICTURE = b"picture"
NAME = hashlib.sha256(PICTURE).hexdigest()


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def copies(tmp_path: Path) -> BackupFolder:
    evidence = tmp_path / "bang-chung"
    store_content(evidence, PICTURE)
    return BackupFolder(tmp_path / "sao-luu", evidence)


@pytest.mark.parametrize(
    ("newest", "now", "due"),
    [
        (None, "2025-10-08T09:00", True),
        ("2025-10-08T02:00", "2025-10-08T09:00", False),
        ("2025-10-08T01:59", "2025-10-08T02:00", True),
        ("2025-10-07T02:00", "2025-10-08T01:59", False),
        ("2025-10-01T02:00", "2025-10-08T01:00", True),
    ],
)
def test_the_backup_due_is_that_of_the_last_two_oclock(
    newest: str | None, now: str, due: bool
) -> None:
    assert is_due(at(newest) if newest else None, at(now)) is due


def test_evidence_is_backed_up_and_two_weeks_are_kept(
    database: Database, copies: BackupFolder
) -> None:
    first = at("2025-10-08T02:00")
    for days in (0, 1, KEPT_FOR.days + 1):
        copies.make(database, first + timedelta(days=days))
    kept = sorted(path.name for path in copies.folder.glob("*.db"))
    assert kept == ["nhacviec-2025-10-09-020000.db", "nhacviec-2025-10-23-020000.db"]
    assert sorted(path.name for path in copies.folder.glob("*.json")) == [
        f"{name}.json" for name in kept
    ]
    kept_evidence = path_of(copies.folder / "bang-chung", NAME)
    assert kept_evidence.read_bytes() == PICTURE
    assert copies.newest() == at("2025-10-23T02:00")


def test_other_backups_are_not_deleted(database: Database, copies: BackupFolder) -> None:
    other = copies.path(database, at("2025-01-01T00:00"), "truoc-nang-cap")
    other.parent.mkdir(parents=True)
    other.touch()
    copies.make(database, at("2025-10-08T02:00"))
    assert other.exists()


def test_a_changed_evidence_file_never_replaces_its_whole_copy(
    database: Database, copies: BackupFolder
) -> None:
    copies.make(database, at("2025-10-08T02:00"))
    path_of(copies.evidence, NAME).write_bytes(b"changed")
    copies.make(database, at("2025-10-09T02:00"))
    there = path_of(copies.folder / "bang-chung", NAME)
    assert there.read_bytes() == PICTURE
    there.write_bytes(b"damaged copy")
    store_content(copies.evidence, PICTURE)
    copies.make(database, at("2025-10-10T02:00"))
    assert there.read_bytes() == PICTURE


def test_an_evidence_file_that_changed_before_its_first_copy_is_not_copied(
    database: Database, copies: BackupFolder
) -> None:
    path_of(copies.evidence, NAME).write_bytes(b"changed")
    copies.make(database, at("2025-10-08T02:00"))
    assert not [path for path in (copies.folder / "bang-chung").rglob("*") if path.is_file()]


async def test_the_secretary_hears_at_night_whose_evidence_is_lost(
    database: Database, tmp_path: Path
) -> None:
    evidence = tmp_path / "bang-chung"
    async with small_world(database, evidence) as world:
        await world.link(CHIEF, ECONOMIST)
        await world.say(ECONOMIST, "5 xong")
        await world.send(ECONOMIST, world.server.send_photo)
        await world.program.services.fetcher.fetch_all()
        await world.settle()
        world.look(CHIEF)
        for path in evidence.rglob("*"):
            if path.is_file():
                path.write_bytes(b"changed")
        await _for_a_moment(world, BackupFolder(tmp_path / "sao-luu", evidence), world.clock.now())
        await world.settle()
        assert "tệp minh chứng của việc 5 bị mất hoặc bị đổi" in world.look(CHIEF)[-1].text


async def _for_a_moment(world: World, copies: BackupFolder, now: datetime) -> None:
    task = asyncio.create_task(NightlyBackup(copies, world.database, ManualClock(now), 365).run())
    await asyncio.sleep(0.3)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_a_failed_nightly_backup_is_reported_to_the_secretary(
    database: Database, tmp_path: Path
) -> None:
    async with small_world(database, tmp_path / "bang-chung") as world:
        await world.link(CHIEF)
        (tmp_path / "full").touch()
        await _for_a_moment(world, BackupFolder(tmp_path / "full", tmp_path), world.clock.now())
        await world.settle()
        world.expect(CHIEF, "chưa sao lưu được")


async def test_a_failed_backup_is_reported_as_soon_as_the_database_takes_the_notice(
    database: Database, tmp_path: Path
) -> None:
    async with small_world(database, tmp_path / "bang-chung") as world:
        await world.link(CHIEF)
        (tmp_path / "full").touch()
        copies = BackupFolder(tmp_path / "full", tmp_path)
        nightly = NightlyBackup(copies, database, ManualClock(world.clock.now()), 365)
        _execute(
            database,
            "CREATE TRIGGER no_notice BEFORE INSERT ON delivery"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END",
        )
        await nightly.run_if_due()
        _execute(database, "DROP TRIGGER no_notice")
        await nightly.run_if_due()
        await nightly.run_if_due()
        await world.settle()
        told = [message.text for message in world.look(CHIEF)]
        assert sum("chưa sao lưu được" in text for text in told) == 1


async def test_old_messages_are_deleted_although_the_evidence_cannot_be_checked(
    database: Database, tmp_path: Path
) -> None:
    async with small_world(database, tmp_path / "bang-chung") as world:
        await world.link(CHIEF)
        copies = BackupFolder(tmp_path / "sao-luu", tmp_path / "bang-chung")
        later = ManualClock(world.clock.now() + timedelta(days=400))
        _execute(database, "ALTER TABLE evidence RENAME COLUMN hash TO no_hash")
        await NightlyBackup(copies, database, later, 365).run_if_due()
        _execute(database, "ALTER TABLE evidence RENAME COLUMN no_hash TO hash")
        with database.everything() as session:
            assert not session.scalars(select(InboundRow)).all()


def _execute(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


async def test_a_missed_nightly_backup_is_made_later(database: Database, tmp_path: Path) -> None:
    async with small_world(database, tmp_path / "bang-chung") as world:
        copies = BackupFolder(tmp_path / "sao-luu", tmp_path / "bang-chung")
        await _for_a_moment(world, copies, world.clock.now())
        assert copies.newest() == world.clock.now()
        with database.everything() as session:
            assert not session.scalars(
                select(Delivery).where(Delivery.sort == DeliveryKind.NOTICE)
            ).all()
