"""Training mode's entrance: play any post, and move the clock."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from aiohttp import web

from bot.channels.web import WebChannel
from bot.language.dates.dates import ImpossibleDate, read_date
from bot.texts import web as texts
from bot.web.answers import RequestRefused, wishes
from bot.web.entrance import Speaker, pages_of, whose
from bot.web.pages import page
from bot.web.uploads import BOUNDS
from scheduler.calendar.working_time import MORNING, Calendar, local_day, slot
from storage.database import ScopedSession
from storage.person import holdings
from storage.web_message import unread

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
FARTHEST = timedelta(days=731)


class TrainingControl(Protocol):
    """The training clock and all that hangs on it. Moments are aware."""

    async def now(self) -> datetime:
        """Where the clock stands."""

    async def advance(self, to: datetime) -> int:
        """Live through the time until then, step by step; how many messages were delivered."""

    async def next_working_morning(self) -> datetime:
        """The next time the morning's messages go out."""


class Training:
    """The entrance of training mode: whoever sits at this machine plays all posts."""

    this_machine_only = True

    def __init__(self, channel: WebChannel, control: TrainingControl) -> None:
        self._channel = channel
        self.pages = pages_of(channel)
        self._control = control
        self._moving = asyncio.Lock()

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The chat with its posts, and the clock."""
        return (web.get("/", self._chat), web.post("/clock", self._advance))

    async def speaker(self, request: web.Request) -> Speaker | None:
        """The holder of the post that is played."""
        return (await self._cast()).get(request.query.get("post", ""))

    def door(self, request: web.Request) -> web.Response | None:
        """Whoever sits here is in already."""
        return None

    def remember(self, request: web.Request, response: web.StreamResponse) -> None:
        """Nobody signs in here."""

    def carried(self, request: web.Request) -> Mapping[str, str]:
        """Which post is played."""
        return {"post": request.query.get("post", "")}

    def hears(self, speaker: Speaker) -> str | None:
        """Everybody's news, for the counts."""
        return None

    async def news(self) -> dict[str, Any] | None:
        """The clock, and how many messages wait for each post."""
        waiting = await self._channel.transact(unread)
        counts = {
            key: waiting[speaker.address]
            for key, speaker in (await self._cast()).items()
            if speaker.address in waiting
        }
        return {"clock": texts.moment_words(await self._control.now()), "unread": counts}

    async def _cast(self) -> dict[str, Speaker]:
        return await self._channel.transact(_cast)

    async def _chat(self, request: web.Request) -> web.Response:
        cast = await self._cast()
        played = request.query.get("post", "")
        if played not in cast:
            played = next(iter(cast), "")
        if not played:
            return page(request, "nobody.html", status=503)
        news = await self.news()
        return page(
            request,
            "training.html",
            commune=await whose(self._channel),
            speaker=cast[played],
            played=played,
            cast=cast,
            news=news,
            **BOUNDS,
        )

    async def _advance(self, request: web.Request) -> web.Response:
        wish = await wishes(request)
        async with self._moving:
            now = await self._control.now()
            to = await self._target(wish, now)
            if not now < to <= now + FARTHEST:
                raise RequestRefused(422, texts.ONLY_FORWARD)
            sent = await self._control.advance(to)
        self._channel.notifier.notify_all()
        return web.json_response({"said": texts.advanced(sent)})

    async def _target(self, wish: dict[str, Any], now: datetime) -> datetime:
        by = str(wish.get("by"))
        if by in STEPS:
            return now + STEPS[by]
        if by == "morning":
            return await self._control.next_working_morning()
        if by == "date":
            return slot(_day(str(wish.get("date")), local_day(now)), MORNING)
        raise RequestRefused(400, texts.NOT_UNDERSTOOD)


def _day(text: str, today: date) -> date:
    try:
        found = read_date(text, today, Calendar())
    except ImpossibleDate as error:
        raise RequestRefused(422, texts.NOT_A_DAY) from error
    if found is None:
        raise RequestRefused(422, texts.NOT_A_DAY)
    return found.due


def _cast(session: ScopedSession) -> dict[str, Speaker]:
    """Each post that is held, in the order of the plan, with its first holder."""
    cast: dict[str, Speaker] = {}
    for held in sorted(holdings(session), key=lambda holding: holding.post_id):
        speaker = Speaker(held.commune_id, held.person_id, held.person.name, (held.post.name,))
        cast.setdefault(held.post.key, speaker)
    return cast
