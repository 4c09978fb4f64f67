"""Authorization: one table row for every route; the site does not start with a route missing."""

from collections.abc import Mapping
from enum import StrEnum

from aiohttp import web

from bot.channels.platforms import HOOKS
from bot.channels.web import WebChannel
from bot.queries.reader import actor_of_person
from bot.reports.calendar_feed import FEED_PATH, KIND
from bot.texts import web as texts
from bot.web.answers import RequestRefused
from bot.web.auth import known_channel, known_speaker
from bot.web.files import SHARED
from bot.web.urls import BOARD, SIGN_INS, TOTALS
from scheduler.calendar.working_time import local_day
from scheduler.work.change import Actor
from scheduler.work.permissions import Action, allowed


class AccessNeed(StrEnum):
    """What a request needs on routes that require no right of a post."""

    NOTHING = "nothing"
    NOT_THROUGH_PROXY = "nearby"  # direct access, not through the reverse proxy
    SECRET = "secret"  # nosec B105 # a secret in the URL or header, checked by the handler
    SESSION = "session"  # a known speaker


STATIC = "/static"

ROUTES: Mapping[str, AccessNeed | Action] = {
    "GET /": AccessNeed.NOTHING,
    "GET /sign-in": AccessNeed.NOTHING,
    "POST /sign-in": AccessNeed.NOTHING,
    "POST /sign-out": AccessNeed.NOTHING,
    f"GET {SIGN_INS}": AccessNeed.SESSION,
    f"POST {SIGN_INS}": AccessNeed.SESSION,
    "POST /clock": AccessNeed.NOTHING,
    "GET /healthz": AccessNeed.NOTHING,
    "GET /readyz": AccessNeed.NOTHING,
    "GET /metrics": AccessNeed.NOT_THROUGH_PROXY,
    f"GET {STATIC}": AccessNeed.NOTHING,
    f"* {HOOKS}": AccessNeed.SECRET,
    f"GET {SHARED}/{{id}}/{{secret}}/{{name}}": AccessNeed.SECRET,
    f"GET {FEED_PATH}/{{token}}.{KIND}": AccessNeed.SECRET,
    "GET /messages": AccessNeed.SESSION,
    "POST /messages": AccessNeed.SESSION,
    "POST /read": AccessNeed.SESSION,
    "GET /events": AccessNeed.SESSION,
    "GET /files/{id}": AccessNeed.SESSION,
    "GET /sent/{ref}": AccessNeed.SESSION,
    f"GET {BOARD}": Action.SEE_OWN,
    f"GET {TOTALS}": Action.SEE_TOTALS,
    f"GET {BOARD}/{{number}}": Action.SEE_OWN,
    f"GET {BOARD}/{{number}}/files/{{id}}": Action.SEE_OWN,
}
"""What each route needs; an Action is a right of one of the person's posts.

NOTHING is for routes that show nobody's data, redirect to sign-in, or exist in training mode only.
"""

ACTOR: web.RequestKey[Actor] = web.RequestKey("ACTOR", Actor)
"""The person with their posts; set on every route that needs an Action."""


class RouteWithoutRow(Exception):
    """A route has no row in bot.web.access.ROUTES"""


def route_key(route: web.AbstractRoute) -> str:
    """The key of a route in ROUTES. HEAD counts as GET."""
    place = route.resource.canonical if route.resource is not None else ""
    if place.startswith(f"{HOOKS}/"):
        return f"* {HOOKS}"
    return f"{'GET' if route.method == 'HEAD' else route.method} {place}"


def check_routes(app: web.Application) -> None:
    missing = {route_key(route) for route in app.router.routes()} - ROUTES.keys()
    if missing:
        raise RouteWithoutRow(", ".join(sorted(missing)))


async def authorize(request: web.Request) -> None:
    """Raise RequestRefused if the request does not have what its route needs; sets ACTOR."""
    route = request.match_info.route
    if route.resource is None:
        return
    need = ROUTES[route_key(route)]
    if need in (AccessNeed.NOTHING, AccessNeed.SECRET):
        return
    if need is AccessNeed.NOT_THROUGH_PROXY:
        _check_nearby(request)
        return
    speaker = await known_speaker(request)
    if isinstance(need, Action):
        channel = await known_channel(request)
        actor = await channel.transact(
            actor_of_person, speaker.person_id, WebChannel.name, local_day(channel.now())
        )
        if not allowed(actor.ranks, need):
            raise RequestRefused(403, texts.NOT_FOR_YOU)
        request[ACTOR] = actor


def _check_nearby(request: web.Request) -> None:
    """Refuse requests that came through the reverse proxy, so from outside the office."""
    if "X-Forwarded-For" in request.headers:
        raise RequestRefused(404, texts.NOT_FOR_YOU)
