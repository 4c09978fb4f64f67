"""The live page loses nothing and shows nothing twice across reconnects."""

import asyncio
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.channels.contract import Inbox
from tests.web.browsing import Browser, browsing
from tests.web.world import Commons, text


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Each of the two: which rows an open page sees hangs on how they commit."""
    database = Database(request.getfixturevalue(request.param))
    yield database
    database.close()


async def test_a_message_arrives_on_the_open_page(browser: Browser, commons: Commons) -> None:
    async with browser.events() as events:
        assert [event.name for event in await events.until("ready")] == ["ready"]
        await commons.channel.send(commons.address("xay-dung-dang"), text("một <b>"))
        [event] = await events.messages(1)
    assert event.body["blocks"] == [["một <b>"]]
    assert not event.body["mine"]


async def test_a_reconnecting_page_continues_after_its_last_message(
    browser: Browser, commons: Commons
) -> None:
    address = commons.address("xay-dung-dang")
    for number in range(5):
        await commons.channel.send(address, text(str(number)))
    async with browser.events() as events:
        had = await events.messages(3)
    for number in range(5, 8):
        await commons.channel.send(address, text(str(number)))
    async with browser.events(had[-1].id) as events:
        had += await events.messages(5)
    assert [event.body["blocks"] for event in had] == [[[str(number)]] for number in range(8)]


async def test_live_page_loses_nothing_across_reconnects(
    browser: Browser, commons: Commons
) -> None:
    """Four senders at once, and a page that hangs up after every few messages."""
    address = commons.address("xay-dung-dang")

    async def sender(name: str) -> None:
        for number in range(15):
            await commons.channel.send(address, text(f"{name}{number}"))

    had: list[str] = []
    last: int | None = None
    async with asyncio.TaskGroup() as group:
        for name in "abcd":
            group.create_task(sender(name))
        while len(had) < 60:
            async with browser.events(last) as events:
                for event in await events.messages(min(7, 60 - len(had))):
                    had.append(event.body["blocks"][0][0])
                    last = event.id
    assert sorted(had) == sorted(f"{name}{number}" for name in "abcd" for number in range(15))
    for name in "abcd":
        own = [words for words in had if words.startswith(name)]
        assert own == [f"{name}{number}" for number in range(15)]


async def test_a_reconnecting_page_gets_more_than_one_page_of_missed_messages(
    browser: Browser, commons: Commons
) -> None:
    address = commons.address("xay-dung-dang")
    ids = [int((await commons.channel.send(address, text(str(n)))).message_id) for n in range(411)]
    async with browser.events(ids[0]) as events:
        told = await events.until("ready")
    assert [event.id for event in told[:-1]] == ids[1:]


async def test_nobody_gets_the_messages_of_another(
    visitor: Browser, office: str, commons: Commons, inbox: Inbox
) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    await visitor.open()
    async with browsing(office) as other, visitor.events() as events:
        await other.open()
        await other.submit("/sign-in", code="MA-2")
        await other.open()
        await other.say("lời của công an")
        await commons.channel.send(commons.address("cong-an"), text("chỉ cho công an"))
        await commons.channel.send(commons.address("xay-dung-dang"), text("cho tôi"))
        [event] = await events.messages(1)
        async with other.events() as heard:
            others = await heard.messages(2)
    assert event.body["blocks"] == [["cho tôi"]]
    assert others[1].body["blocks"] == [["chỉ cho công an"]]
    params = {"before": str(2**60), "post": "cong-an"}
    async with visitor.session.get(visitor.url / "messages", params=params) as answer:
        assert [message["id"] for message in (await answer.json())["messages"]] == [event.id]


async def test_a_stop_does_not_wait_for_open_pages(browser: Browser, commons: Commons) -> None:
    async with browser.events() as events:
        await events.until("ready")
        await commons.channel.close()
        while await events.next() is not None:
            pass


async def test_reading_is_recorded_up_to_the_last_message_seen(
    browser: Browser, commons: Commons
) -> None:
    address = commons.address("xay-dung-dang")
    first = await commons.channel.send(address, text("một"))
    await commons.channel.send(address, text("hai"))
    await browser.post("/read", {"upto": first.message_id})
    async with browser.events() as events:
        news = (await events.until("news"))[-1]
    assert news.body["unread"] == {"xay-dung-dang": 1}
