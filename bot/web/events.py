"""The live page: server-sent events that go on from the last one the page has.

However many have a page open, it is read once for all of them, and many pages together.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.web import WebChannel
from bot.web.answers import number
from bot.web.chat import as_shown
from bot.web.entrance import CHANNEL, ENTRANCE, EVENTS, Entrance, Speaker, known_speaker
from bot.web.shared import Shared
from storage.database import ScopedSession
from storage.web_message import PAGE, Wanted, WebMessage, pages

KEEP_ALIVE: web.AppKey[float] = web.AppKey("KEEP_ALIVE", float)
"""Seconds of silence after which the line, and the right to listen, are tried."""

RETRY = b"retry: 2000\n\n"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class News:
    """Messages of a page as they are written to whoever has it open; `last` is the newest id."""

    written: bytes
    count: int
    last: int


class Following:
    """What the open pages of one site read, each thing once for all of them."""

    def __init__(self, channel: WebChannel, entrance: Entrance) -> None:
        self._channel = channel
        self._entrance = entrance
        self.pages: Shared[Wanted, News] = Shared(self._pages)
        self.beside: Shared[None, bytes] = Shared(self._beside)

    async def _pages(self, wanted: Sequence[Wanted]) -> Mapping[Wanted, News]:
        return await self._channel.transact(_read, wanted)

    async def _beside(self, wanted: Sequence[None]) -> Mapping[None, bytes]:
        news = await self._entrance.news()
        return {None: b"" if news is None else _event("news", news)}


FOLLOWING = web.AppKey("FOLLOWING", Following)


@routes.get(EVENTS)
async def events(request: web.Request) -> web.StreamResponse:
    """Messages after the last one the page has (the newest, if it has none), then live."""
    speaker = await known_speaker(request)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    with suppress(ConnectionError):
        await response.write(RETRY)
        await _follow(request, response, speaker)
    return response


async def _follow(request: web.Request, response: web.StreamResponse, speaker: Speaker) -> None:
    bell, entrance = request.app[CHANNEL].bell, request.app[ENTRANCE]
    following = request.app[FOLLOWING]
    last = _last_seen(request)
    with bell.listening(entrance.hears(speaker)) as rung:
        last, sent = await _catch_up(following, response, speaker, last)
        await response.write(_event("ready", {"earlier": sent >= PAGE}))
        while not bell.closed:
            if news := await following.beside.get(None):
                await response.write(news)
            if not await _rung(rung, request.app[KEEP_ALIVE]):
                await response.write(b":\n\n")
                if await entrance.speaker(request) is None:
                    await response.write(_event("over", {}))
                    return
            rung.clear()
            last, _ = await _catch_up(following, response, speaker, last)


async def _catch_up(
    following: Following, response: web.StreamResponse, speaker: Speaker, last: int
) -> tuple[int, int]:
    """Write what is newer than `last`; the newest id now, and how many were written."""
    sent = 0
    while True:
        news = await following.pages.get((speaker.address, last))
        if news.written:
            await response.write(news.written)
        sent += news.count
        last = news.last
        if news.count < PAGE:
            return last, sent


def _read(session: ScopedSession, wanted: Sequence[Wanted]) -> Mapping[Wanted, News]:
    return {each: _news(rows, each[1]) for each, rows in pages(session, wanted).items()}


def _news(rows: Sequence[WebMessage], after: int) -> News:
    written = b"".join(_event("message", as_shown(row), row.id) for row in rows)
    return News(written, len(rows), rows[-1].id if rows else after)


async def _rung(rung: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await rung.wait()
    return False


def _last_seen(request: web.Request) -> int:
    return number(request.headers.get("Last-Event-ID") or request.query.get("after"))


def _event(name: str, body: dict[str, Any], event_id: int | None = None) -> bytes:
    head = "" if event_id is None else f"id: {event_id}\n"
    return f"{head}event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n".encode()
