"""Training mode in the browser: play any post, and move the clock."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from aiohttp import web

from bot.channels.web import WebChannel
from bot.language.dates.dates import ImpossibleDate, read_date
from bot.texts import web as texts
from bot.web.answers import RequestRefused, json_body
from bot.web.auth import PageUser, commune_header, only_channel
from bot.web.pages import render_page
from bot.web.uploads import UPLOAD_LIMITS
from scheduler.calendar.working_time import MORNING, Calendar, local_day, vietnam_to_utc
from storage.database import ScopedSession
from storage.person import present_holdings
from storage.web_message import unread_counts

CLOCK_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
MAX_ADVANCE = timedelta(days=731)


class TrainingControl(Protocol):
    """The training clock and the engine that runs on it. Times are aware UTC."""

    async def now(self) -> datetime:
        """Time of the training clock."""

    async def advance(self, to: datetime) -> int:
        """Move the clock to `to`, doing all work that becomes due; returns messages delivered."""

    async def next_working_morning(self) -> datetime:
        """The next time at which the daily messages are sent."""


class Training:
    """The mode without sign-in: the user of this machine plays all posts."""

    local_only = True

    def __init__(self, channel: WebChannel, control: TrainingControl) -> None:
        self._channel = channel
        self.pages = only_channel(channel)
        self._control = control
        self._moving = asyncio.Lock()

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The chat page with its choice of posts, and the clock."""
        return (web.get("/", self._chat), web.post("/clock", self._advance))

    async def speaker(self, request: web.Request) -> PageUser | None:
        """The holder of the post that is played."""
        return (await self._holders()).get(request.query.get("post", ""))

    def sign_in_redirect(self, request: web.Request) -> web.Response | None:
        return None

    def renew_cookie(self, request: web.Request, response: web.StreamResponse) -> None:
        """Does nothing: there is no cookie."""

    def url_parameters(self, request: web.Request) -> Mapping[str, str]:
        return {"post": request.query.get("post", "")}

    def wake_address(self, speaker: PageUser) -> str | None:
        return None

    async def news_event_data(self) -> dict[str, Any] | None:
        """The clock's time, and the number of unread messages of each post."""
        waiting = await self._channel.transact(unread_counts)
        counts = {
            key: waiting[speaker.address]
            for key, speaker in (await self._holders()).items()
            if speaker.address in waiting
        }
        return {"clock": texts.moment_words(await self._control.now()), "unread": counts}

    async def _holders(self) -> dict[str, PageUser]:
        return await self._channel.transact(_holders)

    async def _chat(self, request: web.Request) -> web.Response:
        holders = await self._holders()
        played = request.query.get("post", "")
        if played not in holders:
            played = next(iter(holders), "")
        if not played:
            return render_page(request, "nobody.html", status=503)
        news = await self.news_event_data()
        return render_page(
            request,
            "training.html",
            commune=await commune_header(self._channel),
            speaker=holders[played],
            played=played,
            holders=holders,
            news=news,
            **UPLOAD_LIMITS,
        )

    async def _advance(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        async with self._moving:
            now = await self._control.now()
            to = await self._target(body, now)
            if not now < to <= now + MAX_ADVANCE:
                raise RequestRefused(422, texts.ONLY_FORWARD)
            sent = await self._control.advance(to)
        self._channel.notifier.notify_all()
        return web.json_response({"said": texts.clock_advanced(sent)})

    async def _target(self, body: dict[str, Any], now: datetime) -> datetime:
        by = str(body.get("by"))
        if by in CLOCK_STEPS:
            return now + CLOCK_STEPS[by]
        if by == "morning":
            return await self._control.next_working_morning()
        if by == "date":
            return vietnam_to_utc(_day(str(body.get("date")), local_day(now)), MORNING)
        raise RequestRefused(400, texts.NOT_UNDERSTOOD)


def _day(text: str, today: date) -> date:
    try:
        found = read_date(text, today, Calendar())
    except ImpossibleDate as error:
        raise RequestRefused(422, texts.NOT_A_DAY) from error
    if found is None:
        raise RequestRefused(422, texts.NOT_A_DAY)
    return found.due


def _holders(session: ScopedSession) -> dict[str, PageUser]:
    """By post key: the first holder of each post that is held, in the order of the plan."""
    holders: dict[str, PageUser] = {}
    for held in sorted(present_holdings(session), key=lambda holding: holding.post_id):
        speaker = PageUser(held.commune_id, held.person_id, held.person.name, (held.post.name,))
        holders.setdefault(held.post.key, speaker)
    return holders
