"""One of many processes: takes from the queue what is to be done for one commune, and does it.

A sort of work of one commune is done by one process at a time, so that what a bot's platform allows
holds on any number of machines. What a job is about is found in our own tables when it is done:
a job that is lost, done twice or done by a process that was thought dead changes nothing.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.jobs import DeleteJobCondition, Status
from procrastinate.worker import Worker
from sqlalchemy.exc import DBAPIError

from scheduler.calendar.clock import Clock
from scheduler.engine.isolate import try_again
from scheduler.engine.pending_work import LOOKED_FOR, CommuneWork, waiting
from scheduler.engine.runners.jobs import LOOK_PRIORITY, STALLED, Jobs, mark
from scheduler.metrics import TICK
from storage.commune import note_tick
from storage.database import Database

log = logging.getLogger(__name__)

LOOK, KEEP = "look", "keep"
"""What is done for all communes together, by the clock."""

QUEUES = (*(work.value for work in CommuneWork), LOOK, KEEP)
"""What a process may be told to take: all of it, or some."""

TEN_MINUTES = "*/10 * * * *"

LAST_SECONDS = 6.0
"""What is on its way may still take this long when the process is asked to stop."""

AGAIN = 5.0
"""Seconds: until a process that lost the queue tries again, and between looks at its own jobs."""

MOST_STANDING = 300
"""Jobs of one sort that stand in the queue: the more they are, the longer it takes to fetch one.
Who waits behind them is looked for when half of them are gone.
"""

Duties = Mapping[CommuneWork, Callable[[int], Awaitable[None]]]
"""How each sort of work is done for the commune of an id."""


class Workers:
    """Works until stopped. A lost connection, or a lost server, is waited for."""

    def __init__(
        self,
        jobs: Jobs,
        database: Database,
        clock: Clock,
        machine: Clock,
        duties: Duties,
        keep: Callable[[], Awaitable[None]],
        seconds: float,
    ) -> None:
        self._jobs = jobs
        self._database = database
        self._clock = clock
        self._machine = machine
        self._seconds = max(1, round(seconds))
        self._doing: set[int | None] = set()
        self._asked: dict[CommuneWork, int] = defaultdict(int)
        self._worker: Worker | None = None
        self._stopping = False
        self.ticked_at: datetime | None = None
        """When (UTC) this process last saw to it that all that waits is asked for."""
        for work, duty in duties.items():
            jobs.app.task(name=work.value, queue=work.value)(_careful(work, duty))
        self._by_the_clock(LOOK, f"* * * * * */{self._seconds}", self._look)
        self._by_the_clock(KEEP, TEN_MINUTES, keep)

    def _by_the_clock(self, name: str, cron: str, do: Callable[[], Awaitable[None]]) -> None:
        async def at_last(timestamp: int) -> None:
            try:
                await do()
            except Exception:
                log.exception("%s failed", name)

        app = self._jobs.app
        task = app.task(
            name=name, queue=name, lock=name, queueing_lock=name, priority=LOOK_PRIORITY
        )
        app.periodic(cron=cron)(task(at_last))

    async def run(self, queues: Collection[str] = QUEUES, concurrency: int = 10) -> None:
        """Take jobs of these queues, so many at a time, until stopped or cancelled."""
        while not self._stopping:
            worker = self._worker = self._employ(queues, concurrency)
            mending = asyncio.create_task(self._let_strays_go(worker))
            try:
                await self._database.run(try_again, self._database, self._clock.now())
                await worker.run()  # type: ignore[no-untyped-call]
            except (ConnectorException, DBAPIError) as error:
                log.warning("the database is lost: %s", type(error.__cause__ or error).__name__)
            finally:
                mending.cancel()
            if not self._stopping:
                await asyncio.sleep(AGAIN)

    def stop(self) -> None:
        """Take no new job; `run` ends after those that are being done."""
        self._stopping = True
        if self._worker is not None:
            self._worker.stop()  # type: ignore[no-untyped-call]

    def _employ(self, queues: Collection[str], concurrency: int) -> Worker:
        return Worker(
            self._jobs.app,
            queues=list(queues),
            concurrency=concurrency,
            fetch_job_polling_interval=self._seconds,
            shutdown_graceful_timeout=LAST_SECONDS,
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
            stalled_worker_timeout=STALLED,
            worker_middleware=[self._note],
        )

    async def _note(
        self, go_on: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker
    ) -> Any:
        self._doing.add(context.job.id)
        try:
            return await go_on()
        finally:
            self._doing.discard(context.job.id)

    async def _let_strays_go(self, worker: Worker) -> None:
        """End what dead workers had begun, and what the queue believes this one is doing and it is
        not: a connection was lost as the job was given, or as its end was told.

        This is no job itself: it might be the one that a dead worker holds.
        """
        before: set[int | None] = set()
        while True:
            await asyncio.sleep(AGAIN)
            with suppress(ConnectorException):
                await self._jobs.free_stalled()
                held = await self._jobs.held_by(worker.worker_id) if worker.worker_id else ()
                strays = [job for job in held if job.id not in self._doing]
                for job in strays:
                    if job.id in before:
                        log.warning("job %s is nobody's; it is given free", job.queueing_lock)
                        await self._jobs.let_go(job)
                before = {job.id for job in strays}

    async def _look(self) -> None:
        """See to it that all that waits is asked for."""
        with TICK.time():
            now = self._clock.now()
            asked = await self._jobs.asked()
            room = {work: MOST_STANDING - _standing(asked[work]) for work in LOOKED_FOR}
            works = [work for work in room if room[work] * 2 >= MOST_STANDING]
            found = await self._database.run(
                waiting, self._database, now, self._machine.now(), works
            )
            for work, commune_ids in found.items():
                new = [each for each in commune_ids if mark(work, each) not in asked[work]]
                await self._jobs.ask(work, *self._next(work, new, room[work]))
            await self._database.run(self._remember, now)
        self.ticked_at = now

    def _next(self, work: CommuneWork, commune_ids: Sequence[int], most: int) -> Sequence[int]:
        """So many of these, from the one after that which was asked for last, round and round."""
        last = self._asked[work]
        behind = [each for each in commune_ids if each > last]
        chosen = [*behind, *(each for each in commune_ids if each <= last)][:most]
        self._asked[work] = chosen[-1] if chosen else 0
        return chosen

    def _remember(self, now: datetime) -> None:
        with self._database.everything() as session:
            note_tick(session, now)


def _standing(asked: Mapping[str, Status]) -> int:
    """How many jobs wait for nothing but somebody to begin them."""
    return sum(status is Status.TODO for status in asked.values())


def _careful(
    work: CommuneWork, duty: Callable[[int], Awaitable[None]]
) -> Callable[..., Awaitable[None]]:
    """What fails is logged: our own tables know what is left, and the next look asks for it."""

    async def do(commune_id: int) -> None:
        try:
            await duty(commune_id)
        except Exception:
            log.exception("%s of commune %s failed", work, commune_id)

    return do
