"""The site as a process opens it: the office's page behind its door, or the training page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pkgutil import resolve_name

from bot.app.training import Control
from bot.app.wiring import Heard, Parts
from bot.channels.web import WebChannel
from bot.reports.calendar_feed import Calendars
from bot.web.app import ACCESS_CHECK_SECONDS, make_app, open_site
from bot.web.auth import Pages
from bot.web.board import BoardContext
from bot.web.hooks import Hooks
from bot.web.sessions import SignIn
from bot.web.sign_in_code import SignInCodes
from bot.web.training import Training
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import AcceptInbound
from scheduler.engine.runners.embedded import Embedded

LISTEN = "bot.web.listening:listen"
"""Loaded for PostgreSQL alone, whose driver is large."""


def _all_pages(parts: Parts) -> Pages:
    """The pages of every commune."""

    async def of(commune_id: int) -> WebChannel | None:
        found = await parts.channels.find(commune_id, WebChannel.name)
        return found if isinstance(found, WebChannel) else None

    return Pages(parts.database, parts.clock.now, parts.channels.notifier, of)


@asynccontextmanager
async def open_office(
    parts: Parts, heard: Heard, ready: Heard, keep_alive: float = ACCESS_CHECK_SECONDS
) -> AsyncIterator[str]:
    """The pages of all communes, entered by a one-time code, and where platforms call; gives their
    address.

    `heard` is told of messages that platforms hand in, `ready` of communes for
    which something may be sent; `keep_alive` is as of `make_app`.
    """
    codes = SignInCodes(parts.database, parts.clock, ready)
    calendars = Calendars(parts.database, parts.clock, parts.national)
    app = make_app(
        SignIn(_all_pages(parts), codes.use),
        keep_alive=keep_alive,
        hooks=Hooks(parts.channels.find, partial(_accept, parts, heard)),
        calendar=calendars.content,
        board_context=_board_context(parts),
    )
    async with (
        open_site(app, parts.settings.web_host, parts.settings.web_port) as address,
        _listening(parts),
    ):
        yield address


@asynccontextmanager
async def _listening(parts: Parts) -> AsyncIterator[None]:
    """Pages are woken by what other processes keep for them, too, where there may be others."""
    notifier = parts.channels.notifier
    if parts.database.is_sqlite:
        yield
        return
    listen = resolve_name(LISTEN)
    task = asyncio.create_task(listen(parts.database, notifier.notify, notifier.notify_all))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _accept(parts: Parts, heard: Heard, commune_id: int, name: str) -> AcceptInbound:
    return parts.accept_for(commune_id, name, heard)


def _board_context(parts: Parts) -> BoardContext:
    return BoardContext(parts.national, parts.settings.evidence_folder)


@asynccontextmanager
async def open_training(parts: Parts, clock: ManualClock, runner: Embedded) -> AsyncIterator[str]:
    """The training page; gives its address."""
    control = Control(parts.database, clock, parts.national, runner)
    channel = next(each for each in parts.channels.values() if isinstance(each, WebChannel))
    calendars = Calendars(parts.database, parts.clock, parts.national)
    app = make_app(
        Training(channel, control), calendar=calendars.content, board_context=_board_context(parts)
    )
    async with open_site(app, parts.settings.web_host, parts.settings.web_port) as address:
        yield address
