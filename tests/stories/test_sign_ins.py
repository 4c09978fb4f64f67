"""Where a person is signed in, and the fresh code an old page asks for."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from tests.stories.test_unlinking import CODE, open_page
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World
from tests.web.browsing import Browser, Events, browsing, text_of

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
NEW = "Nguyễn Văn An"
SERIOUS = {
    f"xóa dữ liệu đ/c {DEPUTY}": "Xóa dữ liệu của đồng chí",
    f"bàn giao {ECONOMIST} cho {NEW}": "Việc đang mở",
    f"ngắt đ/c {BUILDER}": "Đã ngắt",
}
"""What asks for a fresh code, and the beginning of its answer."""


class Page:
    """An open page on which one types."""

    def __init__(self, world: World, browser: Browser, heard: Events) -> None:
        self._world = world
        self._browser = browser
        self._heard = heard

    async def say(self, text: str) -> str:
        """The answer on the page."""
        await self._browser.say(text)
        told = ""
        mine = False
        while not (mine and told):
            [event] = await self._heard.messages(1)
            mine = mine or event.body["mine"]
            told = "" if event.body["mine"] else text_of(event.body)
        return told


@asynccontextmanager
async def page(world: World, url: str, post: str) -> AsyncIterator[Page]:
    """The page of a post's holder, signed in by a code asked for in their chat."""
    async with browsing(url) as browser:
        await open_page(world, post, browser)
        async with browser.events() as heard:
            await heard.until("ready")
            yield Page(world, browser, heard)


def wait_a_day(world: World) -> None:
    world.clock.move_to(world.clock.now() + timedelta(days=1))


async def own_code(world: World, post: str) -> str:
    [code] = set(CODE.findall(await world.say(post, "mã web")))
    return str(code)


@pytest.mark.parametrize("words", SERIOUS)
async def test_what_cannot_be_taken_back_asks_an_old_page_for_a_fresh_code(
    world: World, words: str
) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST, DEPUTY)
    async with world.program.serve_site() as url, page(world, url, CHIEF) as chief:
        wait_a_day(world)
        assert "cần một mã mới" in await chief.say(words)
        assert "Mã không đúng" in await chief.say("ABCDE FGH23")
        code = await own_code(world, CHIEF)
        assert SERIOUS[words] in await chief.say(f"{code[:5]} {code[5:]}"), "and it is done"
        assert "cần một mã mới" not in await chief.say(f"ngắt đ/c {ECONOMIST}")


async def test_a_page_signed_in_today_and_everyday_decisions_need_no_code(world: World) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST)
    async with world.program.serve_site() as url, page(world, url, CHIEF) as chief:
        assert "Đã ngắt" in await chief.say(f"ngắt đ/c {BUILDER}")
        wait_a_day(world)
        await world.say(ECONOMIST, "5 xong, số 9-BC/KT ngày 7/10")
        assert "mã mới" not in await chief.say("5 xác nhận")
        assert "mã mới" not in await chief.say(f"giao lại 5 cho {BUILDER}")


async def test_a_chat_of_another_channel_needs_no_code(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    wait_a_day(world)
    assert "Đã ngắt" in await world.say(CHIEF, f"ngắt đ/c {BUILDER}")


async def test_a_code_asked_for_on_an_old_page_makes_no_page_fresh(world: World) -> None:
    """Who holds the page could ask for one there."""
    await world.link(CHIEF, BUILDER)
    words = f"ngắt đ/c {BUILDER}"
    async with world.program.serve_site() as url, page(world, url, CHIEF) as chief:
        wait_a_day(world)
        for asked in ("mã web", f"mời {CHIEF}"):
            assert "cần một mã mới" in await chief.say(words)
            [code] = set(CODE.findall(await chief.say(asked)))
            await chief.say(words)
            assert "chưa dùng cho việc này" in await chief.say(str(code))
            assert "cần một mã mới" in await chief.say(words)
        [code] = set(CODE.findall(await chief.say("mã web")))
        async with browsing(url) as other:
            await other.open()
            await other.submit("/sign-in", code=str(code))
            await other.open()
            async with other.events() as heard:
                await heard.until("ready")
                assert "cần một mã mới" in await Page(world, other, heard).say(words)


async def test_the_code_of_another_person_does_nothing_on_an_old_page(world: World) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST)
    async with world.program.serve_site() as url, page(world, url, CHIEF) as chief:
        wait_a_day(world)
        words = f"ngắt đ/c {BUILDER}"
        assert "cần một mã mới" in await chief.say(words)
        assert "Chưa đổi gì" in await chief.say(await own_code(world, ECONOMIST))
        assert "cần một mã mới" not in await chief.say("thôi")
        assert "cần một mã mới" in await chief.say(words)


async def test_everybody_sees_where_they_are_signed_in_and_ends_it_by_chat(world: World) -> None:
    await world.link(BUILDER, DEPUTY)
    assert "chưa đăng nhập" in await world.say(BUILDER, "đăng nhập")
    async with (
        world.program.serve_site() as url,
        browsing(url) as first,
        browsing(url) as second,
        browsing(url) as stranger,
    ):
        first.session.headers["User-Agent"] = PHONE
        for browser in (first, second):
            await open_page(world, BUILDER, browser)
        await open_page(world, DEPUTY, stranger)
        answer = await world.say(BUILDER, "đang đăng nhập ở đâu?")
        assert "Chrome, Android: đăng nhập 07:55" in answer
        assert answer.count("dùng lần cuối") == 2
        ended = await world.press(BUILDER, "Thoát Chrome, Android")
        assert "Đã thoát ở máy đó" in ended
        assert (await first.post("/read", {"upto": 1}))[0] == 401
        assert (await second.post("/read", {"upto": 1}))[0] == 200
        assert "không còn đăng nhập" in await world.say(BUILDER, "thoát máy 99")
        assert "Đã thoát ở 1 máy" in await world.say(BUILDER, "thoát mọi máy")
        assert (await second.post("/read", {"upto": 1}))[0] == 401
        assert (await stranger.post("/read", {"upto": 1}))[0] == 200


async def test_everybody_sees_where_they_are_signed_in_and_ends_it_on_the_page(
    world: World,
) -> None:
    await world.link(BUILDER, DEPUTY)
    async with (
        world.program.serve_site() as url,
        browsing(url) as first,
        browsing(url) as second,
        browsing(url) as other,
    ):
        first.session.headers["User-Agent"] = PHONE
        for browser in (first, second):
            await open_page(world, BUILDER, browser)
        await open_page(world, DEPUTY, other)
        _, shown = await other.open("/sign-ins")
        assert "Chrome, Android" not in shown
        [foreign] = ids(shown)
        _, shown = await second.open("/sign-ins")
        assert "Chrome, Android" in shown
        assert shown.count("máy này") == 1
        here, there = ids(shown)
        await second.submit("/sign-ins", id=foreign)
        assert (await other.post("/read", {"upto": 1}))[0] == 200, "not one's own"
        async with first.events() as heard:
            await heard.until("ready")
            _, shown = await second.submit("/sign-ins", id=there)
            assert (await heard.until("over"))[-1].name == "over"
        assert ids(shown) == [here]
        assert (await first.post("/read", {"upto": 1}))[0] == 401
        assert (await second.submit("/sign-ins", id=here))[0] == 401


def ids(shown: str) -> list[str]:
    return re.findall(r'name="id" value="(\d+)"', shown)
