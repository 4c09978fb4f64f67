"""The office's web page: sign-in with a one-time code, and the same conversation."""

import re
from pathlib import Path

from bot.conversation.linking.codes import LOCK, OWN_VALID, WRONG_CODES_TO_LOCK
from storage.database import Database
from storage.person import addresses
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World, small_world
from tests.web.browsing import browsing, text_of

CODE = re.compile(r"\b[A-Z2-9]{10}\b")


async def test_a_code_signs_in_once_and_the_page_shows_a_greeting(world: World) -> None:
    code = world.code(BUILDER)
    async with world.program.serve_site() as url, browsing(url) as browser:
        await browser.open()
        _, text = await browser.submit("/sign-in", code="SAI-MA-SAI-MA")
        assert "Đăng nhập" in text
        _, text = await browser.submit("/sign-in", code=code)
        assert BUILDER in text
        async with browser.events() as events:
            [event] = await events.messages(1)
        assert f"Chào đồng chí {BUILDER}" in text_of(event.body)
    with world.database.commune(1) as session:
        found = addresses(session, [1])
        assert [(row.channel, row.address) for row in found] == [("web", "person:1")]


async def test_after_many_wrong_codes_an_ip_address_must_wait(world: World) -> None:
    code = world.code(BUILDER)
    async with world.program.serve_site() as url, browsing(url) as browser:
        await browser.open()
        for _ in range(WRONG_CODES_TO_LOCK):
            _, text = await browser.submit("/sign-in", code="ABCDEFGHJK")
            assert "Mã không đúng" in text
        status, text = await browser.submit("/sign-in", code=code)
        assert (status, "thử lại sau 08:10" in text) == (429, True)
        world.clock.move_to(world.clock.now() + LOCK)
        _, text = await browser.submit("/sign-in", code=code)
        assert BUILDER in text


async def own_code(world: World, post: str) -> str:
    """The code that somebody asks for in their chat."""
    answer = await world.say(post, "mã web")
    assert "Không đưa mã cho người khác" in answer
    assert not CODE.search(answer.splitlines()[0])
    [code] = set(CODE.findall(answer))
    return str(code)


async def test_a_linked_person_gets_an_own_page_code_by_chat(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    async with world.program.serve_site() as url, browsing(url) as browser:
        await browser.open()
        _, text = await browser.submit("/sign-in", code=await own_code(world, ECONOMIST))
        assert ECONOMIST in text
        await browser.open()
        async with browser.events() as events:
            await events.messages(1)
            await browser.say("5 đang làm 40%")
            assert "đang làm 40%" in text_of((await events.messages(2))[-1].body)
    with world.database.commune(1) as session:
        told = [(each.channel, each.person.name) for each in addresses(session, range(9))]
    assert (told.count(("telegram", ECONOMIST)), told.count(("web", ECONOMIST))) == (1, 1)
    await world.skip("2025-12-02T17:00")
    await world.advance("2025-12-03T09:00")
    assert any("Dự toán" in message.text for message in world.look(ECONOMIST))


async def test_an_own_page_code_expires_soon_and_keeps_invitations_valid(
    world: World,
) -> None:
    await world.link(ECONOMIST, CHIEF)
    invitation = world.code(ECONOMIST)
    first, second = [await own_code(world, ECONOMIST) for _ in range(2)]
    async with world.program.serve_site() as url, browsing(url) as browser:
        await browser.open()
        assert "Mã không đúng" in (await browser.submit("/sign-in", code=first))[1]
        world.clock.move_to(world.clock.now() + OWN_VALID)
        assert "Mã không đúng" in (await browser.submit("/sign-in", code=second))[1]
        assert ECONOMIST in (await browser.submit("/sign-in", code=invitation))[1]


async def test_with_a_public_url_the_code_is_sent_as_a_link(
    database: Database, tmp_path: Path
) -> None:
    told = {"WEB_URL": "http://nhac.noi-bo:8080"}
    async with small_world(database, tmp_path / "bang-chung", told=told) as world:
        await world.link(CHIEF)
        code = await own_code(world, CHIEF)
        answer = await world.say(CHIEF, f"mời {ECONOMIST}")
        assert re.search(r"^http://nhac\.noi-bo:8080/sign-in\?code=[A-Z2-9]{10}$", answer, re.M)
        assert code not in answer
