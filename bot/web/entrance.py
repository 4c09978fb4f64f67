"""Who speaks on the web: by signing in, or in training by playing a post."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from bot.channels.page_notifier import PageNotifier
from bot.channels.web import WebChannel
from bot.channels.web_input import address_of
from bot.queries.totals import is_city
from bot.texts import web as texts
from bot.web.answers import RequestRefused
from storage.commune import communes
from storage.database import Database, ScopedSession


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages that one site shows: of one commune, or of all.

    `of` gives a commune's, if it is shown here; `now` tells the moment, aware. `notifier` wakes
    has one open.
    """

    database: Database
    now: Callable[[], datetime]
    notifier: PageNotifier
    of: Callable[[int], Awaitable[WebChannel | None]]


def pages_of(channel: WebChannel) -> Pages:
    """The pages of one commune alone."""

    async def of(commune_id: int) -> WebChannel | None:
        return channel if commune_id == channel.commune_id else None

    return Pages(channel.database, channel.now, channel.notifier, of)


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person whose page is open, their commune, and the names of the posts they hold."""

    commune_id: int
    person_id: int
    name: str
    posts: tuple[str, ...]

    @property
    def held(self) -> str:
        """The posts beside the name; nothing where the person is known by the post alone."""
        return ", ".join(post for post in self.posts if post != self.name)

    @property
    def address(self) -> str:
        """The address of their page."""
        return address_of(self.person_id)


class Entrance(Protocol):
    """How one comes to a page. The chat behind it is the same."""

    this_machine_only: bool
    pages: Pages

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The pages and actions of this entrance alone, `/` among them."""

    async def speaker(self, request: web.Request) -> Speaker | None:
        """Whose page the request is about; None for who may not see any."""

    def door(self, request: web.Request) -> web.Response | None:
        """Where to send who opens a page and is not known; None where there is no way in."""

    def remember(self, request: web.Request, response: web.StreamResponse) -> None:
        """Add to an answer what keeps the speaker known."""

    def carried(self, request: web.Request) -> Mapping[str, str]:
        """What the address of every page must say, so that it is the same person's."""

    def hears(self, speaker: Speaker) -> str | None:
        """The address at whose news the open page is woken; None for all."""

    async def news(self) -> dict[str, Any] | None:
        """What to tell an open page beside its messages, each time it is woken."""


EVENTS = "/events"
"""Where an open page listens."""

ENTRANCE: web.AppKey[Entrance] = web.AppKey("ENTRANCE")


SPEAKER: web.RequestKey[Speaker] = web.RequestKey("SPEAKER", Speaker)


async def known_speaker(request: web.Request) -> Speaker:
    """Whose page the request is about, found once. Refuses who may not see any."""
    if SPEAKER not in request:
        speaker = await request.app[ENTRANCE].speaker(request)
        if speaker is None:
            raise RequestRefused(401, texts.SIGN_IN_AGAIN)
        request[SPEAKER] = speaker
    return request[SPEAKER]


async def known_channel(request: web.Request) -> WebChannel:
    """The page of the speaker's commune. Refuses who may not see any."""
    speaker = await known_speaker(request)
    found = await request.app[ENTRANCE].pages.of(speaker.commune_id)
    if found is None:
        raise RequestRefused(401, texts.SIGN_IN_AGAIN)
    return found


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose page is open: a commune's, or a city's, which sees totals in place of work."""

    name: str
    city: bool


async def whose(channel: WebChannel) -> Whose:
    """The commune of this page."""
    return await channel.transact(_whose)


def _whose(session: ScopedSession) -> Whose:
    return Whose(communes(session)[0].name, is_city(session))
