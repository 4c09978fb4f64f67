"""The site holds a bounded number of connections, and of one address half of them."""

import asyncio
import resource
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web
from yarl import URL

from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.connections import RESERVED_FILES, ConnectionLimits, connection_limits
from bot.web.sessions import SignIn
from tests.web.world import Codes, Commons

QUESTION = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@asynccontextmanager
async def connected(url: str, host: str = "127.0.0.1") -> AsyncIterator[bytes]:
    """The first line of the answer to a question on a connection that stays open."""
    where = URL(url)
    reader, writer = await asyncio.open_connection(where.host, where.port, local_addr=(host, 0))
    try:
        writer.write(QUESTION)
        yield await reader.readline()
    finally:
        writer.close()


def site(commons: Commons, codes: Codes) -> web.Application:
    return make_app(SignIn(only_channel(commons.channel), codes.link))


async def test_a_connection_too_many_is_refused_until_one_ends(
    commons: Commons, codes: Codes
) -> None:
    limits = ConnectionLimits(total=2, of_address=1)
    async with (
        open_site(site(commons, codes), "127.0.0.1", 0, limits) as url,
        connected(url) as first,
    ):
        async with connected(url) as second, connected(url) as third:
            assert [b"200" in each for each in (first, second)] == [True, True]
            assert b"503" in third
        async with asyncio.timeout(10):
            while not await answered(url):
                pass


async def answered(url: str) -> bool:
    async with connected(url) as answer:
        return b"200" in answer


async def test_one_address_takes_not_all_connections(commons: Commons, codes: Codes) -> None:
    limits = ConnectionLimits(total=10, of_address=2)
    async with (
        open_site(site(commons, codes), "127.0.0.1", 0, limits) as url,
        AsyncExitStack() as held,
    ):
        lines = [await held.enter_async_context(connected(url, "127.0.0.2")) for _ in range(3)]
        assert [b"200" in each for each in lines] == [True, True, False]
        async with connected(url, "127.0.0.3") as other:
            assert b"200" in other


def test_descriptors_are_left_for_the_rest_of_the_program() -> None:
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    limits = connection_limits()
    assert limits.total <= files - RESERVED_FILES
    assert limits.of_address < limits.total
