"""`backup` and `restore`: no file is overwritten, and no reminder is repeated unless requested."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import func, select

from bot.importers.national import national_days
from scheduler.engine.engine import fire_due
from storage.commune import program_clock
from storage.database import Database
from storage.delivery import Delivery
from storage.evidence import Evidence
from storage.evidence_files import path_of, store_content
from storage.migrations import configuration, revisions
from storage.milestone import Milestone
from storage.person import Address, Holding, Person
from storage.process_lock import lock_alone
from storage.unit import posts
from storage.web_session import WebSession
from storage.words import State
from tests.commandline.shell import TOKEN, Shell
from tests.stored_plan import store_plan
from tests.stories.world import CHIEF, PLAN

NOW = datetime.now(UTC)


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """The small commune, its secretary linked, last looked at ten days ago."""
    database = Database(sqlite_url)
    before = NOW - timedelta(days=10)
    store_plan(database, national_days(), PLAN, before)
    with database.commune(1) as session:
        person = Person(name=CHIEF)
        session.add(person)
        session.flush()
        for post in posts(session):
            session.add(Holding(post_id=post.id, person_id=person.id, since=before))
        session.add(Address(person_id=person.id, channel="telegram", address="1", linked_at=before))
    fire_due(database, national_days(), before)
    with database.everything() as session:
        program_clock(session).clock = "real"
    yield database
    database.close()


@pytest.fixture
def settings(database: Database) -> dict[str, str]:
    return {"DATABASE_URL": database.url.render_as_string(False)}


def due(database: Database) -> int:
    """How many reminders wait to be sent now."""
    fire_due(database, national_days(), NOW)
    with database.everything() as session:
        ready = select(func.count()).where(
            Delivery.state == State.PENDING, Delivery.not_before <= NOW, Delivery.body.is_(None)
        )
        return session.scalar(ready) or 0


def test_a_copy_never_overwrites(shell: Shell, settings: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    said = shell.run("backup", copy, **settings)
    assert said.code == 0
    assert "đã mở kiểm tra" in said.lines[0]
    again = shell.run("backup", copy, **settings)
    assert (again.code, again.lines) == (2, [])
    assert "đã có tệp này" in again.errors[0]


def test_restore_over_existing_data_needs_a_second_option_and_keeps_a_copy(
    shell: Shell, settings: dict[str, str], database: Database, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert shell.run("backup", copy, **settings).code == 0
    refused = shell.run("restore", copy, **settings)
    assert (refused.code, refused.lines) == (2, [])
    assert "--replace" in refused.errors[0]
    with database.everything() as session:
        session.add(Person(commune_id=1, name="sau bản sao lưu"))
    said = shell.run("restore", copy, "--replace", **settings)
    assert said.code == 0, said.errors
    aside = tmp_path / said.lines[0].partition(" giữ tại ")[2].rstrip(".")
    with closing(sqlite3.connect(aside)) as old:
        assert old.execute("SELECT count(*) FROM person").fetchone() == (2,)
    database.engine.dispose()
    with database.everything() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_reminders_sent_since_the_backup_are_not_resent_by_default(
    shell: Shell, settings: dict[str, str], database: Database, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert shell.run("backup", copy, **settings).code == 0
    said = shell.run("restore", copy, "--replace", **settings)
    assert "không gửi lại" in said.lines[-1]
    database.engine.dispose()
    assert due(database) == 0
    with database.everything() as session:
        (told,) = session.scalars(select(Delivery).where(Delivery.body.is_not(None)))
        assert "khôi phục" in str(told.body)
    assert shell.run("restore", copy, "--replace", "--resend", **settings).code == 0
    database.engine.dispose()
    assert due(database) > 0


def test_an_item_that_fails_does_not_stop_skipping_the_others(
    shell: Shell, settings: dict[str, str], database: Database, tmp_path: Path
) -> None:
    with database.everything() as session:
        broken = session.scalars(select(Milestone).where(Milestone.next_fire_at <= NOW)).first()
        assert broken is not None
        number, broken.task.ladder = broken.number, {"before": "mười bốn"}
    copy = tmp_path / "copy.db"
    assert shell.run("backup", copy, **settings).code == 0
    assert shell.run("restore", copy, "--replace", "--no-resend", **settings).code == 0
    database.engine.dispose()
    with database.everything() as session:
        left = session.scalars(select(Milestone).where(Milestone.next_fire_at <= NOW)).all()
        assert number in {row.number for row in left}
        assert {row.task_id for row in left} == {left[0].task_id}


def test_restore_keeps_cut_off_who_was_cut_off_and_tells_it(
    shell: Shell, settings: dict[str, str], database: Database, tmp_path: Path
) -> None:
    with database.commune(1) as session:
        person = Person(name="Lê Văn Bình")
        session.add(person)
        session.flush()
        row = Address(
            person_id=person.id, channel="telegram", address="77", linked_at=NOW - timedelta(days=9)
        )
        session.add_all(
            [row, WebSession(person_id=1, token_hash="t", expires_at=NOW + timedelta(days=9))]
        )
    copy = tmp_path / "copy.db"
    assert shell.run("backup", copy, **settings).code == 0
    with database.commune(1) as session:
        session.get_one(Address, row.id).revoked_at = NOW
    said = shell.run("restore", copy, "--replace", **settings)
    assert said.code == 0, said.errors
    assert "1 kết nối đã ngắt" in "\n".join(said.lines)
    database.engine.dispose()
    with database.commune(1) as session:
        assert session.get_one(Address, row.id).revoked_at == NOW
        assert session.scalar(select(func.count()).select_from(WebSession)) == 0
        (told,) = session.scalars(select(Delivery).where(Delivery.body.is_not(None)))
        assert "1 kết nối đã ngắt" in str(told.body)
        assert "mã chưa dùng đã hết hiệu lực" in str(told.body)


def test_restore_after_the_database_is_lost_heeds_the_later_copies(
    shell: Shell, settings: dict[str, str], database: Database, tmp_path: Path
) -> None:
    old, later = tmp_path / "old.db", tmp_path / "later.db"
    with database.commune(1) as session:
        person = Person(name="Lê Văn Bình")
        session.add(person)
        session.flush()
        row = Address(
            person_id=person.id, channel="telegram", address="77", linked_at=NOW - timedelta(days=9)
        )
        session.add(row)
    assert shell.run("backup", old, **settings).code == 0
    with database.commune(1) as session:
        session.get_one(Address, row.id).revoked_at = NOW
    assert shell.run("backup", later, **settings).code == 0
    database.close()
    Path(database.url.database or "").unlink()
    said = shell.run("restore", old, **settings)
    assert said.code == 0, said.errors
    with database.commune(1) as session:
        assert session.get_one(Address, row.id).revoked_at == NOW


def test_restore_puts_evidence_back_and_says_what_no_copy_has(
    shell: Shell, settings: dict[str, str], database: Database, tmp_path: Path
) -> None:
    folder = shell.folder / "var" / "bang-chung"
    hashes = [store_content(folder, content) for content in (b"first", b"second", b"third")]
    with database.commune(1) as session:
        milestones = session.scalars(select(Milestone).order_by(Milestone.number).limit(3)).all()
        for milestone, hash in zip(milestones, hashes, strict=True):
            session.add(
                Evidence(
                    milestone_id=milestone.id,
                    person_id=1,
                    address_id=1,
                    ref="x",
                    hash=hash,
                    kind="pdf",
                    at=NOW,
                )
            )
        numbers = [each.number for each in milestones]
    third = path_of(folder, hashes[2])
    third.unlink()
    assert shell.run("backup", **settings).code == 0
    (copy,) = (shell.folder / "var" / "sao-luu").glob("nhacviec-*.db")
    path_of(folder, hashes[0]).write_bytes(b"changed")
    path_of(folder, hashes[1]).unlink()
    said = shell.run("restore", copy, "--replace", "--no-resend", **settings)
    assert said.code == 0, said.errors
    assert path_of(folder, hashes[0]).read_bytes() == b"first"
    assert path_of(folder, hashes[1]).read_bytes() == b"second"
    told = "\n".join(said.lines)
    assert "Đã thay 1 tệp minh chứng bị đổi" in told
    assert f"tệp minh chứng của việc {numbers[2]} bị mất" in told
    database.engine.dispose()
    with database.commune(1) as session:
        (notice,) = session.scalars(select(Delivery).where(Delivery.body.is_not(None)))
        assert f"của việc {numbers[2]} bị mất" in str(notice.body)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + bytes(84)])
def test_restoring_an_invalid_file_changes_nothing(
    shell: Shell, settings: dict[str, str], database: Database, tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(content)
    said = shell.run("restore", bad, "--replace", **settings)
    assert (said.code, said.lines) == (2, [])
    assert "Chưa thay đổi gì" in said.errors[0]
    with database.everything() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_restore_refuses_while_the_program_runs(
    shell: Shell, settings: dict[str, str], database: Database, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert shell.run("backup", copy, **settings).code == 0
    with lock_alone(database):
        said = shell.run("restore", copy, "--replace", **settings)
    assert said.code == 2
    assert "đang chạy" in said.errors[0]


@pytest.fixture
def older(tmp_path: Path) -> str:
    """The URL of a database with the schema of the previous version."""
    url = f"sqlite:///{tmp_path / 'older.db'}"
    older, configured = Database(url), configuration()
    with older.engine.begin() as connection:
        configured.attributes["connection"] = connection
        command.upgrade(configured, revisions()[-2])
    older.close()
    return url


def revision(path: str | Path) -> str:
    with closing(sqlite3.connect(path)) as kept:
        (found,) = kept.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found)


def test_an_upgrade_backs_up_the_database_first(shell: Shell, older: str) -> None:
    said = shell.run("why", "1", DATABASE_URL=older)
    assert "Đã sao lưu trước khi nâng cấp" in said.errors[0]
    (copy,) = (shell.folder / "var" / "sao-luu").glob("truoc-nang-cap-*.db")
    assert revision(copy) == revisions()[-2]


def test_run_backs_up_the_database_before_an_upgrade(shell: Shell, older: str) -> None:
    said = shell.alone("run", DATABASE_URL=older, TELEGRAM_BOT_TOKEN=TOKEN)
    assert said.code == 2
    assert "Đã sao lưu trước khi nâng cấp" in said.errors[0]
    assert "nhacviec import" in said.errors[1]
    (copy,) = (shell.folder / "var" / "sao-luu").glob("truoc-nang-cap-*.db")
    assert revision(copy) == revisions()[-2]
    assert revision(older.removeprefix("sqlite:///")) == revisions()[-1]


def test_an_upgrade_does_not_start_when_the_backup_fails(shell: Shell, older: str) -> None:
    no_folder = shell.folder / "file"
    no_folder.touch()
    said = shell.alone(
        "run", DATABASE_URL=older, TELEGRAM_BOT_TOKEN=TOKEN, BACKUP_DIR=str(no_folder)
    )
    assert (said.code, said.lines, len(said.errors)) == (1, [], 1), said.errors
    assert revision(older.removeprefix("sqlite:///")) == revisions()[-2]
