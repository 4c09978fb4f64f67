"""Where programs that show calendars fetch the due dates of whoever gave them an address."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.reports.calendar_feed import KIND, PLACE
from bot.web.files import TYPES

Content = Callable[[str], Awaitable[bytes | None]]
"""The calendar behind the secret part of an address; None for a void one."""


def calendar_route(content: Content) -> web.RouteDef:
    """Where calendars are fetched."""

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

    return web.get(f"{PLACE}/{{token}}.{KIND}", calendar)
