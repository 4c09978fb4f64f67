"""`check` prints a line for each check, and its exit code says whether one failed."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage.audit import Audit
from storage.commune import program_clock
from storage.database import Database
from storage.delivery import Delivery
from storage.evidence import Evidence
from storage.evidence_files import store_content
from storage.milestone import Milestone
from storage.person import Address, Person
from storage.words import DeliveryKind
from tests.commandline.shell import PLAN, Said, Shell
from tests.servers.telegram import TelegramServer


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


async def check(shell: Shell, **settings: str) -> Said:
    """`nhacviec check`, while the platform answers."""
    return await asyncio.to_thread(shell.run, "check", **settings)


@pytest.fixture
def settings(telegram: TelegramServer) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_BASE_URL": telegram.url}


@pytest.fixture
def healthy(shell: Shell, settings: dict[str, str]) -> Database:
    """A plan, a copy, and a program that looked just now."""
    assert shell.run("import", PLAN, **settings).code == 0
    assert shell.run("backup", **settings).code == 0
    database = Database(f"sqlite:///{shell.folder / 'var' / 'nhacviec.db'}")
    with database.everything() as session:
        program_clock(session).ticked_at = datetime.now(UTC)
    database.close()
    return database


def wrong(said: Said) -> list[str]:
    """The lines of failed checks."""
    return [line.removeprefix("LỖI  ") for line in said.lines if line.startswith("LỖI")]


async def test_check_of_a_healthy_office_reports_no_problem(
    shell: Shell, settings: dict[str, str], healthy: Database
) -> None:
    said = await check(shell, **settings)
    assert (said.code, wrong(said), said.errors) == (0, [], [])
    told = "\n".join(said.lines)
    for part in ("Cấu hình", "Cơ sở dữ liệu", "Lượt làm việc", "Tin chờ gửi", "Ổ đĩa", "Phông chữ"):
        assert part in told
    assert "bot nhacviec_bot" in told
    assert "Đồng hồ máy lệch" in told


async def test_check_before_setup_names_what_is_missing(beginner: Shell) -> None:
    said = await check(beginner)
    assert said.code == 1
    assert [line.partition(":")[0] for line in wrong(said)] == [
        "Cơ sở dữ liệu",
        "Bản sao lưu gần nhất",
    ]


async def test_check_reports_a_stale_tick_and_undelivered_messages(
    shell: Shell, settings: dict[str, str], healthy: Database
) -> None:
    then = datetime.now(UTC) - timedelta(hours=1)
    database = Database(healthy.url.render_as_string())
    with closing(database), database.everything() as session:
        program_clock(session).ticked_at = then
        session.add(
            Delivery(commune_id=1, sort=DeliveryKind.NOTICE, body={}, fire_at=then, not_before=then)
        )
    said = await check(shell, **settings)
    assert said.code == 1
    assert [line.partition(":")[0] for line in wrong(said)] == [
        "Lượt làm việc gần nhất",
        "Tin chờ gửi",
    ]


async def test_check_names_a_bad_token_and_an_unreachable_platform(
    shell: Shell, settings: dict[str, str], healthy: Database, telegram: TelegramServer
) -> None:
    other = settings | {"TELEGRAM_BOT_TOKEN": "7000000009:AAE-another-bot-of-nobody"}
    zalo = {"ZALO_BOT_TOKEN": "8000000001:zalo-of-nobody", "ZALO_BASE_URL": "http://127.0.0.1:9"}
    said = await check(shell, **other, **zalo)
    assert said.code == 1
    assert wrong(said) == [
        "Telegram: mã bot không được chấp nhận.",
        "Zalo: không liên lạc được.",
    ]
    assert telegram.world.violations == ["getMe: 401 Unauthorized"]
    telegram.world.violations.clear()
    assert not any("of-nobody" in line for line in (*said.lines, *said.errors))


async def test_check_refuses_a_database_of_a_newer_program(shell: Shell) -> None:
    assert shell.run("import", PLAN).code == 0
    database = Database(f"sqlite:///{shell.folder / 'var' / 'tap-duot.db'}")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert "bản mới hơn" in wrong(await check(shell))[0]


@pytest.mark.parametrize("kind", ["a file", "below a file", "a folder of the system"])
async def test_check_names_a_folder_that_cannot_be_written(shell: Shell, kind: str) -> None:
    file = shell.folder / "tep"
    file.touch()
    places = {"a file": file, "below a file": file / "x", "a folder of the system": Path("/proc")}
    said = await check(shell, BACKUP_DIR=str(places[kind]))
    assert f"{places[kind]}: không ghi được; xem chủ sở hữu và quyền ghi." in wrong(said)
    assert sum("không ghi được" in line for line in said.lines) == 1


def test_check_verifies_the_whole_audit_chain(shell: Shell) -> None:
    assert shell.run("import", PLAN).code == 0
    file = f"sqlite:///{next((shell.folder / 'var').glob('*.db'))}"
    with closing(Database(file)) as database, database.commune(1) as session:
        for number in range(3):
            session.add(Audit(at=datetime.now(UTC), action="x", noun="task", noun_id=number))
    said = shell.run("check", "--audit")
    assert (said.code, len(said.lines)) == (0, 1)
    assert "3 dòng, dòng cuối" in said.lines[0]
    with closing(Database(file)) as database, database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_is_kept"))
        connection.execute(text("DELETE FROM audit WHERE place = 2"))
    said = shell.run("check", "--audit")
    assert said.code == 1
    assert wrong(said)[1:] == ["Nhật ký: mất dòng, bắt đầu từ dòng 2."]


async def test_check_names_a_cut_audit_chain_by_the_copy_that_knows_it(
    shell: Shell, settings: dict[str, str], healthy: Database
) -> None:
    file = healthy.url.render_as_string()
    with closing(Database(file)) as database, database.commune(1) as session:
        for number in range(3):
            session.add(Audit(at=datetime.now(UTC), action="x", noun="task", noun_id=number))
    (shell.folder / "var" / "sao-luu").rename(shell.folder / "var" / "other")
    assert shell.run("backup", **settings).code == 0
    whole = await check(shell, **settings)
    assert whole.code == 0, whole.lines
    assert "khớp với 1 bản sao lưu" in "\n".join(whole.lines)
    with closing(Database(file)) as database, database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_is_kept"))
        connection.execute(text("DELETE FROM audit WHERE place = 3"))
        connection.execute(
            text("UPDATE audit_head SET place = 2, hash = (SELECT hash FROM audit WHERE place = 2)")
        )
    for arguments in (("check",), ("check", "--audit")):
        said = await asyncio.to_thread(shell.run, *arguments, **settings)
        assert said.code == 1
        (line,) = wrong(said)
        assert "dòng 3 có trong bản sao lưu nhacviec-" in line


async def test_a_restore_gives_up_the_chain_that_came_after_its_copy(
    shell: Shell, settings: dict[str, str], healthy: Database
) -> None:
    (old,) = (shell.folder / "var" / "sao-luu").glob("nhacviec-*.db")
    file = healthy.url.render_as_string()
    with closing(Database(file)) as database, database.commune(1) as session:
        session.add(Audit(at=datetime.now(UTC), action="x", noun="task", noun_id=1))
    later = shell.folder / "var" / "sao-luu" / "later.db"
    assert shell.run("backup", later, **settings).code == 0
    known = later.with_name("later.db.json").read_text(encoding="utf-8")
    of_another = later.with_name("another.db.json")
    of_another.write_text(known.replace("nhacviec.db", "another.db"), encoding="utf-8")
    assert json.loads(of_another.read_text(encoding="utf-8"))["ends"]
    assert shell.run("restore", old, "--replace", "--no-resend", **settings).code == 0
    assert not any("bản sao lưu later" in line for line in wrong(await check(shell, **settings)))
    assert json.loads(of_another.read_text(encoding="utf-8"))["ends"], "not of this database"


async def test_check_names_the_items_whose_evidence_is_lost(
    shell: Shell, settings: dict[str, str], healthy: Database
) -> None:
    folder = shell.folder / "var" / "bang-chung"
    with (
        closing(Database(healthy.url.render_as_string())) as database,
        database.commune(1) as session,
    ):
        person = Person(name="An")
        session.add(person)
        session.flush()
        row = Address(person_id=person.id, channel="web", address="x", linked_at=datetime.now(UTC))
        milestone = session.scalars(select(Milestone).order_by(Milestone.number)).first()
        assert milestone is not None
        session.add(row)
        session.flush()
        session.add(
            Evidence(
                milestone_id=milestone.id,
                person_id=person.id,
                address_id=row.id,
                ref="x",
                hash=store_content(folder, b"picture"),
                at=datetime.now(UTC),
            )
        )
        number = milestone.number
    assert wrong(await check(shell, **settings)) == []
    (kept,) = (path for path in folder.rglob("*") if path.is_file())
    kept.write_bytes(b"changed")
    (line,) = wrong(await check(shell, **settings))
    assert f"có tệp của việc {number} bị mất hoặc bị đổi" in line


def blank(path: Path, start: int, size: int) -> None:
    """Write zeros over a part of a file."""
    whole = path.read_bytes()
    path.write_bytes(whole[:start] + bytes(size) + whole[start + size :])


async def test_check_runs_the_databases_own_check(
    shell: Shell, settings: dict[str, str], healthy: Database
) -> None:
    path = healthy.url.database or ""
    with closing(sqlite3.connect(path)) as file:
        (page,) = file.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_milestone_next_fire_at'"
        ).fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    blank(Path(path), (page - 1) * size, size)
    assert any("bị hỏng" in line for line in wrong(await check(shell, **settings)))
