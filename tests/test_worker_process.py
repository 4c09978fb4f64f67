"""One process of the workers engine: jobs that start without a tick or a message."""

import asyncio
from collections.abc import Iterator, Sequence

import pytest

from bot.app.worker import WorkerShare
from bot.conversation.linking.codes import make_invitation
from bot.conversation.linking.hashing import hash_of
from bot.conversation.linking.link import link_chat
from bot.importers.national import national_days
from scheduler.calendar.clock import ManualClock
from scheduler.engine.pending_work import CommuneWork
from scheduler.engine.runners import workers as module
from scheduler.engine.runners.workers import MAINTENANCE
from storage.database import Database
from storage.person import Absence
from storage.unit import post_by_name
from tests.servers.telegram import TelegramServer
from tests.stored_plan import store_plan
from tests.stories.world import CHIEF, ECONOMIST, PLAN, START, at
from tests.web.browsing import browsing, text_of
from tests.worker import PATIENCE, at_work


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(at(START))


@pytest.fixture
def database(postgres_url: str, clock: ManualClock) -> Iterator[Database]:
    database = Database(postgres_url)
    store_plan(database, national_days(), PLAN, clock.now())
    yield database
    database.close()


def code_for(database: Database, clock: ManualClock, post: str) -> str:
    """A one-time code for somebody in a post."""
    with database.commune(1) as session:
        found = post_by_name(session, post)
        assert found is not None
        return make_invitation(session, found, clock.now()).code


async def test_signing_in_delivers_the_greeting_without_a_tick(
    database: Database, clock: ManualClock
) -> None:
    """No tick runs: sign-in itself enqueues the delivery of the greeting."""
    code = code_for(database, clock, ECONOMIST)
    share = WorkerShare((CommuneWork.DELIVER.value,), 1, site=True)
    async with (
        asyncio.timeout(PATIENCE),
        at_work(database, clock, share) as crew,
        crew.serve_site() as url,
        browsing(url) as browser,
    ):
        await browser.open()
        await browser.submit("/sign-in", code=code)
        async with browser.events() as events:
            [event] = await events.messages(1)
    assert f"Chào đồng chí {ECONOMIST}" in text_of(event.body)


def fill_posts(
    database: Database, clock: ManualClock, server: TelegramServer, posts: Sequence[str]
) -> list[tuple[int, int]]:
    """Link a person to each post; returns their chat and person ids."""
    found = []
    for post in posts:
        code, chat = code_for(database, clock, post), server.person(post)
        server.start(chat, code)
        with database.commune(1) as session:
            address = link_chat(session, "telegram", str(chat), hash_of(code), clock.now())
            found.append((chat, address.person_id))
    return found


async def test_menus_follow_an_absence_without_any_message(
    database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the clock shows that the absence has begun and ended."""
    monkeypatch.setattr(module, "TEN_MINUTES", "* * * * * *")
    async with TelegramServer() as server:
        (chief, away), (other, stands_in) = fill_posts(database, clock, server, (CHIEF, ECONOMIST))
        day = at("2025-10-09T08:00").date()
        with database.commune(1) as session:
            session.add(Absence(person_id=away, substitute_id=stands_in, since=day, until=day))
        told = {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_BASE_URL": server.url,
            "PUBLIC_URL": "http://127.0.0.1:9",
        }
        async with at_work(database, clock, WorkerShare((MAINTENANCE,), 1), **told):
            await server.until(lambda: "ketnoi" in server.menu(chief))
            assert "ketnoi" not in server.menu(other)
            clock.move_to(at("2025-10-09T08:00"))
            await server.until(lambda: "ketnoi" in server.menu(other))
            clock.move_to(at("2025-10-10T08:00"))
            await server.until(lambda: "ketnoi" not in server.menu(other))
