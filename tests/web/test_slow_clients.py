"""Slow or greedy clients are disconnected without effect on others."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web
from sqlalchemy import update
from yarl import URL

from bot.channels.zalo import ZaloChannel
from bot.web import events, slow_clients
from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.sessions import SignIn
from scheduler.delivery.channel import Inbound
from storage.person import Address
from tests.web.browsing import browsing
from tests.web.world import Codes, Commons, called, text

FAST = 0.01
"""A second lasts ten milliseconds here."""


@pytest.fixture
def site(commons: Commons, codes: Codes) -> web.Application:
    """The office's site, which Zalo calls, with very little patience."""

    async def accept(inbound: Inbound) -> None:
        raise AssertionError("half a message was taken")

    zalo = ZaloChannel("1:x", commons.hand.now, "http://127.0.0.1:1", "http://127.0.0.1:1/hooks")
    hooks = called(commons.commune_id, zalo, accept)
    auth_mode = SignIn(only_channel(commons.channel), codes.link)
    return make_app(auth_mode, keep_alive=0.05, hooks=hooks, timeout_factor=FAST)


@pytest.fixture
async def hurried(site: web.Application) -> AsyncIterator[URL]:
    async with open_site(site, "127.0.0.1", 0) as url:
        yield URL(url)


SLOW = {
    "says nothing": b"",
    "never ends its head": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
    "asks once and stays": b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    "never ends its form": b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\ncode=",
    "never ends its line": b"POST /messages HTTP/1.1\r\nHost: x\r\n"
    b'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n',
    "never ends its call": b"POST /hooks/1/zalo HTTP/1.1\r\nHost: x\r\n"
    b"Content-Length: 50\r\nX-Bot-Api-Secret-Token: SECRET\r\n\r\n{",
}


@pytest.mark.parametrize("what", SLOW)
async def test_a_slow_request_is_disconnected(hurried: URL, commons: Commons, what: str) -> None:
    zalo = ZaloChannel("1:x", commons.hand.now, "http://127.0.0.1:1", "http://127.0.0.1:1/hooks")
    reader, writer = await asyncio.open_connection(hurried.host, hurried.port)
    writer.write(SLOW[what].replace(b"SECRET", zalo.webhook_secret.encode()))
    async with asyncio.timeout(15):
        told = await reader.read()
    assert b"500" not in told.split(b"\r\n")[0]
    writer.close()


async def test_a_page_that_reads_nothing_is_disconnected(
    hurried: URL, site: web.Application, commons: Commons
) -> None:
    """An open page that is never read holds no more memory than the socket buffers."""
    live_pages = site[events.LIVE_PAGES]
    async with browsing(str(hurried)) as browser:
        await browser.open()
        await browser.submit("/sign-in", code="MA-1")
        cookies = browser.session.cookie_jar.filter_cookies(hurried)
        head = "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())
    address = commons.address("xay-dung-dang")
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect((hurried.host, hurried.port))
        line.sendall(f"GET /events HTTP/1.1\r\nHost: x\r\nCookie: {head}\r\n\r\n".encode())
        async with asyncio.timeout(15):
            while not live_pages.open_count(address):
                await commons.channel.send(address, text("x"))
            while live_pages.open_count(address):
                await commons.channel.send(address, text("x" * 15_000))


async def test_a_person_has_a_bounded_number_of_open_pages(
    hurried: URL, commons: Commons, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "MAX_OPEN_PAGES", 2)
    async with browsing(str(hurried)) as browser:
        await browser.open()
        await browser.submit("/sign-in", code="MA-1")
        async with browser.events() as first, browser.events() as second:
            for each in (first, second):
                await each.until("ready")
            async with browser.session.get(hurried / "events") as third:
                assert third.status == 429
                assert "đóng bớt" in (await third.json())["error"]
        async with browser.events() as again:
            await again.until("ready")


async def test_an_open_page_closes_at_once_when_unlinked(hurried: URL, commons: Commons) -> None:
    address = commons.address("xay-dung-dang")
    async with browsing(str(hurried)) as browser:
        await browser.open()
        await browser.submit("/sign-in", code="MA-1")
        async with browser.events() as heard:
            await heard.until("ready")
            with commons.database.commune(commons.commune_id) as session:
                session.execute(update(Address).values(revoked_at=datetime.now(UTC)))
            await commons.channel.send(address, text("điều không còn dành cho trang này"))
            told = await heard.until("over")
            assert await heard.next() is None
    assert [event.name for event in told] == ["over"]


async def test_a_busy_page_has_its_session_checked_too(commons: Commons, codes: Codes) -> None:
    """A page whose session ended is closed even if it is woken all the time."""
    address = commons.address("xay-dung-dang")
    app = make_app(SignIn(only_channel(commons.channel), codes.link), keep_alive=0.2)
    async with open_site(app, "127.0.0.1", 0) as url, browsing(url) as browser:
        await browser.open()
        await browser.submit("/sign-in", code="MA-1")
        await browser.open()
        async with browser.events() as heard:
            await heard.until("ready")
            await browser.submit("/sign-out")

            async def keep_ringing() -> None:
                while True:
                    commons.channel.notifier.notify(address)
                    await asyncio.sleep(0.02)

            ringing = asyncio.create_task(keep_ringing())
            async with asyncio.timeout(10):
                await heard.until("over")
            ringing.cancel()


async def test_a_long_upload_that_keeps_sending_is_accepted(
    hurried: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The upload takes many times the time allowed for a short request."""
    monkeypatch.setattr(slow_clients, "MIN_BODY_BYTES", 100)

    async def trickle(token: str) -> AsyncIterator[bytes]:
        yield f"csrf_token={token}&code=".encode()
        for _ in range(20):
            await asyncio.sleep(0.05)
            yield b"x" * 1_000

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with browsing(str(hurried)) as browser:
        await browser.open()
        body = trickle(browser.token)
        async with browser.session.post(hurried / "sign-in", data=body, headers=form) as answer:
            assert (answer.status, "Mã không đúng" in await answer.text()) == (403, True)
