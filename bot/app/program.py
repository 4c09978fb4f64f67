"""The single process of ENGINE=embedded: it receives, handles, fires, sends and serves the site."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.app.channel_registry import REFRESH_INTERVAL
from bot.app.receiving import MessageReceiver
from bot.app.site import open_office
from bot.app.training import START, fill_posts
from bot.app.wiring import Services, make_services
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.importers.shipped import PLANS
from bot.language import warm
from bot.reports.handouts import Draw
from bot.sandbox.runner import run
from bot.settings import Settings
from bot.web.app import ACCESS_CHECK_SECONDS
from scheduler.calendar.clock import Clock, ManualClock
from scheduler.delivery.channel import AcceptInbound
from scheduler.delivery.rate_limit import RateLimiter
from scheduler.engine.runners.embedded import EmbeddedRunner
from scheduler.ladder.office import NationalDays, calendar_for
from storage.commune import MOVED_BY_HAND, communes, program_clock
from storage.database import Database

log = logging.getLogger(__name__)

TRAINING_PLAN = PLANS / "nguyen-luong-bang-2025.yaml"


class MixedClocks(Exception):
    """The database is bound to another kind of clock (real or rehearsal)"""


def bind_clock(database: Database, kind: str) -> datetime | None:
    """Bind a database to a kind of clock (REAL or MOVED) at its first run.

    Returns the latest moment it has reached (aware UTC), or None. Raises MixedClocks.
    """
    with database.everything() as session:
        row = program_clock(session)
        row.clock = row.clock or kind
        if row.clock != kind:
            raise MixedClocks
        return max((at for at in (row.moved_to, row.ticked_at) if at is not None), default=None)


def import_training_plan(database: Database, national: NationalDays, now: datetime) -> None:
    """Store the training plan (Nguyen Luong Bang, 2025)."""
    text = TRAINING_PLAN.read_text(encoding="utf-8")
    plan = read_plan(text, str(TRAINING_PLAN), None, calendar_for(now, national))
    save_plan(database, national, plan, now)


@dataclass(frozen=True, slots=True)
class Program:
    """The running process and the events that wake its tasks."""

    services: Services
    runner: EmbeddedRunner
    inbound_event: asyncio.Event
    stopped: asyncio.Event
    files_event: asyncio.Event

    async def handle_inbox(self) -> None:
        """Handle inbound messages until stopped; a failure is logged and retried."""
        self.inbound_event.set()
        while not self.stopped.is_set():
            with contextlib.suppress(TimeoutError):
                # A resumed commune has waiting messages without a new event.
                async with asyncio.timeout(REFRESH_INTERVAL):
                    await self.inbound_event.wait()
            self.inbound_event.clear()
            try:
                await self.services.inbox.handle_all(handled=self._on_handled)
            except Exception:
                log.exception("inbound messages could not be handled")
                pause = self.services.settings.tick_seconds
                asyncio.get_running_loop().call_later(pause, self.inbound_event.set)
            self.runner.nudge()
            self.files_event.set()
            self.services.menus.nudge(self.services.inbox.take_active_communes())

    async def fetch_files(self) -> None:
        """Fetch files of inbound messages, and retry failed ones, until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                # Not wait_for: in Python 3.11 it forgets a cancellation that comes with the event.
                async with asyncio.timeout(self.services.settings.tick_seconds):
                    await self.files_event.wait()
            self.files_event.clear()
            try:
                if await self.services.fetcher.fetch_all():
                    self.runner.nudge()
            except Exception:
                log.exception("files could not be fetched")

    async def run(self, background: Iterable[Coroutine[Any, Any, None]] = ()) -> None:
        """Run all tasks until stopped or cancelled; `background` ends with them."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.handle_inbox())
            tasks.create_task(self.runner.run())
            tasks.create_task(asyncio.to_thread(warm))
            cancelled_at_stop = [
                tasks.create_task(self.fetch_files()),
                tasks.create_task(self.services.menus.run()),
            ]
            services = self.services
            receiving = MessageReceiver(
                services.channels, services.database, services.clock, self.accept_for
            )
            cancelled_at_stop.append(tasks.create_task(receiving.run()))
            cancelled_at_stop += [tasks.create_task(work) for work in background]
            await self.stopped.wait()
            for task in cancelled_at_stop:
                task.cancel()

    def stop(self) -> None:
        """Take no new work; `run` ends when messages being sent are recorded."""
        self.stopped.set()
        self.services.stop()
        self.runner.stop()
        self.inbound_event.set()

    def accept_for(self, commune_id: int, name: str) -> AcceptInbound:
        """The function that commits one channel's inbound messages."""
        return self.services.accept_for(commune_id, name, self.on_inbound)

    def serve_site(
        self, keep_alive: float = ACCESS_CHECK_SECONDS
    ) -> AbstractAsyncContextManager[str]:
        """Serve the site within the block; yields its address."""
        return open_office(self.services, self.on_inbound, self._on_outbound, keep_alive)

    async def on_inbound(self, commune_id: int) -> None:
        """Wake the inbox: a message of that commune was committed."""
        self.inbound_event.set()

    async def _on_handled(self, commune_id: int) -> None:
        self.runner.wake_for_answers()

    async def _on_outbound(self, commune_id: int) -> None:
        self.runner.nudge()


def make_program(
    settings: Settings,
    database: Database,
    clock: Clock,
    national: NationalDays,
    limiter: type[RateLimiter] = RateLimiter,
    draw: Draw = run,
) -> Program:
    """Wire the process. Raises NoCommune without a commune."""
    services = make_services(settings, database, clock, national, limiter, draw)
    return Program(
        services=services,
        runner=EmbeddedRunner(database, clock, national, services.outbox, settings.tick_seconds),
        inbound_event=asyncio.Event(),
        stopped=asyncio.Event(),
        files_event=asyncio.Event(),
    )


def prepare_training(database: Database, national: NationalDays) -> ManualClock:
    """Fill a training database: the plan of 2025, a person in every post. Returns its clock."""
    clock = ManualClock(bind_clock(database, MOVED_BY_HAND) or START)
    with database.everything() as session:
        empty = not communes(session)
    if empty:
        import_training_plan(database, national, clock.now())
    with database.everything() as session:
        ids = [commune.id for commune in communes(session)]
    for commune_id in ids:
        fill_posts(database, commune_id, clock.now())
    return clock
