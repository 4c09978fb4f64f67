"""The live page: server-sent events that go on from the last one the page has.

However many have a page open, it is read once for all of them, and many pages together.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.web import WebChannel
from bot.texts import web as texts
from bot.web.answers import RequestRefused, number
from bot.web.chat import as_shown
from bot.web.entrance import ENTRANCE, EVENTS, Entrance, Speaker, known_speaker
from bot.web.patience import MOST_WINDOWS
from bot.web.shared import SharedAnswers
from storage.database import ScopedSession
from storage.person import linked
from storage.web_message import PAGE, AskedPage, WebMessage, pages

KEEP_ALIVE: web.AppKey[float] = web.AppKey("KEEP_ALIVE", float)
"""Seconds of silence after which the line, and the right to listen, are tried."""

RETRY = b"retry: 2000\n\n"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class News:
    """Messages of a page as they are written to whoever has it open; `last` is the newest id.

    `over` says that the page is nobody's any more.
    """

    written: bytes
    count: int
    last: int
    over: bool = False


Owned = tuple[int, AskedPage]
"""What is wanted of a commune's page."""


class Over(Exception):
    """Who has the page open may not see it any more"""


class Following:
    """What the open pages of one site read, each thing once for all of them."""

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance
        self.pages: SharedAnswers[Owned, News] = SharedAnswers(self._pages)
        self.beside: SharedAnswers[None, bytes] = SharedAnswers(self._beside)
        self._windows: dict[str | None, list[web.Request]] = defaultdict(list)

    @contextmanager
    def window(self, heard: str | None, request: web.Request) -> Iterator[None]:
        """One more open window. Refuses more of one person than anybody needs."""
        if self.windows(heard) >= MOST_WINDOWS:
            raise RequestRefused(429, texts.TOO_MANY_WINDOWS)
        self._windows[heard].append(request)
        try:
            yield
        finally:
            self._windows[heard].remove(request)
            if not self._windows[heard]:
                del self._windows[heard]

    def windows(self, heard: str | None) -> int:
        """How many windows are open, less those that were left and do not know it yet."""
        return sum(each.transport is not None for each in self._windows.get(heard, ()))

    async def _pages(self, wanted: Sequence[Owned]) -> Mapping[Owned, News]:
        by_commune: dict[int, list[AskedPage]] = defaultdict(list)
        for commune_id, page in wanted:
            by_commune[commune_id].append(page)
        found: dict[Owned, News] = {}
        for commune_id, own in by_commune.items():
            channel = await self._entrance.pages.of(commune_id)
            news = await channel.transact(_read, own) if channel is not None else {}
            found |= {(commune_id, page): news.get(page, _gone(page)) for page in own}
        return found

    async def _beside(self, wanted: Sequence[None]) -> Mapping[None, bytes]:
        news = await self._entrance.news()
        return {None: b"" if news is None else _event("news", news)}


FOLLOWING = web.AppKey("FOLLOWING", Following)


class PollTimer:
    """When it is time to ask again: every so many seconds, however often the page is woken."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._clock = asyncio.get_running_loop().time
        self._next = self._clock() + seconds

    @property
    def left(self) -> float:
        """Seconds until then."""
        return max(self._next - self._clock(), 0)

    def beats(self) -> bool:
        """Whether it is time; the next one is then counted from here."""
        if self.left:
            return False
        self._next = self._clock() + self._seconds
        return True


@routes.get(EVENTS)
async def events(request: web.Request) -> web.StreamResponse:
    """Messages after the last one the page has (the newest, if it has none), then live."""
    speaker = await known_speaker(request)
    entrance = request.app[ENTRANCE]
    notifier, heard = entrance.pages.notifier, entrance.hears(speaker)
    with request.app[FOLLOWING].window(heard, request), notifier.subscribed(heard) as rung:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
        )
        await response.prepare(request)
        with suppress(ConnectionError):
            await response.write(RETRY)
            try:
                await _follow(request, response, speaker, rung)
            except Over:
                await response.write(_event("over", {}))
    return response


async def _follow(
    request: web.Request, response: web.StreamResponse, speaker: Speaker, rung: asyncio.Event
) -> None:
    """Write until the program ends. Raises Over."""
    entrance = request.app[ENTRANCE]
    notifier = entrance.pages.notifier
    following = request.app[FOLLOWING]
    last, sent = await _catch_up(following, response, speaker, _last_seen(request))
    await response.write(_event("ready", {"earlier": sent >= PAGE}))
    pulse = PollTimer(request.app[KEEP_ALIVE])
    while not notifier.closed:
        if news := await following.beside.get(None):
            await response.write(news)
        await _rung(rung, pulse.left)
        if pulse.beats():
            await response.write(b":\n\n")
            await _check(entrance, request)
        rung.clear()
        last, _ = await _catch_up(following, response, speaker, last)


async def _check(entrance: Entrance, request: web.Request) -> None:
    """Raise Over where the page may not be seen any more."""
    try:
        speaker = await entrance.speaker(request)
    except RequestRefused:
        speaker = None
    if speaker is None:
        raise Over


async def _catch_up(
    following: Following, response: web.StreamResponse, speaker: Speaker, last: int
) -> tuple[int, int]:
    """Write what is newer than `last`; the newest id now, and how many were written.

    Raises Over.
    """
    sent = 0
    while True:
        news = await following.pages.get((speaker.commune_id, (speaker.address, last)))
        if news.over:
            raise Over
        if news.written:
            await response.write(news.written)
        sent += news.count
        last = news.last
        if news.count < PAGE:
            return last, sent


def _read(session: ScopedSession, wanted: Sequence[AskedPage]) -> Mapping[AskedPage, News]:
    known = linked(session, WebChannel.name, {address for address, _ in wanted})
    return {
        (address, after): _news(rows, after) if address in known else _gone((address, after))
        for (address, after), rows in pages(session, wanted).items()
    }


def _gone(page: AskedPage) -> News:
    return News(b"", 0, page[1], over=True)


def _news(rows: Sequence[WebMessage], after: int) -> News:
    written = b"".join(_event("message", as_shown(row), row.id) for row in rows)
    return News(written, len(rows), rows[-1].id if rows else after)


async def _rung(rung: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await rung.wait()


def _last_seen(request: web.Request) -> int:
    return number(request.headers.get("Last-Event-ID") or request.query.get("after"))


def _event(name: str, body: dict[str, Any], event_id: int | None = None) -> bytes:
    head = "" if event_id is None else f"id: {event_id}\n"
    return f"{head}event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n".encode()
