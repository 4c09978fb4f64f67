"""Who a request comes from: a person who signed in, or the post played in training mode."""

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
class WebChannels:
    """Access to the web channels that one site serves, of one commune or of all.

    `of` returns the channel of a commune, None if the site does not serve it. `now` gives aware
    UTC. `notifier` wakes open pages.
    """

    database: Database
    now: Callable[[], datetime]
    notifier: PageNotifier
    channel_of: Callable[[int], Awaitable[WebChannel | None]]


def only_channel(channel: WebChannel) -> WebChannels:

    async def of(commune_id: int) -> WebChannel | None:
        return channel if commune_id == channel.commune_id else None

    return WebChannels(channel.database, channel.now, channel.notifier, of)


@dataclass(frozen=True, slots=True)
class PageUser:
    """The person a request comes from, their commune, and the names of the posts they hold.

    `sign_in` is the id of their session, None in training.
    """

    commune_id: int
    person_id: int
    name: str
    posts: tuple[str, ...]
    sign_in: int | None = None

    @property
    def posts_text(self) -> str:
        """The posts to show after the name, without one that equals the name."""
        return ", ".join(post for post in self.posts if post != self.name)

    @property
    def address(self) -> str:
        """The channel address of their page."""
        return address_of(self.person_id)


class AuthMode(Protocol):
    """How requests are tied to a person: `SignIn` for the office or `Training`."""

    local_only: bool
    pages: WebChannels

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The routes that only this mode has, `/` among them."""

    async def speaker(self, request: web.Request) -> PageUser | None:
        """The person the request comes from; None if unknown."""

    def sign_in_redirect(self, request: web.Request) -> web.Response | None:
        """Redirect to the sign-in page for an unknown person; None if there is no sign-in."""

    def renew_cookie(self, request: web.Request, response: web.StreamResponse) -> None:
        """Renew the session's cookie in an answer if the session was renewed."""

    def url_parameters(self, request: web.Request) -> Mapping[str, str]:
        """Query parameters that every link must have to stay with the same person."""

    def wake_address(self, speaker: PageUser) -> str | None:
        """The address whose messages wake the speaker's open page; None: those of every address."""

    async def news_event_data(self) -> dict[str, Any] | None:
        """Data of the `news` event sent to an open page each time it wakes; None: no event."""


EVENTS = "/events"
"""Path of the server-sent events."""

AUTH_MODE: web.AppKey[AuthMode] = web.AppKey("AUTH_MODE")


SPEAKER: web.RequestKey[PageUser] = web.RequestKey("SPEAKER", PageUser)


async def known_speaker(request: web.Request) -> PageUser:
    """The person the request comes from, cached in it. Raises RequestRefused (401) if unknown."""
    if SPEAKER not in request:
        speaker = await request.app[AUTH_MODE].speaker(request)
        if speaker is None:
            raise RequestRefused(401, texts.SIGN_IN_AGAIN)
        request[SPEAKER] = speaker
    return request[SPEAKER]


async def known_channel(request: web.Request) -> WebChannel:
    """The web channel of the speaker's commune. Raises RequestRefused (401) if unknown."""
    speaker = await known_speaker(request)
    found = await request.app[AUTH_MODE].pages.channel_of(speaker.commune_id)
    if found is None:
        raise RequestRefused(401, texts.SIGN_IN_AGAIN)
    return found


@dataclass(frozen=True, slots=True)
class CommuneHeader:
    """The commune in a page's header. `city`: it sees totals of its communes instead of work."""

    name: str
    city: bool


async def commune_header(channel: WebChannel) -> CommuneHeader:
    return await channel.transact(_commune_header)


def _commune_header(session: ScopedSession) -> CommuneHeader:
    return CommuneHeader(communes(session)[0].name, is_city(session))
