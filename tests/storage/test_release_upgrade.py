"""A database filled by the first release is upgraded, on both engines, and remains usable."""

import re
import sqlite3
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import URL

from bot.app.worker import WorkerShare
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.lease import release_leases
from scheduler.delivery.message_json import decode, encode
from scheduler.engine.runners.workers import LOOK, MAINTENANCE
from storage.audit import check_chain
from storage.database import Database
from storage.delivery import Delivery
from storage.dialog import Dialog
from storage.evidence import Evidence
from storage.migrations import configuration, upgrade
from storage.milestone import Milestone
from storage.task import Task
from storage.web_message import WebMessage
from storage.words import Figure, State
from tests.release import story
from tests.release.inbox import none_waits
from tests.release.kept import LAST_SHOWN, MEMORY, NOW, QUEUED, ROWS, SPELLINGS
from tests.release.platforms import Office, recall
from tests.release.queue import put_back, queued
from tests.release.rows import counts, load
from tests.release.running import running, settings_of
from tests.release.story import BUILDER, CHAIR, CHIEF, COUNCIL, DEPUTY, DOCTOR, ECONOMIST
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_world import Shown
from tests.servers.zalo import ZaloServer
from tests.worker import at_work


def as_left(database: Database) -> None:
    """The tables of the release with their rows."""
    config = configuration()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, MEMORY["revision"])
        load(connection, ROWS)


@pytest.fixture(scope="module")
def sqlite_left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the release."""
    path = tmp_path_factory.mktemp("release") / "left.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        as_left(database)
    return path


@pytest.fixture(scope="module")
def postgres_left(postgres_server: URL) -> Iterator[URL]:
    """The database of the release, on the test server."""
    name = f"release_{uuid.uuid4().hex}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    with closing(Database(postgres_server.set(database=name))) as database:
        as_left(database)
    yield postgres_server.set(database=name)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def sqlite_url(sqlite_left: Path, tmp_path: Path) -> str:
    """A copy of the release's file."""
    path = tmp_path / "nhacviec.db"
    with closing(sqlite3.connect(sqlite_left)) as left, closing(sqlite3.connect(path)) as copy:
        left.backup(copy)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: URL, postgres_left: URL) -> Iterator[str]:
    """A copy of the release's database."""
    name = f"{postgres_left.database}_copy"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_left.database}"))
    yield postgres_left.set(database=name).render_as_string(False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def left(database: Database) -> Database:
    """The release's database, brought to the newest revision as the program does at its start."""
    upgrade(database)
    return database


@pytest.fixture
async def office(left: Database, tmp_path: Path) -> AsyncIterator[Office]:
    """The present program on the upgraded database, with platforms that hold their old messages."""
    release_leases(left)
    async with running(left, tmp_path, ManualClock(NOW), MEMORY) as office:
        for post, cookie in MEMORY["cookies"].items():
            await office.site.cookie(MEMORY["chats"]["web"][post], cookie)
        await office.site.arrived()
        yield office


def test_the_upgrade_loses_no_row(left: Database) -> None:
    with left.engine.connect() as connection:
        for name, kept in counts(ROWS).items():
            found = connection.scalar(text(f'SELECT count(*) FROM "{name}"'))
            assert (name, found) == (name, kept)


def test_the_upgrade_keeps_every_figure_and_tells_levels_from_sums(left: Database) -> None:
    with left.everything() as session:
        numbers = {row.id: (row.target, row.value) for row in session.scalars(select(Milestone))}
        kinds = {row.measure: row.figure for row in session.scalars(select(Task)) if row.measure}
    kept = [row for name, row in ROWS if name == "milestone"]
    assert numbers == {row["id"]: (row["target"], row["value"]) for row in kept}
    assert kinds == {"đồng chí": Figure.SUM, "%": Figure.LEVEL, "% chỉ tiêu": Figure.PERCENT}


def test_the_upgrade_keeps_every_audit_chain_valid(left: Database) -> None:
    with left.everything() as session:
        ends = {row["commune_id"]: row["place"] for name, row in ROWS if name == "audit_head"}
        assert ends
        for commune_id, place in ends.items():
            chain = check_chain(session, commune_id)
            assert (chain.place, chain.breaks) == (place, ())


def test_every_stored_message_is_read_and_would_be_stored_unchanged(left: Database) -> None:
    with left.everything() as session:
        bodies = [
            *session.scalars(select(Delivery.body).where(Delivery.body.is_not(None))),
            *session.scalars(select(WebMessage.body).where(WebMessage.incoming.is_(False))),
        ]
    stored = [body for body in bodies if body]
    assert len(stored) > 100
    for body in stored:
        assert encode(decode(body)).items() <= body.items()


def shown(office: Office, platform: str, post: str, since: bool) -> Sequence[Shown]:
    """The messages of the release on a person's screen, or those `since` then."""
    world, last = office.worlds[platform], LAST_SHOWN[platform]
    messages = world.people.messages(world.chat(post))
    return [each for each in messages if (each.message_id > last) is since]


async def test_unsent_deliveries_are_sent_once_with_valid_text(office: Office) -> None:
    unsent = {
        row["id"] for name, row in ROWS if name == "delivery" and row["state"] == State.PENDING
    }
    claimed = {row["id"] for name, row in ROWS if name == "delivery" and row["lease_until"]}
    assert len(unsent) > 5
    assert claimed
    await until_handled(office)
    office.telegram.clock.move_to(NOW + timedelta(minutes=10))
    await office.telegram.settle()
    with office.telegram.database.everything() as session:
        rows = session.scalars(select(Delivery).where(Delivery.id.in_(unsent))).all()
        assert {row.state for row in rows} == {State.SENT}
    digests = {
        ("telegram", BUILDER): ("3. ", "6. ", "còn 10 ngày làm việc"),
        ("telegram", CHAIR): ("9. ", "còn 10 ngày làm việc"),
        ("telegram", COUNCIL): ("14. ", "còn 10 ngày làm việc"),
        ("zalo", ECONOMIST): ("28. ", "29. "),
    }
    for (platform, post), parts in digests.items():
        texts = [each.text for each in shown(office, platform, post, since=True)]
        [digest] = [words for words in texts if words.startswith("Nhắc việc")]
        assert all(part in digest for part in parts), digest
        for words in texts:
            assert not any(sign in words for sign in ("None", "{", "}", "before", "_14")), words


async def test_stored_unhandled_messages_are_answered(office: Office) -> None:
    expected = {"14 đang làm 70%": "70%", "32 đạt 20": "20", "tiến độ": "Tiến độ"}
    for platform, post, said in story.UNHEARD:
        answered = partial(shows, office, platform, post, expected[said])
        await office.worlds[platform].people.until(answered)


def shows(office: Office, platform: str, post: str, words: str) -> bool:
    """Whether a message since the release has these words on a person's screen.

    An empty inbox does not show it: an answer is sent after its message counts as handled.
    """
    return any(words in each.text for each in shown(office, platform, post, since=True))


async def until_handled(office: Office) -> None:
    """Wait until the inbox is empty and its answers are delivered."""
    await office.telegram.people.until(lambda: none_waits(office.telegram.database))
    await office.telegram.settle()


ANSWERS = {
    ("telegram", CHIEF): ("proposal", "bỏ qua", "Đã bỏ qua"),
    ("telegram", story.HEAD): ("more", "xem thêm", "trang 2/3"),
    ("telegram", BUILDER): ("slot", "45-KH/ĐU ngày 16/12", "45-KH/ĐU"),
    ("telegram", CHAIR): ("files", "8", "minh chứng việc 8"),
    ("telegram", "An"): ("sure", "đúng", "số và ngày văn bản"),
    ("zalo", CHIEF): ("who", "1", "Ghi hộ"),
    ("zalo", ECONOMIST): ("which", "46", "việc 46"),
    ("web", CHIEF): ("removal", "đúng", "cần một mã mới"),
    ("web", story.TEACHER): ("slot", "15/1", "lý do"),
    ("web", story.FRONT): ("slot", "70%", "70%"),
}
"""By platform and post: the kind of the open question, the answer typed, and the response.

Of a session of an earlier release it is not known when it began, so a removal needs a fresh code.
"""


async def test_open_questions_are_answered_by_a_reply(office: Office) -> None:
    with office.telegram.database.everything() as session:
        kinds = sorted(session.scalars(select(Dialog.question)))
    assert kinds == sorted(kind for kind, _, _ in ANSWERS.values())
    await until_handled(office)
    for (platform, post), (kind, words, answer) in ANSWERS.items():
        got = await office.worlds[platform].say(post, words)
        assert answer.lower() in got.lower(), (kind, got)
    [code] = set(re.findall(r"\b[A-Z2-9]{10}\b", await office.telegram.say(CHIEF, "mã web")))
    assert "Xóa dữ liệu" in await office.worlds["web"].say(CHIEF, str(code))
    assert "Trong sổ từ nay ghi" in await office.worlds["web"].say(CHIEF, "đúng")


async def test_buttons_shown_before_the_upgrade_still_work(office: Office) -> None:
    await until_handled(office)
    assert "nhận việc 54" in await office.zalo.say(DOCTOR, "1")
    for platform, post, number in (("telegram", COUNCIL, 14), ("web", DEPUTY, 28)):
        card = [each for each in shown(office, platform, post, since=False) if each.buttons][-1]
        got = await office.worlds[platform].press(post, card.buttons[0][0], card.message_id)
        assert f"việc {number}" in got.lower(), (card, got)


async def test_a_code_issued_before_the_upgrade_still_links(office: Office) -> None:
    [(post, code)] = MEMORY["codes"].items()
    office.telegram.arrive(post)
    chat = office.telegram.chat(post)
    office.telegram.server.start(chat, code)
    await office.telegram.server.until(lambda: bool(office.telegram.messages_of(chat)))
    assert f"Đã kết nối: {post}" in office.telegram.messages_of(chat)[0]


async def test_a_file_not_fetched_before_the_upgrade_is_fetched(office: Office) -> None:
    office.telegram.clock.move_to(NOW + timedelta(hours=1))
    await office.telegram.program.services.fetcher.fetch_all()
    with office.telegram.database.everything() as session:
        rows = session.scalars(select(Evidence)).all()
        assert all(row.not_before is None for row in rows)
        assert {row.kind for row in rows} >= {"jpeg", "pdf"}


async def test_web_sessions_survive_the_upgrade(office: Office) -> None:
    for post in MEMORY["cookies"]:
        assert shown(office, "web", post, since=False)


async def test_queued_jobs_are_done_by_workers(postgres_url: str, tmp_path: Path) -> None:
    assert {row["task_name"] for row in QUEUED} == {*SPELLINGS["jobs"]}
    async with TelegramServer() as telegram, ZaloServer() as zalo:
        recall("telegram", telegram, MEMORY)
        recall("zalo", zalo, MEMORY)
        with closing(Database(postgres_url)) as database:
            upgrade(database)
            put_back(database, QUEUED)
            told = settings_of(database, tmp_path, telegram.url, zalo.url)
            told["PUBLIC_URL"] = told.pop("WEB_URL")
            share = WorkerShare(tuple(row["queue_name"] for row in QUEUED), 2)
            async with at_work(database, ManualClock(NOW), share, **told):
                await telegram.until(lambda: not asked_for(database))
                await telegram.until(lambda: none_waits(database))


def asked_for(database: Database) -> list[str]:
    """The jobs in the queue that are not periodic."""
    return [
        row["task_name"]
        for _, row in queued(database)
        if row["task_name"] not in (LOOK, MAINTENANCE)
    ]
