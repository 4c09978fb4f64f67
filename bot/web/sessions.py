"""Signing in with a one-time code, and the browser's session after it."""

import hashlib
import re
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy import select

from bot.channels.web import WebChannel
from bot.channels.web_input import address_of
from bot.texts import web as texts
from bot.texts.communes import SUSPENDED_PAGE
from bot.web.answers import RequestRefused
from bot.web.entrance import EVENTS, Pages, Speaker, known_channel, whose
from bot.web.pages import page
from bot.web.security import origin_of, set_cookie
from bot.web.uploads import BOUNDS
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.person import find_address, holdings_of
from storage.web_session import (
    WebSession,
    forget_expired,
    forget_session,
    session_commune,
    web_session,
)


class Linked(NamedTuple):
    """The person whose web address a code linked."""

    commune_id: int
    person_id: int


LinkByCode = Callable[[str, str], Awaitable[Linked]]
"""Uses up a one-time code that somebody typed at an origin (for counting wrong ones there).

Raises Refused for a wrong, used or late code, and after too many of them.
"""

COOKIE = "session"
LASTS = timedelta(days=30)
"""From the last visit or action."""

RENEWED_AFTER = timedelta(days=1)
RENEWED: web.RequestKey[bool] = web.RequestKey("RENEWED", bool)

MOST_KNOWN = 10_000
"""Sessions whose communes are remembered here."""

LONGEST_CODE = 40
PLACE = re.compile(r"/(?:[a-z0-9-]+(?:/[a-z0-9-]+)*)?", re.ASCII)
"""What a page of this site is called; two slashes would lead to another."""


class SignIn:
    """The entrance of the office: a session made by a one-time code."""

    this_machine_only = False

    def __init__(self, pages: Pages, link: LinkByCode) -> None:
        self.pages = pages
        self._link = link
        self._communes: OrderedDict[str, int] = OrderedDict()

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The chat, and the way in and out."""
        return (
            web.get("/", self._chat),
            web.get("/sign-in", self._ask),
            web.post("/sign-in", self._sign_in),
            web.post("/sign-out", self._sign_out),
        )

    async def speaker(self, request: web.Request) -> Speaker | None:
        """Whose session the browser has, as long as it lasts and the person's page is linked.

        Every visit and action begins its days anew; a page that only lies open does not. Refuses
        whose commune is suspended.
        """
        told = _hash(request)
        channel = await self._channel(told)
        if channel is None:
            return None
        acts = request.path != EVENTS
        found = await channel.transact(_signed_in, told, channel.now(), acts)
        if found is None:
            return None
        speaker, request[RENEWED], suspended = found
        if suspended:
            raise RequestRefused(503, SUSPENDED_PAGE)
        return speaker

    async def _channel(self, token_hash: str) -> WebChannel | None:
        """The page of the commune whose session this is; a session is of one for ever."""
        commune_id = self._communes.get(token_hash)
        if commune_id is None:
            database = self.pages.database
            commune_id = await database.run(_commune_of, database, token_hash)
        if commune_id is None:
            return None
        self._communes[token_hash] = commune_id
        while len(self._communes) > MOST_KNOWN:
            self._communes.popitem(last=False)
        return await self.pages.of(commune_id)

    def door(self, request: web.Request) -> web.Response | None:
        """To the sign-in page and back."""
        return to_the_door(request)

    def remember(self, request: web.Request, response: web.StreamResponse) -> None:
        """A session that was renewed lasts longer in the browser, too."""
        if request.get(RENEWED):
            _keep_cookie(request, response, request.cookies[COOKIE])

    def carried(self, request: web.Request) -> Mapping[str, str]:
        """Nothing: the cookie says who it is."""
        return {}

    def hears(self, speaker: Speaker) -> str | None:
        """One's own page only."""
        return speaker.address

    async def news(self) -> dict[str, Any] | None:
        """Nothing beside the messages."""
        return None

    async def _chat(self, request: web.Request) -> web.Response:
        speaker = await self.speaker(request)
        if speaker is None:
            return to_the_door(request)
        commune = await whose(await known_channel(request))
        return page(request, "chat.html", speaker=speaker, commune=commune, **BOUNDS)

    async def _ask(self, request: web.Request) -> web.Response:
        return await self._form(request, 200, "", request.query.get("code", ""))

    async def _form(
        self, request: web.Request, status: int, problem: str, code: str = ""
    ) -> web.Response:
        return page(
            request,
            "sign_in.html",
            status,
            commune=await self.pages.database.run(_whose, self.pages.database),
            problem=problem,
            expired="expired" in request.query,
            back=_place(request.query.get("back", "/")),
            code=code[:LONGEST_CODE],
        )

    async def _sign_in(self, request: web.Request) -> web.Response:
        code = str((await request.post()).get("code", "")).strip()
        if not code:
            return await self._form(request, 422, texts.TYPE_A_CODE)
        try:
            linked = await self._link(code, origin_of(request))
        except RequestRefused as refused:
            return await self._form(request, refused.status, refused.sentence, code)
        token = secrets.token_urlsafe(32)
        database, now = self.pages.database, self.pages.now()
        await database.run(_begin, database, linked, _digest(token), now)
        response = _go(_place(request.query.get("back", "/")))
        _keep_cookie(request, response, token)
        return response

    async def _sign_out(self, request: web.Request) -> web.Response:
        channel = await self._channel(_hash(request))
        if channel is not None:
            await channel.transact(forget_session, _hash(request))
        response = _go("/sign-in")
        response.del_cookie(COOKIE)
        return response


def to_the_door(request: web.Request) -> web.Response:
    """To the sign-in page, and from there back to the page that was wanted."""
    told = {} if request.path == "/" else {"back": request.path}
    if COOKIE in request.cookies:
        told["expired"] = "1"
    return _go(f"/sign-in?{urlencode(told)}" if told else "/sign-in")


def _place(wanted: str) -> str:
    """A page of this site; whatever else is asked for is the first page."""
    return wanted if PLACE.fullmatch(wanted) else "/"


def _go(place: str) -> web.Response:
    return web.Response(status=303, headers={"Location": place})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _hash(request: web.Request) -> str:
    """The hash of the browser's secret; without one, of nothing, which no session has."""
    return _digest(request.cookies.get(COOKIE, ""))


def _keep_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    set_cookie(request, response, COOKIE, token, int(LASTS.total_seconds()))


def _signed_in(
    session: ScopedSession, token_hash: str, now: datetime, acts: bool
) -> tuple[Speaker, bool, bool] | None:
    """Who is signed in, whether the session was renewed, and whether the commune is suspended."""
    found = web_session(session, token_hash, now)
    if found is None:
        return None
    linked = find_address(session, WebChannel.name, address_of(found.person_id))
    if linked is None:
        return None
    posts = tuple(holding.post.name for holding in holdings_of(session, found.person_id))
    renewed = acts and found.expires_at <= now + LASTS - RENEWED_AFTER
    if renewed:
        found.expires_at = now + LASTS
    suspended = session.scalars(select(Commune.suspended_at)).one() is not None
    speaker = Speaker(found.commune_id, found.person_id, linked.person.name, posts)
    return speaker, renewed, suspended


def _begin(database: Database, linked: Linked, token_hash: str, now: datetime) -> None:
    with database.commune(linked.commune_id) as session:
        forget_expired(session, now)
        session.add(
            WebSession(person_id=linked.person_id, token_hash=token_hash, expires_at=now + LASTS)
        )


def _commune_of(database: Database, token_hash: str) -> int | None:
    with database.everything() as session:
        return session_commune(session, token_hash)


def _whose(database: Database) -> str:
    """Whose site this is, before anybody is known: the only commune's, or nobody's."""
    with database.everything() as session:
        names = session.scalars(select(Commune.name).limit(2)).all()
    return names[0] if len(names) == 1 else ""
