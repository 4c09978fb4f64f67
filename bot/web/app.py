"""The site: one application, whichever the entrance."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.web import access, board, chat, events, files, health, totals, uploads
from bot.web.calendars import Content, calendar_route
from bot.web.entrance import ENTRANCE, Entrance
from bot.web.hooks import Hooks, hook_route
from bot.web.patience import KEEPS_ALIVE, LINGERS, PATIENCE, keep_pace
from bot.web.security import THIS_MACHINE, add_headers, guard

STATIC = Path(__file__).parent / "static"
MOST_BYTES = 64 * 1024
"""Of one request: a line of chat and more."""

RIGHT_HOLDS = 20.0
"""Seconds after which an open page's right to listen is tried again."""
LAST_WORDS = 3.0
"""Seconds that requests under way may still take when the site closes."""


class NotThisMachine(Exception):
    """Training mode has no sign-in, so it listens on 127.0.0.1 only"""


def make_app(
    entrance: Entrance,
    keep_alive: float = RIGHT_HOLDS,
    hooks: Hooks | None = None,
    patience: float = 1.0,
    calendar: Content | None = None,
    desk: board.BoardContext | None = None,
) -> web.Application:
    """The chat behind an entrance: `SignIn` for the office, `Training` for make run.

    Beside it the `hooks` that platforms call, what is behind a `calendar`'s address, and the board,
    which needs a `desk`.
    `keep_alive` is after how many seconds an open page's right to listen is tried again, and
    `patience` what the times that the slow are given are multiplied by.
    """
    app = web.Application(middlewares=[keep_pace, guard], client_max_size=MOST_BYTES)
    app[ENTRANCE] = entrance
    app[events.FOLLOWING] = events.Following(entrance)
    app[events.KEEP_ALIVE] = keep_alive
    app[PATIENCE] = patience
    app[board.DESK] = desk or board.BoardContext()
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_let_go)
    app.add_routes(entrance.routes())
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
async def open_site(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Listen until the block ends; gives the address of the site, with the port the machine chose
    for 0. Raises NotThisMachine, and OSError where the port is taken.
    """
    if app[ENTRANCE].this_machine_only and host not in THIS_MACHINE:
        raise NotThisMachine
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=LAST_WORDS,
        keepalive_timeout=KEEPS_ALIVE * app[PATIENCE],
        lingering_time=LINGERS * app[PATIENCE],
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def _let_go(app: web.Application) -> None:
    app[ENTRANCE].pages.notifier.close()
