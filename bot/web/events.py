"""Server-sent events of an open page, continuing after the last event the page has.

Pages with the same address share one database read, and reads of many pages are batched.
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
from bot.web.answers import RequestRefused, positive_id
from bot.web.auth import AUTH_MODE, EVENTS, AuthMode, PageUser, known_speaker
from bot.web.batched_reads import BatchedReads
from bot.web.chat import message_json
from bot.web.slow_clients import MAX_OPEN_PAGES
from storage.database import ScopedSession
from storage.person import linked_addresses
from storage.web_message import PAGE, PageRequest, WebMessage, messages_of_pages

KEEP_ALIVE: web.AppKey[float] = web.AppKey("KEEP_ALIVE", float)
"""Seconds between keep-alive bytes, each with a check that the page may still be seen."""

RETRY = b"retry: 2000\n\n"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class PageUpdate:
    """New messages as events; `last`: the newest id; `unlinked`: the page is no longer linked."""

    events_bytes: bytes
    count: int
    last: int
    unlinked: bool = False


PageRead = tuple[int, PageRequest]
"""Commune id, and a page's address with the last id already written."""


class AccessEnded(Exception):
    """The person may not see the open page any more"""


class LivePages:
    """The open pages of one site and their shared reads."""

    def __init__(self, auth_mode: AuthMode) -> None:
        self._auth_mode = auth_mode
        self.pages: BatchedReads[PageRead, PageUpdate] = BatchedReads(self._pages)
        self.news: BatchedReads[None, bytes] = BatchedReads(self._news_event)
        self._open: dict[str | None, list[web.Request]] = defaultdict(list)

    @contextmanager
    def count_open_page(self, address: str | None, request: web.Request) -> Iterator[None]:
        """Count an open page. Raises RequestRefused (429) for too many of one address."""
        if self.open_count(address) >= MAX_OPEN_PAGES:
            raise RequestRefused(429, texts.TOO_MANY_WINDOWS)
        self._open[address].append(request)
        try:
            yield
        finally:
            self._open[address].remove(request)
            if not self._open[address]:
                del self._open[address]

    def open_count(self, address: str | None) -> int:
        """How many pages of the address are open, closed connections not counted."""
        return sum(each.transport is not None for each in self._open.get(address, ()))

    async def _pages(self, wanted: Sequence[PageRead]) -> Mapping[PageRead, PageUpdate]:
        by_commune: dict[int, list[PageRequest]] = defaultdict(list)
        for commune_id, page in wanted:
            by_commune[commune_id].append(page)
        found: dict[PageRead, PageUpdate] = {}
        for commune_id, own in by_commune.items():
            channel = await self._auth_mode.pages.channel_of(commune_id)
            news = await channel.transact(_read, own) if channel is not None else {}
            found |= {(commune_id, page): news.get(page, _ended(page)) for page in own}
        return found

    async def _news_event(self, wanted: Sequence[None]) -> Mapping[None, bytes]:
        news = await self._auth_mode.news_event_data()
        return {None: b"" if news is None else _event("news", news)}


LIVE_PAGES = web.AppKey("LIVE_PAGES", LivePages)


class PollTimer:
    """A timer that fires every `seconds`, no matter how often the page wakes in between."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._clock = asyncio.get_running_loop().time
        self._next = self._clock() + seconds

    @property
    def seconds_left(self) -> float:
        """Seconds until it fires."""
        return max(self._next - self._clock(), 0)

    def fires(self) -> bool:
        """Whether the time is over; if so, the timer starts again."""
        if self.seconds_left:
            return False
        self._next = self._clock() + self._seconds
        return True


@routes.get(EVENTS)
async def send_events(request: web.Request) -> web.StreamResponse:
    """Send messages after the last one the page has (the newest ones if it has none), then live."""
    speaker = await known_speaker(request)
    auth_mode = request.app[AUTH_MODE]
    notifier, address = auth_mode.pages.notifier, auth_mode.wake_address(speaker)
    with (
        request.app[LIVE_PAGES].count_open_page(address, request),
        notifier.subscribed(address) as woken,
    ):
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
        )
        await response.prepare(request)
        with suppress(ConnectionError):
            await response.write(RETRY)
            try:
                await _follow(request, response, speaker, woken)
            except AccessEnded:
                await response.write(_event("over", {}))
    return response


async def _follow(
    request: web.Request,
    response: web.StreamResponse,
    speaker: PageUser,
    woken: asyncio.Event,
) -> None:
    """Write events until the program ends. Raises AccessEnded."""
    auth_mode = request.app[AUTH_MODE]
    notifier = auth_mode.pages.notifier
    live_pages = request.app[LIVE_PAGES]
    last, sent = await _catch_up(live_pages, response, speaker, _last_seen(request))
    await response.write(_event("ready", {"earlier": sent >= PAGE}))
    timer = PollTimer(request.app[KEEP_ALIVE])
    while not notifier.closed:
        if news := await live_pages.news.get(None):
            await response.write(news)
        await _wait(woken, timer.seconds_left)
        if timer.fires():
            await response.write(b":\n\n")
            await _check(auth_mode, request)
        woken.clear()
        last, _ = await _catch_up(live_pages, response, speaker, last)


async def _check(auth_mode: AuthMode, request: web.Request) -> None:
    """Raise AccessEnded if the person may not see the page any more."""
    try:
        speaker = await auth_mode.speaker(request)
    except RequestRefused:
        speaker = None
    if speaker is None:
        raise AccessEnded


async def _catch_up(
    live_pages: LivePages, response: web.StreamResponse, speaker: PageUser, last: int
) -> tuple[int, int]:
    """Write messages newer than `last`; returns the newest id and their number. Raises
    AccessEnded.
    """
    sent = 0
    while True:
        news = await live_pages.pages.get((speaker.commune_id, (speaker.address, last)))
        if news.unlinked:
            raise AccessEnded
        if news.events_bytes:
            await response.write(news.events_bytes)
        sent += news.count
        last = news.last
        if news.count < PAGE:
            return last, sent


def _read(
    session: ScopedSession, wanted: Sequence[PageRequest]
) -> Mapping[PageRequest, PageUpdate]:
    known = linked_addresses(session, WebChannel.name, {address for address, _ in wanted})
    return {
        (address, after): _news(rows, after) if address in known else _ended((address, after))
        for (address, after), rows in messages_of_pages(session, wanted).items()
    }


def _ended(page: PageRequest) -> PageUpdate:
    return PageUpdate(b"", 0, page[1], unlinked=True)


def _news(rows: Sequence[WebMessage], after: int) -> PageUpdate:
    written = b"".join(_event("message", message_json(row), row.id) for row in rows)
    return PageUpdate(written, len(rows), rows[-1].id if rows else after)


async def _wait(woken: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await woken.wait()


def _last_seen(request: web.Request) -> int:
    return positive_id(request.headers.get("Last-Event-ID") or request.query.get("after"))


def _event(name: str, body: dict[str, Any], event_id: int | None = None) -> bytes:
    head = "" if event_id is None else f"id: {event_id}\n"
    return f"{head}event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n".encode()
