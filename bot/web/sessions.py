"""Signing in with a one-time code, and the browser's session after it."""

import hashlib
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.channels.web import WebChannel
from bot.channels.web_lines import address_of
from bot.texts import web as texts
from bot.web.answers import Refused
from bot.web.entrance import EVENTS, Speaker, commune_name
from bot.web.pages import page
from bot.web.security import origin_of, set_cookie
from bot.web.uploads import BOUNDS
from storage.database import ScopedSession
from storage.person import find_address, holdings_of
from storage.web_session import WebSession, forget_expired, forget_session, web_session

Link = Callable[[str, str], Awaitable[int]]
"""Uses up a one-time code that somebody typed at an origin (for counting wrong ones there).

Gives the id of the person whose web address it linked. Raises Refused for a wrong, used or late
code, and after too many of them.
"""

COOKIE = "session"
LASTS = timedelta(days=30)
"""From the last visit or action."""

RENEWED_AFTER = timedelta(days=1)
RENEWED: web.RequestKey[bool] = web.RequestKey("RENEWED", bool)

LONGEST_CODE = 40
PLACE = re.compile(r"/(?:[a-z0-9-]+(?:/[a-z0-9-]+)*)?", re.ASCII)
"""What a page of this site is called; two slashes would lead to another."""


class SignIn:
    """The entrance of the office: a session made by a one-time code."""

    this_machine_only = False

    def __init__(self, channel: WebChannel, link: Link) -> None:
        self._channel = channel
        self._link = link

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

        Every visit and action begins its days anew; a page that only lies open does not.
        """
        acts = request.path != EVENTS
        found = await self._channel.transact(_signed_in, _hash(request), self._channel.now(), acts)
        if found is None:
            return None
        speaker, request[RENEWED] = found
        return speaker

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
        commune = await commune_name(self._channel)
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
            commune=await commune_name(self._channel),
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
            person_id = await self._link(code, origin_of(request))
        except Refused as refused:
            return await self._form(request, refused.status, refused.sentence, code)
        token = secrets.token_urlsafe(32)
        await self._channel.transact(_begin, person_id, _digest(token), self._channel.now())
        response = _go(_place(request.query.get("back", "/")))
        _keep_cookie(request, response, token)
        return response

    async def _sign_out(self, request: web.Request) -> web.Response:
        await self._channel.transact(forget_session, _hash(request))
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
) -> tuple[Speaker, bool] | None:
    """Who is signed in, and whether the session was renewed."""
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
    return Speaker(found.person_id, linked.person.name, posts), renewed


def _begin(session: ScopedSession, person_id: int, token_hash: str, now: datetime) -> None:
    forget_expired(session, now)
    session.add(WebSession(person_id=person_id, token_hash=token_hash, expires_at=now + LASTS))
