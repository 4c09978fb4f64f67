"""The route at which calendar programs fetch a person's due dates (iCalendar)."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.reports.calendar_feed import FEED_PATH, KIND
from bot.web.files import TYPES

CalendarContent = Callable[[str], Awaitable[bytes | None]]
"""Gives the iCalendar file for the token of a URL; None if the token is revoked or unknown."""


def calendar_route(content: CalendarContent) -> web.RouteDef:

    async def calendar(request: web.Request) -> web.Response:
        found = await content(request.match_info["token"])
        if found is None:
            return web.Response(status=404)
        return web.Response(
            body=found,
            content_type=TYPES[KIND],
            charset="utf-8",
            headers={"X-Robots-Tag": "noindex"},
        )

    return web.get(f"{FEED_PATH}/{{token}}.{KIND}", calendar)
