"""The only file that knows every part: opens the database, the channels, the engine, the site."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.app.open_channels import LOOKS_AGAIN
from bot.app.receiving import Receiving
from bot.app.site import open_office
from bot.app.training import START, seat_everybody
from bot.app.wiring import Parts, make_parts
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
from scheduler.engine.runners.embedded import Embedded
from scheduler.ladder.office import NationalDays, calendar_for
from storage.commune import MOVED, communes, pulse
from storage.database import Database

log = logging.getLogger(__name__)

TRAINING_PLAN = PLANS / "nguyen-luong-bang-2025.yaml"


class MixedClocks(Exception):
    """A database that ran on one clock is not to be run on another"""


def hold_clock(database: Database, kind: str) -> datetime | None:
    """Bind a database to its kind of clock at the first run; how far a moved clock has come.

    Raises MixedClocks when it ran on the other kind before.
    """
    with database.everything() as session:
        row = pulse(session)
        row.clock = row.clock or kind
        if row.clock != kind:
            raise MixedClocks
        return max((at for at in (row.moved_to, row.ticked_at) if at is not None), default=None)


def import_training_plan(database: Database, national: NationalDays, now: datetime) -> None:
    """Load the plan of 2025."""
    text = TRAINING_PLAN.read_text(encoding="utf-8")
    plan = read_plan(text, str(TRAINING_PLAN), None, calendar_for(now, national))
    save_plan(database, national, plan, now)


@dataclass(frozen=True, slots=True)
class Program:
    """The running whole: one process that does everything."""

    parts: Parts
    runner: Embedded
    spoken: asyncio.Event
    stopped: asyncio.Event
    filed: asyncio.Event

    async def handle_inbox(self) -> None:
        """Handle what was said, until stopped; a failure is logged and what waits tried again."""
        self.spoken.set()
        while not self.stopped.is_set():
            with contextlib.suppress(TimeoutError):
                # Communes that are no longer suspended have what nobody speaks of now.
                async with asyncio.timeout(LOOKS_AGAIN):
                    await self.spoken.wait()
            self.spoken.clear()
            try:
                await self.parts.handle()
            except Exception:
                log.exception("inbox failed")
                pause = self.parts.settings.tick_seconds
                asyncio.get_running_loop().call_later(pause, self.spoken.set)
            self.runner.nudge()
            self.filed.set()
            self.parts.menus.nudge(self.parts.inbox.spoken())

    async def fetch_files(self) -> None:
        """Fetch files that came, and those that could not be fetched before, again and again."""
        while True:
            with contextlib.suppress(TimeoutError):
                # Not wait_for: in Python 3.11 it forgets a cancellation that comes with the event.
                async with asyncio.timeout(self.parts.settings.tick_seconds):
                    await self.filed.wait()
            self.filed.clear()
            try:
                if await self.parts.fetcher.fetch_all():
                    self.runner.nudge()
            except Exception:
                log.exception("files cannot be fetched")

    async def run(self, beside: Iterable[Coroutine[Any, Any, None]] = ()) -> None:
        """Receive, handle, carry out and send until stopped or cancelled; `beside` runs as long."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.handle_inbox())
            tasks.create_task(self.runner.run())
            tasks.create_task(asyncio.to_thread(warm))
            aside = [
                tasks.create_task(self.fetch_files()),
                tasks.create_task(self.parts.menus.run()),
            ]
            parts = self.parts
            receiving = Receiving(parts.channels, parts.database, parts.clock, self.accept_for)
            aside.append(tasks.create_task(receiving.run()))
            aside += [tasks.create_task(work) for work in beside]
            await self.stopped.wait()
            for task in aside:
                task.cancel()

    def stop(self) -> None:
        """Take no new work, and end when what is on its way has arrived and is recorded."""
        self.stopped.set()
        self.parts.stop()
        self.runner.stop()
        self.spoken.set()

    def accept_for(self, commune_id: int, name: str) -> AcceptInbound:
        """How one channel's messages are committed."""
        return self.parts.accept_for(commune_id, name, self.heard)

    def office(self, keep_alive: float = ACCESS_CHECK_SECONDS) -> AbstractAsyncContextManager[str]:
        """The office's page, as long as the block lasts; its address."""
        return open_office(self.parts, self.heard, self._ready, keep_alive)

    async def heard(self, commune_id: int) -> None:
        """Something of that commune waits in the inbox."""
        self.spoken.set()

    async def _ready(self, commune_id: int) -> None:
        self.runner.nudge()


def make_program(
    settings: Settings,
    database: Database,
    clock: Clock,
    national: NationalDays,
    limiter: type[RateLimiter] = RateLimiter,
    draw: Draw = run,
) -> Program:
    """Put the parts together. Raises NoCommune on an empty database."""
    parts = make_parts(settings, database, clock, national, limiter, draw)
    return Program(
        parts=parts,
        runner=Embedded(database, clock, national, parts.outbox, settings.tick_seconds),
        spoken=asyncio.Event(),
        stopped=asyncio.Event(),
        filed=asyncio.Event(),
    )


def prepare_training(database: Database, national: NationalDays) -> ManualClock:
    """A training database has the plan of 2025, somebody in every post, and a clock of its own."""
    clock = ManualClock(hold_clock(database, MOVED) or START)
    with database.everything() as session:
        empty = not communes(session)
    if empty:
        import_training_plan(database, national, clock.now())
    with database.everything() as session:
        ids = [commune.id for commune in communes(session)]
    for commune_id in ids:
        seat_everybody(database, commune_id, clock.now())
    return clock
