"""Unlinking a chat works at once: it is ignored, gets no messages, and its page is closed."""

import re

import pytest

from storage.person import Address, addresses
from storage.unit import post_by_name
from tests.servers.telegram_world import Shown
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World
from tests.web.browsing import Browser, browsing, key

CODE = re.compile(r"\b[A-Z2-9]{10}\b")


async def open_page(world: World, post: str, browser: Browser) -> None:
    """The holder of a post signs in with a code of their own."""
    [code] = set(CODE.findall(await world.say(post, "mã web")))
    await browser.open()
    _, text = await browser.submit("/sign-in", code=code)
    assert "Đăng xuất" in text
    await browser.open()
    await world.settle()


def new_text(world: World, post: str) -> str:
    return "\n".join(each.text for each in newest(world, post))


def newest(world: World, post: str) -> list[Shown]:
    return world.look(post)


async def test_the_secretary_unlinks_a_lost_phone(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    lost = world.chat(BUILDER)
    answer = await world.say(CHIEF, f"ngắt đ/c {BUILDER}")
    assert "Đã ngắt Telegram của đồng chí" in answer
    await world.settle()
    assert "đã bị ngắt" in world.messages_of(lost)[-1]
    before = len(world.messages_of(lost))
    world.server.write(lost, "1 xong")
    world.server.write(lost, "việc")
    await world.say(CHIEF, "1")
    assert "Chờ xác nhận" not in await world.say(CHIEF, "1")
    assert len(world.messages_of(lost)) <= before + 1
    await world.advance("2025-11-28T09:00")
    assert len(world.messages_of(lost)) <= before + 1


async def test_unlinking_closes_an_open_page_at_once(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    async with world.program.serve_site() as url, browsing(url) as browser:
        await open_page(world, BUILDER, browser)
        async with browser.events() as heard:
            await heard.until("ready")
            answer = await world.say(CHIEF, f"ngắt web của {BUILDER}")
            assert "Đã ngắt trang web" in answer
            await world.settle()
            assert (await heard.until("over"))[-1].name == "over"
        status, _ = await browser.post("/messages", {"key": key(), "text": "1 xong"})
        assert status == 401
        # A new code opens it anew; the browser that was cut off stays outside.
        async with browsing(url) as other:
            await open_page(world, BUILDER, other)
            assert (await browser.post("/read", {"upto": 1}))[0] == 401
            assert (await other.post("/read", {"upto": 1}))[0] == 200


async def test_a_person_unlinks_own_channels_except_the_last(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    assert "kênh duy nhất" in await world.say(BUILDER, "ngắt telegram")
    async with world.program.serve_site() as url, browsing(url) as browser:
        await open_page(world, BUILDER, browser)
        assert "vừa dùng mã để kết nối trang web" in new_text(world, BUILDER)
        assert "kênh duy nhất" in await world.say(BUILDER, "ngắt tất cả")
        answer = await world.press(BUILDER, "Không phải tôi: ngắt web")
        assert "Ở đó không xem, không nhận tin được nữa" in answer
        assert (await browser.post("/read", {"upto": 1}))[0] == 401


async def test_only_the_secretary_unlinks_others(world: World) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST, DEPUTY)
    for post in (ECONOMIST, DEPUTY):
        for words in (f"ngắt đ/c {BUILDER}", f"/ngat tất cả của {BUILDER}", f"ngắt {BUILDER}"):
            await world.say(post, words)
    with world.database.commune(1) as session:
        assert len(addresses(session, range(1, 9))) == 4


@pytest.mark.parametrize("how", ["another phone", "the page"])
async def test_a_new_chat_is_announced_in_all_other_chats(world: World, how: str) -> None:
    await world.link(CHIEF, BUILDER)
    first = world.chat(BUILDER)
    if how == "the page":
        async with world.program.serve_site() as url, browsing(url) as browser:
            await open_page(world, BUILDER, browser)
        assert "Nếu không phải đồng chí" in world.messages_of(first)[-1]
        return
    world.server.start(world.server.person("Máy khác"), world.code(BUILDER))
    await world.server.until(lambda: "tài khoản khác" in world.messages_of(first)[-1])
    with world.database.commune(1) as session:
        assert [row.address for row in addresses(session, range(1, 9)) if row.person_id == 2] != [
            str(first)
        ]


async def test_a_person_replaced_by_a_code_is_notified(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    first = world.chat(BUILDER)
    code = world.code(BUILDER, "Nguyễn Thị Mới")
    new = world.server.person("Mới")
    world.server.start(new, code)
    await world.server.until(lambda: len(world.messages_of(new)) == 1)
    await world.settle()
    last = world.messages_of(first)[-1]
    assert f"{BUILDER} đã có người khác nhận" in last
    assert "hiện không giữ chức danh nào" in last
    assert "Nguyễn Thị Mới" in world.messages_of(new)[0]
    await world.advance("2025-11-28T09:00")
    assert len(world.messages_of(new)) > 1


async def test_the_former_owner_of_a_relinked_chat_is_notified(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    async with world.program.serve_site() as url, browsing(url) as browser:
        await open_page(world, BUILDER, browser)
        await world.say(CHIEF, f"bàn giao {BUILDER} cho Lê Thị Mới")
        world.server.start(world.chat(BUILDER), world.code(ECONOMIST, ECONOMIST))
        await world.server.until(lambda: ECONOMIST in world.messages_of(world.chat(BUILDER))[-1])
        await world.settle()
        async with browser.events() as heard:
            told = str([event.body for event in await heard.until("ready")])
        assert "vừa được kết nối cho người khác" in told
    with world.database.commune(1) as session:
        post = post_by_name(session, ECONOMIST)
        assert post is not None
        found = [row for row in session.query(Address) if row.revoked_at is None]
        assert {row.person.name for row in found if row.channel == "telegram"} == {CHIEF, ECONOMIST}
