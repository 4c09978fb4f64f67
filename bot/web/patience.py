"""How long the site waits for who is slow, and how much one person may keep open.

A connection that brings no whole request is closed after KEEPS_ALIVE seconds, by aiohttp itself; a
body must come at a pace; what is written must be taken, which the machine's TCP sees to.
"""

import asyncio
import socket

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.uploads import LARGEST_FORM

KEEPS_ALIVE = 75.0
"""Seconds; longer than servers that stand in front keep a silent connection."""

LINGERS = 3.0
"""Seconds for the rest of a body that nobody wants to read."""

BODY_BEGINS = 20.0
"""Seconds that any body may take, and for each LEAST_PACE bytes one second more."""
LEAST_PACE = 16 * 1024

TAKES = 30.0
"""Seconds in which a visitor's machine takes what is written to it."""

MOST_WINDOWS = 20
"""Open pages of one person."""

PATIENCE: web.AppKey[float] = web.AppKey("PATIENCE", float)
"""What these times are multiplied by: one, and less in tests."""


class TooSlow(TimeoutError):
    """A body does not come at the pace that is asked for"""


@web.middleware
async def keep_pace(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give up a visitor that is too slow, whoever reads from it or writes to it."""
    patience = request.app[PATIENCE]
    _must_take(request, TAKES * patience)
    if not request.can_read_body:
        return await handler(request)
    files = request.content_type == "multipart/form-data"
    most = min(request.content_length or 0, LARGEST_FORM if files else request.client_max_size)
    seconds = (BODY_BEGINS + most / LEAST_PACE) * patience
    late = asyncio.get_running_loop().call_later(seconds, _give_up, request)
    try:
        return await handler(request)
    except TooSlow:
        raise web.HTTPRequestTimeout from None
    finally:
        late.cancel()


def _must_take(request: web.Request, seconds: float) -> None:
    line = request.get_extra_info("socket")
    if line is not None:
        milliseconds = round(seconds * 1000)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)


def _give_up(request: web.Request) -> None:
    if not request.content.is_eof():
        request.content.set_exception(TooSlow())
