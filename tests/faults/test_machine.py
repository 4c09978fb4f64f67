"""Failures of the machine: a locked database, a full disk, a restart in a dialog."""

import asyncio
import random
import resource
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.milestone import Milestone
from storage.reply import Extension
from tests.commandline.shell import PLAN
from tests.faults.office import ROOT, Office
from tests.stories.world import BUILDER, ECONOMIST

DAY = "2025-11-14"


@pytest.mark.long
async def test_a_locked_database_is_waited_for(office: Office) -> None:
    office.foretell(f"{DAY}T07:30", f"{DAY}T08:01")
    await office.start(f"{DAY}T07:59")
    with closing(sqlite3.connect(office.database.url.database or "", timeout=30)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        office.write(BUILDER)
        await asyncio.sleep(2)
        assert office.server.unconfirmed()
        other.execute("COMMIT")
    await office.calm()
    await office.stop()
    assert office.count().twice == 0


async def test_a_full_disk_accepts_no_message_and_loses_none(office: Office) -> None:
    office.foretell(f"{DAY}T07:30", f"{DAY}T08:01")
    await office.start(f"{DAY}T07:59")
    _limit_files(office, 1)
    office.write(BUILDER)
    office.write(ECONOMIST)
    await asyncio.sleep(2)
    assert office.server.unconfirmed() == 2
    _limit_files(office, None)
    await office.calm()
    log = await office.stop()
    assert "disk" in log
    assert office.count().twice == 0


def _limit_files(office: Office, size: int | None) -> None:
    """No file of the running program may be written beyond a size; None lifts that."""
    assert office.process is not None
    most = resource.RLIM_INFINITY if size is None else size
    resource.prlimit(office.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@pytest.mark.long
async def test_a_dialog_continues_after_a_restart(office: Office) -> None:
    await office.start(f"{DAY}T09:00")
    await office.calm()
    office.say(ECONOMIST, "xin gia hạn")
    await office.server.until(lambda: bool(_said(office, ECONOMIST, "ngày nào")))
    await office.kill()
    await office.start(f"{DAY}T09:01")
    office.server.write(office.chats[ECONOMIST], "20/12")
    await office.server.until(lambda: bool(_said(office, ECONOMIST, "lý do")))
    await office.kill()
    await office.start(f"{DAY}T09:02")
    office.server.write(office.chats[ECONOMIST], "chờ số liệu quyết toán")
    await office.server.until(lambda: bool(_said(office, ECONOMIST, "Đã ghi")))
    await office.stop()
    with office.database.everything() as session:
        (asked,) = session.scalars(select(Extension))
        assert (str(asked.to_date), asked.reason) == ("2025-12-20", "chờ số liệu quyết toán")


def _said(office: Office, post: str, words: str) -> list[str]:
    shown = [sent.text for sent in office.server.messages(office.chats[post])]
    return [text for text in shown if words in text]


@pytest.mark.long
async def test_an_interrupted_import_leaves_all_or_nothing(sqlite_url: str, tmp_path: Path) -> None:
    counts = {await _cut_off(sqlite_url, tmp_path, seconds) for seconds in (0.6, 1.0, 1.4, 60)}
    whole = await _cut_off(sqlite_url, tmp_path, 60)
    assert counts <= {0, whole}
    assert whole > 30


async def _cut_off(url: str, folder: Path, seconds: float) -> int:
    """Begin an import, kill it when its time is over; how many milestones there are then."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "import", str(PLAN)),
        cwd=ROOT,
        env={"DATABASE_URL": url, "PATH": "", "BACKUP_DIR": str(folder)},
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await asyncio.wait_for(process.wait(), seconds * random.Random(seconds).uniform(0.8, 1))
    except TimeoutError:
        process.kill()
        await process.wait()
    database = Database(url)
    with closing(database), database.everything() as session:
        return session.scalar(select(func.count()).select_from(Milestone)) or 0
