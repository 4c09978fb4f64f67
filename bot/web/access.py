"""Who may ask for what of the site: a row for every route; a route without a row is not opened."""

from collections.abc import Mapping
from enum import StrEnum

from aiohttp import web

from bot.channels.web import WebChannel
from bot.channels.webhook_path import HOOKS
from bot.queries.reader import actor_of_person
from bot.reports.calendar_feed import KIND, PLACE
from bot.texts import web as texts
from bot.web.address import BOARD, TOTALS
from bot.web.answers import RequestRefused
from bot.web.entrance import known_channel, known_speaker
from bot.web.files import SHARED
from scheduler.calendar.working_time import local_day
from scheduler.work.occasion import Actor
from scheduler.work.permissions import Action, allowed


class Need(StrEnum):
    """What a request must show where no right of a post is asked for."""

    NOTHING = "nothing"
    NEARBY = "nearby"
    SECRET = "secret"  # nosec B105 # the name of what is needed
    SESSION = "session"


STATIC = "/static"

ROUTES: Mapping[str, Need | Action] = {
    "GET /": Need.NOTHING,
    "GET /sign-in": Need.NOTHING,
    "POST /sign-in": Need.NOTHING,
    "POST /sign-out": Need.NOTHING,
    "POST /clock": Need.NOTHING,
    "GET /healthz": Need.NOTHING,
    "GET /readyz": Need.NOTHING,
    "GET /metrics": Need.NEARBY,
    f"GET {STATIC}": Need.NOTHING,
    f"* {HOOKS}": Need.SECRET,
    f"GET {SHARED}/{{id}}/{{secret}}/{{name}}": Need.SECRET,
    f"GET {PLACE}/{{token}}.{KIND}": Need.SECRET,
    "GET /messages": Need.SESSION,
    "POST /messages": Need.SESSION,
    "POST /read": Need.SESSION,
    "GET /events": Need.SESSION,
    "GET /files/{id}": Need.SESSION,
    "GET /sent/{ref}": Need.SESSION,
    f"GET {BOARD}": Action.SEE_OWN,
    f"GET {TOTALS}": Action.SEE_TOTALS,
    f"GET {BOARD}/{{number}}": Action.SEE_OWN,
    f"GET {BOARD}/{{number}}/files/{{id}}": Action.SEE_OWN,
}
"""Each route and what it needs: nothing where it tells of nobody (or sends to the sign-in page, or
is of training, on this machine only), not to come through the server that stands in front, a secret
of its own, whose page it is, or a right.
"""

ACTOR: web.RequestKey[Actor] = web.RequestKey("ACTOR", Actor)
"""Who asks, with their posts; there on every route that needs a right."""


class NoRow(Exception):
    """A route has no row in bot.web.access.ROUTES"""


def row_of(route: web.AbstractRoute) -> str:
    """The name of a route's row. A request for the head alone is one for the whole."""
    place = route.resource.canonical if route.resource is not None else ""
    if place.startswith(f"{HOOKS}/"):
        return f"* {HOOKS}"
    return f"{'GET' if route.method == 'HEAD' else route.method} {place}"


def check_routes(app: web.Application) -> None:
    """Raise NoRow for a route that nobody said who may ask for."""
    missing = {row_of(route) for route in app.router.routes()} - ROUTES.keys()
    if missing:
        raise NoRow(", ".join(sorted(missing)))


async def admit(request: web.Request) -> None:
    """Refuse who may not ask for this."""
    route = request.match_info.route
    if route.resource is None:
        return
    need = ROUTES[row_of(route)]
    if need in (Need.NOTHING, Need.SECRET):
        return
    if need is Need.NEARBY:
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
    """What is for the machines of the office is not there for those outside it."""
    if "X-Forwarded-For" in request.headers:
        raise RequestRefused(404, texts.NOT_FOR_YOU)
