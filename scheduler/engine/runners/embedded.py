"""The runner of one process: a ticker fires what is due and sends what is ready.

The schedule is in the database, so the ticker has no state; missed ticks become one.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.calendar.clock import Clock
from scheduler.delivery.lease import release_leases
from scheduler.delivery.outbox import Outbox
from scheduler.engine.engine import fire_due
from scheduler.engine.isolate import retry_put_aside
from scheduler.ladder.office import NationalDays
from scheduler.metrics import TICK
from storage.database import Database

log = logging.getLogger(__name__)


class EmbeddedRunner:
    """The runner of a single process: ticks every `seconds`, and at once when nudged."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        national: NationalDays,
        outbox: Outbox,
        seconds: float,
    ) -> None:
        self._database = database
        self._clock = clock
        self._national = national
        self._outbox = outbox
        self._nudged = asyncio.Event()
        self._due = True
        self._stopping = False
        outbox.call_for_retries(lambda commune_id: self.nudge())
        self.ticked_at: datetime | None = None
        """When (UTC) the last tick ended."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.nudge,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def nudge(self) -> None:
        """Tick now: something became due."""
        self._due = True
        self._nudged.set()

    def wake_for_answers(self) -> None:
        """Wake the loop to send answers, since one was committed; nothing else became due."""
        self._nudged.set()

    def stop(self) -> None:
        """Stop after what is being fired and sent."""
        self._stopping = True
        self._outbox.stop()
        self.nudge()

    async def tick(self) -> int:
        """Fire all that is due and send all that is ready; returns how many messages were sent."""
        with TICK.time():
            if not self._stopping:
                now = self._clock.now()
                await self._database.run(fire_due, self._database, self._national, now)
            await self._outbox.answer_strangers()
            sent = await self._outbox.drain()
        self.ticked_at = self._clock.now()
        return sent

    async def run(self) -> None:
        """Tick until stopped or cancelled; a failed tick is logged, and the next one comes.

        One process owns the database, so claims found at the start belong to a dead one.
        """
        await self._database.run(release_leases, self._database)
        await self._database.run(retry_put_aside, self._database, self._clock.now())
        self._scheduler.start()
        self._nudged.set()
        try:
            while not self._stopping:
                await self._nudged.wait()
                self._nudged.clear()
                due, self._due = self._due, False
                await self._guard(self.tick if due else partial(self._outbox.drain, answers=True))
            await self._outbox.finish()
        finally:
            self._outbox.abandon()
            self._scheduler.shutdown(wait=False)

    async def _guard(self, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        except Exception:
            log.exception("tick failed")
