"""Sign-in with a one-time code, and the browser session that follows."""

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
from bot.web import sign_ins
from bot.web.answers import RequestRefused
from bot.web.auth import EVENTS, PageUser, WebChannels, commune_header, known_channel
from bot.web.devices import device_of
from bot.web.pages import render_page
from bot.web.security import client_address, set_cookie
from bot.web.uploads import UPLOAD_LIMITS
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.person import find_address, holdings_of
from storage.web_session import (
    SESSION_LIFETIME,
    WebSession,
    forget_expired,
    forget_session,
    session_commune,
    web_session,
)


class LinkedPage(NamedTuple):
    """The commune and person whose page was linked by a code.

    `confirmed_at`: for a code made on a page, when that page was confirmed (see WebSession); None
    for other codes.
    """

    commune_id: int
    person_id: int
    confirmed_at: datetime | None = None


LinkByCode = Callable[[str, str], Awaitable[LinkedPage]]
"""Uses up a one-time code; the second argument is the client's IP address, to count wrong codes.

Raises RequestRefused for a wrong, used or expired code, and after too many of them.
"""

COOKIE = "session"
RENEW_INTERVAL = timedelta(days=1)
"""A session is extended at most once in this time."""
RENEWED: web.RequestKey[bool] = web.RequestKey("RENEWED", bool)

MAX_CACHED = 10_000
"""Sessions whose commune is cached in memory."""

MAX_CODE = 40
SITE_PATH = re.compile(r"/(?:[a-z0-9-]+(?:/[a-z0-9-]+)*)?", re.ASCII)
"""Paths of this site; `//host` would lead to another one."""


class SignIn:
    """The office's mode: a session begun with a one-time code."""

    local_only = False

    def __init__(self, pages: WebChannels, link: LinkByCode) -> None:
        self.pages = pages
        self._link = link
        self._communes: OrderedDict[str, int] = OrderedDict()

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        return (
            web.get("/", self._chat),
            web.get("/sign-in", self._show_form),
            web.post("/sign-in", self._sign_in),
            web.post("/sign-out", self._sign_out),
            *sign_ins.routes,
        )

    async def speaker(self, request: web.Request) -> PageUser | None:
        """The person of the browser's session; None if it expired or the page is not linked.

        A visit or action extends the session; an open page alone does not. Raises RequestRefused
        (503) if the commune is suspended.
        """
        token_hash = _hash(request)
        channel = await self._channel(token_hash)
        if channel is None:
            return None
        acts = request.path != EVENTS
        found = await channel.transact(_signed_in, token_hash, channel.now(), acts)
        if found is None:
            return None
        speaker, request[RENEWED], suspended = found
        if suspended:
            raise RequestRefused(503, SUSPENDED_PAGE)
        return speaker

    async def _channel(self, token_hash: str) -> WebChannel | None:
        """The web channel of the session's commune, which never changes and so is cached."""
        commune_id = self._communes.get(token_hash)
        if commune_id is None:
            database = self.pages.database
            commune_id = await database.run(_commune_of, database, token_hash)
        if commune_id is None:
            return None
        self._communes[token_hash] = commune_id
        while len(self._communes) > MAX_CACHED:
            self._communes.popitem(last=False)
        return await self.pages.channel_of(commune_id)

    def sign_in_redirect(self, request: web.Request) -> web.Response | None:
        return _sign_in_redirect(request)

    def renew_cookie(self, request: web.Request, response: web.StreamResponse) -> None:
        """Set the cookie again if this request extended the session."""
        if request.get(RENEWED):
            _keep_cookie(request, response, request.cookies[COOKIE])

    def url_parameters(self, request: web.Request) -> Mapping[str, str]:
        return {}

    def wake_address(self, speaker: PageUser) -> str | None:
        return speaker.address

    async def news_event_data(self) -> dict[str, Any] | None:
        return None

    async def _chat(self, request: web.Request) -> web.Response:
        speaker = await self.speaker(request)
        if speaker is None:
            return _sign_in_redirect(request)
        commune = await commune_header(await known_channel(request))
        return render_page(request, "chat.html", speaker=speaker, commune=commune, **UPLOAD_LIMITS)

    async def _show_form(self, request: web.Request) -> web.Response:
        return await self._form(request, 200, "", request.query.get("code", ""))

    async def _form(
        self, request: web.Request, status: int, problem: str, code: str = ""
    ) -> web.Response:
        return render_page(
            request,
            "sign_in.html",
            status,
            commune=await self.pages.database.run(_only_commune_name, self.pages.database),
            problem=problem,
            expired="expired" in request.query,
            back=_safe_path(request.query.get("back", "/")),
            code=code[:MAX_CODE],
        )

    async def _sign_in(self, request: web.Request) -> web.Response:
        code = str((await request.post()).get("code", "")).strip()
        if not code:
            return await self._form(request, 422, texts.TYPE_A_CODE)
        try:
            linked = await self._link(code, client_address(request))
        except RequestRefused as refused:
            return await self._form(request, refused.status, refused.sentence, code)
        token = secrets.token_urlsafe(32)
        database, now = self.pages.database, self.pages.now()
        device = device_of(request.headers.get("User-Agent", ""))
        await database.run(_begin, database, linked, _digest(token), device, now)
        response = _redirect(_safe_path(request.query.get("back", "/")))
        _keep_cookie(request, response, token)
        return response

    async def _sign_out(self, request: web.Request) -> web.Response:
        channel = await self._channel(_hash(request))
        if channel is not None:
            await channel.transact(forget_session, _hash(request))
        response = _redirect("/sign-in")
        response.del_cookie(COOKIE)
        return response


def _sign_in_redirect(request: web.Request) -> web.Response:
    query = {} if request.path == "/" else {"back": request.path}
    if COOKIE in request.cookies:
        query["expired"] = "1"
    return _redirect(f"/sign-in?{urlencode(query)}" if query else "/sign-in")


def _safe_path(path: str) -> str:
    """The path if it is one of this site, else `/`: no open redirect."""
    return path if SITE_PATH.fullmatch(path) else "/"


def _redirect(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _hash(request: web.Request) -> str:
    """The hash of the session cookie; without one the hash of "", which no session has."""
    return _digest(request.cookies.get(COOKIE, ""))


def _keep_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    set_cookie(request, response, COOKIE, token, int(SESSION_LIFETIME.total_seconds()))


def _signed_in(
    session: ScopedSession, token_hash: str, now: datetime, acts: bool
) -> tuple[PageUser, bool, bool] | None:
    """The speaker, whether the session was extended, and whether the commune is suspended."""
    found = web_session(session, token_hash, now)
    if found is None:
        return None
    linked = find_address(session, WebChannel.name, address_of(found.person_id))
    if linked is None:
        return None
    posts = tuple(holding.post.name for holding in holdings_of(session, found.person_id))
    renewed = acts and found.expires_at <= now + SESSION_LIFETIME - RENEW_INTERVAL
    if renewed:
        found.expires_at = now + SESSION_LIFETIME
    suspended = session.scalars(select(Commune.suspended_at)).one() is not None
    speaker = PageUser(found.commune_id, found.person_id, linked.person.name, posts, found.id)
    return speaker, renewed, suspended


def _begin(
    database: Database, linked: LinkedPage, token_hash: str, device: str, now: datetime
) -> None:
    with database.commune(linked.commune_id) as session:
        forget_expired(session, now)
        session.add(
            WebSession(
                person_id=linked.person_id,
                token_hash=token_hash,
                expires_at=now + SESSION_LIFETIME,
                signed_in_at=now,
                confirmed_at=linked.confirmed_at or now,
                device=device,
            )
        )


def _commune_of(database: Database, token_hash: str) -> int | None:
    with database.everything() as session:
        return session_commune(session, token_hash)


def _only_commune_name(database: Database) -> str:
    """The commune's name for the sign-in page; "" if the site serves several."""
    with database.everything() as session:
        names = session.scalars(select(Commune.name).limit(2)).all()
    return names[0] if len(names) == 1 else ""
