"""How long the site waits for who is slow, and how much one person may keep open.

A connection that brings no whole request is closed after KEEPS_ALIVE seconds, by aiohttp itself; a
body must come at a pace; what is written must be taken, which the machine's TCP sees to.
"""

import asyncio
import socket

from aiohttp import web
from aiohttp.typedefs import Handler

KEEPS_ALIVE = 75.0
"""Seconds; longer than servers that stand in front keep a silent connection."""

LINGERS = 3.0
"""Seconds for the rest of a body that nobody wants to read."""

ROUND = 20.0
"""Seconds in which a body is here, or at least LEAST more bytes of it."""
LEAST = 64 * 1024

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
    watch = BodyWatch(request, ROUND * patience)
    try:
        return await handler(request)
    except TooSlow:
        raise web.HTTPRequestTimeout from None
    finally:
        watch.end()


class BodyWatch:
    """Looks after a body every so many seconds, until it is here."""

    def __init__(self, request: web.Request, seconds: float) -> None:
        self._body = request.content
        self._seconds = seconds
        self._seen = 0
        self._wait()

    def end(self) -> None:
        """Look no more."""
        self._next.cancel()

    def _wait(self) -> None:
        self._next = asyncio.get_running_loop().call_later(self._seconds, self._look)

    def _look(self) -> None:
        came = self._body.total_bytes - self._seen
        self._seen += came
        if self._body.is_eof():
            return
        if came < LEAST:
            self._body.set_exception(TooSlow())
        else:
            self._wait()


def _must_take(request: web.Request, seconds: float) -> None:
    line = request.get_extra_info("socket")
    if line is not None:
        milliseconds = round(seconds * 1000)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
