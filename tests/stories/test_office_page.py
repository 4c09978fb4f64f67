"""The office's own page: one signs in with the one-time code, and reads the same conversation."""

import re

from aiohttp import ClientSession, CookieJar

from bot.app import open_office
from bot.linking import invite
from storage.person import addresses
from storage.unit import post_by_name
from tests.stories.world import BUILDER, World


async def test_a_code_opens_the_page_once(world: World) -> None:
    with world.database.commune(1) as session:
        post = post_by_name(session, BUILDER)
        assert post is not None
        code = invite(session, post, world.clock.now()).code
    async with (
        open_office(world.program) as url,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser,
    ):
        assert "Đăng nhập" in await _sign_in(browser, url, "SAI-MA-SAI-MA")
        page = await _sign_in(browser, url, code)
        assert BUILDER in page
    with world.database.commune(1) as session:
        found = addresses(session, [1])
        assert [(row.channel, row.address) for row in found] == [("web", "person:1")]


async def _sign_in(browser: ClientSession, url: str, code: str) -> str:
    async with browser.get(url) as answer:
        form = await answer.text()
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token, form[:2000]
    async with browser.post(
        url + "sign-in",
        data={"code": code, "csrf_token": token[1]},
        headers={"Origin": url.rstrip("/")},
    ) as answer:
        return await answer.text()
