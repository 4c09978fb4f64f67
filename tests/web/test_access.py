"""Every route, requested by every rank and by a stranger, follows the access table."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.channels.zalo import ZaloChannel
from bot.reports.calendar_feed import Calendars
from bot.web import access
from bot.web.access import ROUTES, AccessNeed, RouteWithoutRow, check_routes, route_key
from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.sessions import LinkedPage, SignIn
from bot.web.training import Training
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import Inbound
from scheduler.ladder.office import NationalDays
from scheduler.work.permissions import ALLOWED, Action
from storage.words import Rank
from tests.web.browsing import Browser, browsing
from tests.web.world import START, Commons, Mornings, called

STRANGER = None
RANKS = (*Rank, STRANGER)
TOLD_OFF = (401, 403)
"""The statuses of a refused request."""

POSTS = {
    Rank.OFFICIAL: "cong-an",
    Rank.SECRETARY: "chanh-van-phong",
    Rank.HEAD: "bi-thu",
    Rank.DEPUTY: "pho-bi-thu",
}


@pytest.fixture
def everybody(commons: Commons) -> Commons:
    """A person of every rank."""
    commons.appoint(POSTS[Rank.DEPUTY], "Phó Bí thư Thường trực", Rank.DEPUTY)
    return commons


def office(commons: Commons) -> web.Application:
    """The office's site, where the name of a post is the code of its holder; Zalo calls it, too."""

    async def link(code: str, origin: str) -> LinkedPage:
        return LinkedPage(commons.commune_id, commons.people[code])

    async def accept(inbound: Inbound) -> None:
        raise AssertionError("a call without the secret was taken")

    zalo = ZaloChannel("1:x", commons.hand.now, "http://127.0.0.1:1", "http://127.0.0.1:1/hooks")
    hooks = called(commons.commune_id, zalo, accept)
    calendars = Calendars(commons.database, ManualClock(START), NationalDays())
    return make_app(
        SignIn(only_channel(commons.channel), link),
        hooks=hooks,
        calendar=calendars.content,
    )


def rows(app: web.Application) -> Iterator[tuple[str, web.AbstractRoute]]:
    for route in app.router.routes():
        if route.method != "HEAD":
            yield route_key(route), route


def may(rank: Rank | None, need: AccessNeed | Action) -> bool:
    if need in (AccessNeed.NOTHING, AccessNeed.NOT_THROUGH_PROXY):
        return True
    if need is AccessNeed.SESSION:
        return rank is not None
    return isinstance(need, Action) and rank is not None and need in ALLOWED[rank]


@asynccontextmanager
async def signed_in(url: str, rank: Rank | None) -> AsyncIterator[Browser]:
    async with browsing(url) as browser:
        await browser.open()
        if rank is not None:
            _, text = await browser.submit("/sign-in", code=POSTS[rank])
            assert "Đăng xuất" in text
            await browser.open()
        yield browser


async def asked(browser: Browser, route: web.AbstractRoute) -> int:
    """The status of a request with nothing sensible in it."""
    assert route.resource is not None
    place = route.resource.canonical.format(
        id="1", ref="x", secret="x", name="x", token="1.x", number="1"
    )
    place = f"{place}/site.css" if place == access.STATIC else place
    method = "POST" if route.method == "*" else route.method
    async with browser.session.request(
        method,
        browser.url / place.lstrip("/"),
        json={} if method == "POST" else None,
        headers={"X-CSRF-Token": browser.token},
        allow_redirects=False,
    ) as answer:
        return answer.status


@pytest.mark.parametrize("rank", RANKS, ids=lambda rank: rank or "stranger")
async def test_every_route_follows_the_access_table(everybody: Commons, rank: Rank | None) -> None:
    app = office(everybody)
    async with open_site(app, "127.0.0.1", 0) as url:
        for name, route in rows(app):
            async with signed_in(url, rank) as browser:
                status = await asked(browser, route)
            need = ROUTES[name]
            if need is AccessNeed.SECRET:
                assert status in (403, 404), name
            else:
                assert (status not in TOLD_OFF) == may(rank, need), (name, status)
            assert status != 500, name


RIGHTS = [
    pytest.param(rank, action, id=f"{rank or 'stranger'}-{action}")
    for rank in RANKS
    for action in (Action.SEE_ALL, Action.INVITE, Action.ANSWER)
]


@pytest.mark.parametrize(("rank", "action"), RIGHTS)
async def test_a_right_named_by_a_row_is_checked(
    everybody: Commons, monkeypatch: pytest.MonkeyPatch, rank: Rank | None, action: Action
) -> None:
    monkeypatch.setattr(access, "ROUTES", {**ROUTES, "GET /messages": action})
    app = office(everybody)
    [route] = (route for name, route in rows(app) if name == "GET /messages")
    async with open_site(app, "127.0.0.1", 0) as url, signed_in(url, rank) as browser:
        status = await asked(browser, route)
    if rank is None:
        assert status == 401
    else:
        assert status == (200 if action in ALLOWED[rank] else 403)


def test_every_row_has_a_route(everybody: Commons) -> None:
    training = make_app(Training(everybody.channel, Mornings(everybody, ())))
    served = {name for app in (office(everybody), training) for name, _ in rows(app)}
    assert served == ROUTES.keys()


def test_a_route_without_a_row_is_not_opened(everybody: Commons) -> None:
    async def new(request: web.Request) -> web.Response:
        return web.Response()

    app = office(everybody)
    app.router.add_get("/new", new)
    with pytest.raises(RouteWithoutRow, match="GET /new"):
        check_routes(app)


async def test_metrics_are_not_public(everybody: Commons) -> None:
    async with open_site(office(everybody), "127.0.0.1", 0) as url, browsing(url) as browser:
        for headers, expected in (({}, 200), ({"X-Forwarded-For": "203.0.113.7"}, 404)):
            async with browser.session.get(browser.url / "metrics", headers=headers) as answer:
                assert answer.status == expected
