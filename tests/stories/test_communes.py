"""Two communes in one program: each has its own bot and sees nothing of the other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversation.linking import commune_of_code
from bot.conversation.linking.codes import (
    WRONG_CODES_AFTER_WARNING,
    WRONG_CODES_TO_LOCK,
    make_own_code,
)
from storage.commune import Commune
from storage.database import Database
from storage.person import Person
from tests.stories.communes import MARK, City, two_communes
from tests.stories.world import CHIEF, ECONOMIST, World
from tests.web.browsing import Browser, Events, browsing, key, text_of


@pytest.fixture
async def city(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[City]:
    async with two_communes(database, tmp_path, called=request.param) as city:
        yield city


async def a_morning(world: World) -> str:
    """All messages of a person and their secretary, in both directions."""
    await world.link_by_message(ECONOMIST, CHIEF)
    told = await world.say(ECONOMIST, "việc")
    told += await world.press(ECONOMIST, "Việc 5")
    return told + await world.say(CHIEF, "sắp đến hạn")


@pytest.mark.parametrize("city", [False, True], ids=["polled", "called"], indirect=True)
async def test_each_commune_gets_its_own_reminders_from_its_own_bot(city: City) -> None:
    told = await a_morning(city.one) + await a_morning(city.other)
    assert MARK in told
    await city.one.advance("2025-10-09T08:00")
    own, others = (
        "".join(message.text for message in world.all_messages())
        for world in (city.one, city.other)
    )
    assert MARK not in own
    assert MARK in others


def suspend(world: World, at: datetime | None) -> None:
    with world.database.everything() as session:
        session.get_one(Commune, world.commune_id).suspended_at = at


@pytest.mark.parametrize("city", [True], ids=["called"], indirect=True)
async def test_a_suspended_commune_keeps_its_data_and_sends_nothing(city: City) -> None:
    for world in (city.one, city.other):
        await world.link_by_message(ECONOMIST, CHIEF)
    suspend(city.other, city.other.clock.now())
    await city.one.advance("2025-10-31T08:00")
    assert city.one.look(ECONOMIST), "the other one goes on"
    city.other.expect_silence(ECONOMIST, CHIEF)
    chat = city.other.chat(ECONOMIST)
    city.other.server.write(chat, "6 đang làm 40%")
    await city.other.server.until(lambda: city.other.server.unconfirmed() == 0)
    await city.other.program.services.inbox.handle_all()
    city.other.expect_silence(ECONOMIST, CHIEF)
    suspend(city.other, None)
    await city.other.program.services.inbox.handle_all()
    await city.other.settle()
    told = [message.text for message in city.other.look(ECONOMIST)]
    assert any("40%" in text for text in told), "what was said meanwhile"
    assert sum("Kính gửi" in text for text in told) <= 1, told


@asynccontextmanager
async def at_the_page(city: City, world: World, post: str) -> AsyncIterator[Browser]:
    """A person opens the site shared by both communes, with a code of their own."""
    async with browsing(city.url) as browser:
        await browser.open()
        status, shown = await browser.submit("/sign-in", code=world.code(post))
        assert (status, "Đăng xuất" in shown) == (200, True)
        yield browser


async def answered(events: Events) -> str:
    """The messages on an open page until a message was sent and answered there."""
    told, said = "", False
    while True:
        [event] = await events.messages(1)
        if event.body["mine"]:
            said = True
        else:
            told += text_of(event.body)
            if said:
                return told


POLLED = pytest.mark.parametrize("city", [False], ids=["polled"], indirect=True)


@POLLED
async def test_one_site_shows_each_person_their_own_commune(city: City) -> None:
    """The same text on the same site: each person is answered about their own work."""
    async with (
        at_the_page(city, city.one, CHIEF) as one,
        at_the_page(city, city.other, CHIEF) as other,
        one.events() as ours,
        other.events() as theirs,
    ):
        for events in (ours, theirs):
            await events.until("ready")
        for browser in (one, other):
            await browser.open()
            await browser.say("5")
        told = [await answered(events) for events in (ours, theirs)]
        boards = [(await browser.open("/board"))[1] for browser in (one, other)]
    for here, there in (told, boards):
        assert MARK not in here
        assert MARK in there


@POLLED
async def test_wrong_codes_at_the_site_of_several_communes_lock_their_address_alone(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    await city.other.link(CHIEF)
    good = city.other.code(ECONOMIST)
    async with browsing(city.url) as visitor:
        _, shown = await visitor.open()
        assert "Mã một lần" in shown
        for _ in range(WRONG_CODES_TO_LOCK):
            assert (await visitor.submit("/sign-in", code="ABCDEFGHJK"))[0] == 403
        assert (await visitor.submit("/sign-in", code=good))[0] == 429
        monkeypatch.setattr(commune_of_code, "MOST_UNKNOWN", WRONG_CODES_TO_LOCK)
        wrong = [403] * WRONG_CODES_AFTER_WARNING
        assert [await from_elsewhere(visitor, "ABCDEFGHJK") for _ in wrong] == wrong
        assert await from_elsewhere(visitor, "ABCDEFGHJK") == 429
        with city.other.database.commune(city.other.commune_id) as session:
            person = session.scalars(select(Person)).first()
            assert person is not None
            own = make_own_code(session, person, city.other.clock.now()).code
        assert await from_elsewhere(visitor, own) == 303
        assert (await visitor.submit("/sign-in", code=good))[0] == 429


async def from_elsewhere(visitor: Browser, code: str) -> int:
    """The status of a code that comes from another IP address."""
    fields = {"csrf_token": visitor.token, "code": code}
    async with visitor.session.post(
        visitor.url / "sign-in",
        data=fields,
        headers={"X-Forwarded-For": "10.0.0.9"},
        allow_redirects=False,
    ) as answer:
        return answer.status


@POLLED
async def test_the_page_of_a_suspended_commune_says_so(city: City) -> None:
    async with (
        at_the_page(city, city.one, CHIEF) as one,
        at_the_page(city, city.other, CHIEF) as other,
    ):
        suspend(city.other, city.other.clock.now())
        assert (await one.open("/board"))[0] == 200
        for path in ("/", "/board"):
            async with other.session.get(
                other.url / path.lstrip("/"), headers={"Accept": "text/html"}
            ) as answer:
                assert answer.status == 503
                assert "Xã đang tạm dừng" in await answer.text()
        status, told = await other.post("/messages", {"key": key(), "text": "5 xong"})
        assert (status, "tạm dừng" in told["error"]) == (503, True)
        suspend(city.other, None)
        assert (await other.open("/board"))[0] == 200
