"""Security of every request and answer: headers, CSRF protection, host check, cookies.

CSRF: a random HttpOnly cookie, and in the page a token derived from it that requests must send.
Another site can make a browser send the cookie, but cannot learn the token.
"""

import hashlib
import hmac
import secrets
from ipaddress import IPv4Address, IPv6Network, ip_address

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.platforms import HOOKS
from bot.reports.calendar_feed import FEED_PATH
from bot.texts import web as texts
from bot.web.access import authorize
from bot.web.answers import RequestRefused, refusal_response
from bot.web.auth import AUTH_MODE
from bot.web.files import SHARED
from bot.web.pages import CSRF_TOKEN, render_page

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
VISIT_COOKIE = "visit"
SAFE_METHODS = ("GET", "HEAD")
NETWORK_BITS = 64
"""Of an IPv6 address: the bits that a provider gives to one customer."""
LOCAL_HOSTS = ("127.0.0.1", "::1", "localhost")


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
    files = request.path.startswith("/static/")
    response.headers["Cache-Control"] = "no-cache" if files else "no-store"


@web.middleware
async def security_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign hosts, CSRF and unauthorized requests; answer RequestRefused.

    Webhooks, shared files and calendars are passed on: their handlers check a secret.
    """
    if request.path.startswith((f"{HOOKS}/", f"{SHARED}/", f"{FEED_PATH}/")):
        return await handler(request)
    known = request.cookies.get(VISIT_COOKIE)
    visit = known or secrets.token_urlsafe(32)
    request[CSRF_TOKEN] = hmac.new(visit.encode(), b"page", hashlib.sha256).hexdigest()
    try:
        _check_host(request)
        if request.method not in SAFE_METHODS:
            await _check_origin(request)
        await authorize(request)
        response = await handler(request)
    except RequestRefused as refused:
        response = _refused(request, refused)
    if not response.prepared:
        request.app[AUTH_MODE].renew_cookie(request, response)
        if known is None:
            set_cookie(request, response, VISIT_COOKIE, visit)
    return response


def set_cookie(
    request: web.Request,
    response: web.StreamResponse,
    name: str,
    value: str,
    seconds: int | None = None,
) -> None:
    """Set an HttpOnly, SameSite=Strict cookie; without `seconds` it ends with the browser."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Strict",
        secure=request.secure or request.headers.get("X-Forwarded-Proto") == "https",
    )


def client_address(request: web.Request) -> str:
    """The client's IP address; behind a proxy on this machine the last X-Forwarded-For entry.

    Of an IPv6 address the network, since one machine has 2**64 addresses in it.
    """
    told = request.remote or ""
    if told in LOCAL_HOSTS:
        told = request.headers.get("X-Forwarded-For", told).rpartition(",")[2].strip()[:100]
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if isinstance(address, IPv4Address) or address.is_loopback:
        return told
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, NETWORK_BITS), strict=False))


def _refused(request: web.Request, refused: RequestRefused) -> web.Response:
    if "text/html" in request.headers.get("Accept", ""):
        unknown = refused.status == 401
        redirect = request.app[AUTH_MODE].sign_in_redirect(request) if unknown else None
        if redirect is not None:
            return redirect
        return render_page(request, "refused.html", refused.status, sentence=refused.sentence)
    return refusal_response(refused)


def _check_host(request: web.Request) -> None:
    """In training mode, refuse other host names: DNS rebinding could point one at this machine."""
    if request.app[AUTH_MODE].local_only and request.url.host not in LOCAL_HOSTS:
        raise RequestRefused(403, texts.NOT_UNDERSTOOD)


async def _check_origin(request: web.Request) -> None:
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise RequestRefused(403, texts.RELOAD)
    token = request.headers.get("X-CSRF-Token")
    if token is None and request.content_type == "application/x-www-form-urlencoded":
        token = str((await request.post()).get("csrf_token", ""))
    if not hmac.compare_digest((token or "").encode(), request[CSRF_TOKEN].encode()):
        raise RequestRefused(403, texts.RELOAD)
