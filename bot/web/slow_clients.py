"""Limits for slow clients, and for the number of pages one person keeps open.

aiohttp closes a connection without a complete request after KEEP_ALIVE_SECONDS.
`limit_slow_clients` refuses a body below a minimum pace. TCP closes the connection of a client that
does not read what we write.
"""

import asyncio
import socket

from aiohttp import web
from aiohttp.typedefs import Handler

KEEP_ALIVE_SECONDS = 75.0
"""Seconds; longer than reverse proxies keep an idle connection."""

LINGER_SECONDS = 3.0
"""Seconds to receive the rest of a body that is not read."""

BODY_CHECK_SECONDS = 20.0
"""Seconds within which a body must be complete or have grown by MIN_BODY_BYTES bytes."""
MIN_BODY_BYTES = 64 * 1024

WRITE_SECONDS = 30.0
"""Seconds within which a client must acknowledge what is written to it."""

MAX_OPEN_PAGES = 20
"""Pages that one person may have open at a time."""

TIMEOUT_FACTOR: web.AppKey[float] = web.AppKey("TIMEOUT_FACTOR", float)
"""Factor for these times: 1, less in tests."""


class TooSlow(TimeoutError):
    """The body of a request arrives too slowly"""


@web.middleware
async def limit_slow_clients(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 408 if the body arrives too slowly, and set the TCP timeout for writing."""
    factor = request.app[TIMEOUT_FACTOR]
    _limit_write_time(request, WRITE_SECONDS * factor)
    if not request.can_read_body:
        return await handler(request)
    watch = BodyWatch(request, BODY_CHECK_SECONDS * factor)
    try:
        return await handler(request)
    except TooSlow:
        raise web.HTTPRequestTimeout from None
    finally:
        watch.end()


class BodyWatch:
    """Checks every `seconds` that a body grows; fails its reader with TooSlow if not."""

    def __init__(self, request: web.Request, seconds: float) -> None:
        self._body = request.content
        self._seconds = seconds
        self._seen = 0
        self._wait()

    def end(self) -> None:
        self._next.cancel()

    def _wait(self) -> None:
        self._next = asyncio.get_running_loop().call_later(self._seconds, self._check)

    def _check(self) -> None:
        grown = self._body.total_bytes - self._seen
        self._seen += grown
        if self._body.is_eof():
            return
        if grown < MIN_BODY_BYTES:
            self._body.set_exception(TooSlow())
        else:
            self._wait()


def _limit_write_time(request: web.Request, seconds: float) -> None:
    connection = request.get_extra_info("socket")
    if connection is not None:
        milliseconds = round(seconds * 1000)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
