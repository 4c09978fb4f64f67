"""Messages stored by another process reach an open page at once, also after a lost connection."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import text as sql

from bot.channels.web import WebChannel
from bot.web import listening
from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.listening import listen
from bot.web.sessions import SignIn
from storage.database import Database
from tests.web.browsing import Browser, browsing, text_of
from tests.web.world import Codes, Commons, Hand, text


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """Only PostgreSQL has several processes."""
    database = Database(postgres_url)
    yield database
    database.close()


@pytest.fixture
async def far(commons: Commons, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Browser]:
    """A signed-in visitor of a site that polls the database only once an hour."""
    monkeypatch.setattr(listening, "RECONNECT_SECONDS", 0.05)
    notifier = commons.channel.notifier
    task = asyncio.create_task(listen(commons.database, notifier.notify, notifier.notify_all))
    codes = Codes({"MA": commons.people["cong-an"]})
    app = make_app(SignIn(only_channel(commons.channel), codes.link), keep_alive=3600)
    async with open_site(app, "127.0.0.1", 0) as url, browsing(url) as browser:
        await browser.open()
        await browser.submit("/sign-in", code="MA")
        yield browser
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def cut(database: Database) -> int:
    """End the listening connection; how many there were."""
    with database.engine.begin() as connection:
        ended = connection.execute(
            sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
        )
        return len(ended.all())


async def test_a_page_gets_messages_of_other_processes_also_after_a_lost_connection(
    far: Browser, commons: Commons, hand: Hand
) -> None:
    elsewhere = WebChannel(commons.database, commons.commune_id, hand.now)
    async with far.events() as events:
        await events.until("ready")
        for words, cuts in (("một", 1), ("hai", 1), ("ba", 0)):
            await elsewhere.send(commons.address("cong-an"), text(words))
            [event] = await events.messages(1)
            assert text_of(event.body) == words
            assert not cuts or cut(commons.database) == cuts
