"""Opens the web server of a process: the office's site behind its sign-in, or the training page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pkgutil import resolve_name

from bot.app.training import ClockControl
from bot.app.wiring import CommuneCallback, Services
from bot.channels.web import WebChannel
from bot.reports.calendar_feed import Calendars
from bot.web.app import ACCESS_CHECK_SECONDS, make_app, open_site
from bot.web.auth import WebChannels
from bot.web.board import BoardContext
from bot.web.hooks import WebhookHandler
from bot.web.sessions import SignIn
from bot.web.sign_in_code import SignInCodes
from bot.web.training import Training
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import AcceptInbound
from scheduler.engine.runners.embedded import EmbeddedRunner

LISTEN = "bot.web.listening:listen"
"""Imported only with PostgreSQL: its driver is large."""


def _all_pages(services: Services) -> WebChannels:

    async def of(commune_id: int) -> WebChannel | None:
        found = await services.channels.find(commune_id, WebChannel.name)
        return found if isinstance(found, WebChannel) else None

    return WebChannels(services.database, services.clock.now, services.channels.notifier, of)


@asynccontextmanager
async def open_office(
    services: Services,
    on_inbound: CommuneCallback,
    on_outbound: CommuneCallback,
    keep_alive: float = ACCESS_CHECK_SECONDS,
) -> AsyncIterator[str]:
    """Serve all communes' pages (sign-in by one-time code) and webhooks; yields the address.

    `on_inbound` is called after a platform's message is committed, `on_outbound` when a commune has
    something to send; `keep_alive` (seconds) as in `make_app`.
    """
    codes = SignInCodes(services.database, services.clock, on_outbound)
    calendars = Calendars(services.database, services.clock, services.national)
    app = make_app(
        SignIn(_all_pages(services), codes.sign_in),
        keep_alive=keep_alive,
        hooks=WebhookHandler(services.channels.find, partial(_accept_for, services, on_inbound)),
        calendar=calendars.content,
        board_context=_board_context(services),
    )
    async with (
        open_site(app, services.settings.web_host, services.settings.web_port) as address,
        _listen_for_messages(services),
    ):
        yield address


@asynccontextmanager
async def _listen_for_messages(services: Services) -> AsyncIterator[None]:
    """On PostgreSQL: wake pages when another process stores a message for them."""
    notifier = services.channels.notifier
    if services.database.is_sqlite:
        yield
        return
    listen = resolve_name(LISTEN)
    task = asyncio.create_task(listen(services.database, notifier.notify, notifier.notify_all))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _accept_for(
    services: Services, on_inbound: CommuneCallback, commune_id: int, name: str
) -> AcceptInbound:
    return services.accept_for(commune_id, name, on_inbound)


def _board_context(services: Services) -> BoardContext:
    return BoardContext(services.national, services.settings.evidence_folder)


@asynccontextmanager
async def open_training(
    services: Services, clock: ManualClock, runner: EmbeddedRunner
) -> AsyncIterator[str]:
    """Serve the training page; yields its address."""
    control = ClockControl(services.database, clock, services.national, runner)
    channel = next(each for each in services.channels.values() if isinstance(each, WebChannel))
    calendars = Calendars(services.database, services.clock, services.national)
    app = make_app(
        Training(channel, control),
        calendar=calendars.content,
        board_context=_board_context(services),
    )
    async with open_site(app, services.settings.web_host, services.settings.web_port) as address:
        yield address
