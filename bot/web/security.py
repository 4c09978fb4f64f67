"""What every request and answer of the site goes through.

A page's secret: a random cookie that no script can read, and in the page itself a token made from
it. Another site can make a browser send the cookie, but never learns the token.
"""

import hashlib
import hmac
import secrets

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.webhook_path import HOOKS
from bot.reports.calendar_feed import PLACE
from bot.texts import web as texts
from bot.web.access import admit
from bot.web.answers import RequestRefused, refusal
from bot.web.entrance import ENTRANCE
from bot.web.files import SHARED
from bot.web.pages import TOKEN, page

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
VISIT = "visit"
HARMLESS = ("GET", "HEAD")
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Headers of every answer, refusals and files too."""
    response.headers.update(HEADERS)
    files = request.path.startswith("/static/")
    response.headers["Cache-Control"] = "no-cache" if files else "no-store"


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse strange hosts and actions that did not start on one of our own pages.

    What comes from no page of ours shows its own secret instead: a platform's call, and whoever
    follows a public address.
    """
    if request.path.startswith((f"{HOOKS}/", f"{SHARED}/", f"{PLACE}/")):
        return await handler(request)
    known = request.cookies.get(VISIT)
    visit = known or secrets.token_urlsafe(32)
    request[TOKEN] = _token(visit)
    try:
        _check_host(request)
        if request.method not in HARMLESS:
            await _check_origin(request)
        await admit(request)
        response = await handler(request)
    except RequestRefused as refused:
        response = _tell(request, refused)
    if not response.prepared:
        request.app[ENTRANCE].remember(request, response)
        if known is None:
            set_cookie(request, response, VISIT, visit)
    return response


def set_cookie(
    request: web.Request,
    response: web.StreamResponse,
    name: str,
    value: str,
    seconds: int | None = None,
) -> None:
    """A cookie that only our own pages send back and no script reads; for the visit by default."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Strict",
        secure=request.secure or request.headers.get("X-Forwarded-Proto") == "https",
    )


def origin_of(request: web.Request) -> str:
    """The machine a request comes from; a server in front of us on this one names it last."""
    remote = request.remote or ""
    if remote not in THIS_MACHINE:
        return remote
    return request.headers.get("X-Forwarded-For", remote).rpartition(",")[2].strip()[:100]


def _tell(request: web.Request, refused: RequestRefused) -> web.Response:
    if "text/html" in request.headers.get("Accept", ""):
        door = request.app[ENTRANCE].door(request) if refused.status == 401 else None
        if door is not None:
            return door
        return page(request, "refused.html", refused.status, sentence=refused.sentence)
    return refusal(refused)


def _token(visit: str) -> str:
    return hmac.new(visit.encode(), b"page", hashlib.sha256).hexdigest()


def _check_host(request: web.Request) -> None:
    """Another site can point its own name at this machine; in training nothing else guards it."""
    if request.app[ENTRANCE].this_machine_only and request.url.host not in THIS_MACHINE:
        raise RequestRefused(403, texts.NOT_UNDERSTOOD)


async def _check_origin(request: web.Request) -> None:
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise RequestRefused(403, texts.RELOAD)
    told = request.headers.get("X-CSRF-Token")
    if told is None and request.content_type == "application/x-www-form-urlencoded":
        told = str((await request.post()).get("csrf_token", ""))
    if not hmac.compare_digest((told or "").encode(), request[TOKEN].encode()):
        raise RequestRefused(403, texts.RELOAD)
