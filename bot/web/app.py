"""The site as an aiohttp application, for sign-in or training, and the server that runs it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.reports.calendar_feed import FEED_PATH, KIND
from bot.web import access, board, chat, events, files, health, totals, uploads
from bot.web.auth import AUTH_MODE, AuthMode
from bot.web.connections import ConnectionLimits, connection_limits, protocol_factory
from bot.web.files import TYPES
from bot.web.hooks import WebhookHandler, hook_route
from bot.web.security import LOCAL_HOSTS, add_headers, security_middleware
from bot.web.slow_clients import (
    KEEP_ALIVE_SECONDS,
    LINGER_SECONDS,
    TIMEOUT_FACTOR,
    limit_slow_clients,
)

CalendarContent = Callable[[str], Awaitable[bytes | None]]
"""Gives the iCalendar file for the token of a URL; None if the token is revoked or unknown."""
STATIC = Path(__file__).parent / "static"
MAX_BYTES = 64 * 1024
"""Largest request body; webhooks and uploads have limits of their own."""

ACCESS_CHECK_SECONDS = 20.0
"""Seconds between two checks that an open page may still be seen, and keep-alive bytes to it."""
BACKLOG = 128
"""Connections that may wait to be accepted."""
SHUTDOWN_SECONDS = 3.0
"""Seconds that running requests may take when the site shuts down."""


class TrainingNotLocal(Exception):
    """Training mode has no sign-in, so it may listen on 127.0.0.1 only"""


def make_app(
    auth_mode: AuthMode,
    keep_alive: float = ACCESS_CHECK_SECONDS,
    hooks: WebhookHandler | None = None,
    timeout_factor: float = 1.0,
    calendar: CalendarContent | None = None,
    board_context: board.BoardContext | None = None,
) -> web.Application:
    """The application. `auth_mode`: `SignIn` for the office, `Training` for training mode.

    `hooks` are the webhooks of platforms, `calendar` gives the content of calendar URLs; without
    them these routes do not exist. `keep_alive`: seconds between access checks of an open page.
    `timeout_factor` is multiplied into the timeouts for slow clients (tests use less than 1).
    """
    app = web.Application(
        middlewares=[limit_slow_clients, security_middleware], client_max_size=MAX_BYTES
    )
    app[AUTH_MODE] = auth_mode
    app[events.LIVE_PAGES] = events.LivePages(auth_mode)
    app[events.KEEP_ALIVE] = keep_alive
    app[TIMEOUT_FACTOR] = timeout_factor
    app[board.BOARD_CONTEXT] = board_context or board.BoardContext()
    app[uploads.UPLOAD_STATE] = uploads.UploadState(app[board.BOARD_CONTEXT].evidence)
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_close_pages)
    app.add_routes(auth_mode.routes())
    for each in (chat, events, files, uploads, board, totals, health):
        app.add_routes(each.routes)
    if hooks is not None:
        app.add_routes([hook_route(hooks)])
    if calendar is not None:
        app.add_routes([calendar_route(calendar)])
    app.router.add_static(access.STATIC, STATIC)
    access.check_routes(app)
    return app


@asynccontextmanager
async def open_site(
    app: web.Application, host: str, port: int, limits: ConnectionLimits | None = None
) -> AsyncIterator[str]:
    """Serve until the block ends; yields the site's URL (port 0: one chosen by the system).

    `limits`: of open connections, by default those of `connection_limits`. Raises TrainingNotLocal,
    or OSError if the port is taken.
    """
    if app[AUTH_MODE].local_only and host not in LOCAL_HOSTS:
        raise TrainingNotLocal
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=SHUTDOWN_SECONDS,
        keepalive_timeout=KEEP_ALIVE_SECONDS * app[TIMEOUT_FACTOR],
        lingering_time=LINGER_SECONDS * app[TIMEOUT_FACTOR],
    )
    await runner.setup()
    assert runner.server is not None
    admit = protocol_factory(runner.server, limits or connection_limits())
    try:
        listening = await asyncio.get_running_loop().create_server(
            admit, host, port, backlog=BACKLOG
        )
        try:
            yield f"http://{host}:{listening.sockets[0].getsockname()[1]}/"
        finally:
            listening.close()
    finally:
        await runner.cleanup()


async def _close_pages(app: web.Application) -> None:
    app[AUTH_MODE].pages.notifier.close()


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
