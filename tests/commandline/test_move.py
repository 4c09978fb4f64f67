"""`move` to a server and back to a file, also when the process is killed halfway."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from storage.audit import Audit
from storage.database import Database
from storage.migrations import current_revision
from storage.moving.progress import copy_unfinished
from storage.process_lock import lock_alone
from storage.sent_messages import SentToPlatform
from tests.commandline.shell import PLAN, ROOT, Shell

MANY = 40_000
"""Rows enough that a process is caught in the middle of them."""


@pytest.fixture
def source(shell: Shell) -> Iterator[Database]:
    """A commune with a plan, an audit and much that went out."""
    assert shell.run("import", PLAN).code == 0
    with closing(Database(f"sqlite:///{shell.folder / 'var' / 'tap-duot.db'}")) as database:
        now = datetime.now(UTC)
        with database.commune(1) as session:
            session.add(Audit(at=now, action="x", noun="task", noun_id=1, after={"tên": "Dũng"}))
        with database.everything() as session:
            sent = {"commune_id": 1, "channel": "zalo", "at": now, "messages": 1}
            session.connection().execute(insert(SentToPlatform), [sent] * MANY)
        yield database


def counts(database: Database) -> dict[str, int]:
    """The number of rows of each table with users' data."""
    with database.engine.connect() as connection:
        return {
            name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0
            for name in ("task", "milestone", "audit", "outgo")
        }


def libpq(url: str) -> str:
    """A server's address as its own tools write it."""
    return url.replace("postgresql+psycopg://", "postgresql://")


def test_a_killed_move_resumes_and_the_audit_stays_valid(
    shell: Shell, source: Database, postgres_url: str
) -> None:
    before = counts(source)
    moving = subprocess.Popen(
        [sys.executable, "-m", "bot", "move", "--to", libpq(postgres_url)],
        cwd=shell.folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with closing(Database(postgres_url)) as target:
        while not copy_unfinished(target) or not 0 < counts(target)["outgo"] < MANY:
            assert moving.poll() is None, "ended before it was killed"
            time.sleep(0.005)
        moving.kill()
        moving.wait()
        assert 0 < counts(target)["outgo"] < MANY
        refused = shell.run("why", "1", DATABASE_URL=postgres_url)
        assert (refused.code, len(refused.errors)) == (2, 1)
        assert "chuyển dở" in refused.errors[0]
        checked = shell.run("check", DATABASE_URL=postgres_url)
        (found,) = [line for line in checked.lines if "chuyển dở" in line]
        assert (checked.code, found.startswith("LỖI")) == (1, True)
        assert not any("Lượt làm việc" in line for line in checked.lines), "it has none yet"
        said = shell.run("move", "--to", libpq(postgres_url))
        assert said.code == 0, said.errors
        assert counts(target) == counts(source) == before
    assert f"outgo {MANY:>18} dòng" in " ".join(said.lines)
    (setting,) = [line for line in said.lines if line.startswith("DATABASE_URL=")]
    audits = shell.run("check", "--audit"), shell.run("check", "--audit", DATABASE_URL=postgres_url)
    assert audits[0].lines == audits[1].lines
    assert [said.code for said in audits] == [0, 0]
    assert setting.startswith("DATABASE_URL=postgresql+psycopg://")


def test_a_refused_move_changes_nothing(shell: Shell, postgres_url: str) -> None:
    here = f"sqlite:///{shell.folder / 'var' / 'tap-duot.db'}"
    empty = shell.run("move", "--to", postgres_url)
    assert "chưa có xã nào" in empty.errors[-1]
    assert shell.run("import", PLAN).code == 0
    for url, words in (
        ("mysql://x/y", "--to"),
        ("postgresql://", "không mở được"),
        ("postgresql://nobody@127.0.0.1:9/none", "không mở được"),
        (here, "DATABASE_URL"),
    ):
        said = shell.run("move", "--to", url)
        assert said.code > 0
        assert words.lower() in said.errors[-1].lower(), (url, said)
    with closing(Database(here)) as source, lock_alone(source):
        assert "đang chạy" in shell.run("move", "--to", postgres_url).errors[-1]
    with closing(Database(postgres_url)) as target:
        with lock_alone(target):
            assert "Đang có chương trình" in shell.run("move", "--to", postgres_url).errors[-1]
        assert not copy_unfinished(target)
        assert counts(target)["task"] == 0


def test_move_from_one_file_to_another(shell: Shell, tmp_path: Path) -> None:
    assert shell.run("import", PLAN).code == 0
    url = f"sqlite:///{tmp_path / 'moi' / 'nhacviec.db'}"
    assert shell.run("move", "--to", url).code == 0
    assert "đã có dữ liệu" in shell.run("move", "--to", url).errors[-1]
    with closing(Database(url)) as target:
        assert current_revision(target) is not None
        assert counts(target)["task"] > 0
