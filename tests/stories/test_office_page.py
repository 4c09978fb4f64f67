"""The office's own page: one signs in with the one-time code, and reads the same conversation."""

from bot.app import open_office
from bot.linking import LOCK, WRONG_CODES
from storage.person import addresses
from tests.stories.world import BUILDER, World
from tests.web.browsing import browsing, text_of


async def test_a_code_opens_the_page_once_and_one_is_greeted_there(world: World) -> None:
    code = world.code(BUILDER)
    async with open_office(world.program) as url, browsing(url) as browser:
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


async def test_after_many_wrong_codes_a_machine_waits(world: World) -> None:
    code = world.code(BUILDER)
    async with open_office(world.program) as url, browsing(url) as browser:
        await browser.open()
        for _ in range(WRONG_CODES):
            _, text = await browser.submit("/sign-in", code="ABCDEFGHJK")
            assert "Mã không đúng" in text
        status, text = await browser.submit("/sign-in", code=code)
        assert (status, "thử lại sau 08:10" in text) == (429, True)
        world.clock.move_to(world.clock.now() + LOCK)
        _, text = await browser.submit("/sign-in", code=code)
        assert BUILDER in text
