"""The runner of one of many processes: takes jobs from the queue and handles each for a commune.

A kind of work of one commune runs in one process at a time, so a bot's rate limit holds across
machines. A job finds its work in our own tables, so it may be lost, run twice, or run by a process
that was thought dead.
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
from scheduler.engine.isolate import retry_put_aside
from scheduler.engine.pending_work import PENDING_QUERIES, CommuneWork, communes_with_work
from scheduler.engine.runners.jobs import HEARTBEAT, LOOK_PRIORITY, STALLED, JobQueue, job_key
from scheduler.metrics import TICK
from storage.commune import note_tick
from storage.database import Database

log = logging.getLogger(__name__)

LOOK, MAINTENANCE = "look", "keep"  # periodic jobs for all communes: the look, and maintenance

QUEUES = (*(work.value for work in CommuneWork), LOOK, MAINTENANCE)
"""The queues that a process may take jobs from."""

TEN_MINUTES = "*/10 * * * *"

SHUTDOWN_SECONDS = 6.0
"""How long running jobs may take when the process is asked to stop."""

RETRY_SECONDS = 5.0
"""The delay before reconnecting to the queue, and between checks for lost jobs."""

MOST_QUEUED = 300
"""The most waiting jobs of one kind: with more, fetching one takes longer."""

Handlers = Mapping[CommuneWork, Callable[[int], Awaitable[None]]]
"""The function that does each kind of work for the commune of an id."""


class WorkerRunner:
    """Handles jobs until stopped; waits for a lost connection or server to come back."""

    def __init__(
        self,
        jobs: JobQueue,
        database: Database,
        clock: Clock,
        machine: Clock,
        handlers: Handlers,
        maintain: Callable[[], Awaitable[None]],
        seconds: float,
    ) -> None:
        self._jobs = jobs
        self._database = database
        self._clock = clock
        self._machine = machine
        self._seconds = max(1, round(seconds))
        self._doing: set[int | None] = set()
        self._last_enqueued: dict[CommuneWork, int] = defaultdict(int)
        self._worker: Worker | None = None
        self._stopping = False
        self.ticked_at: datetime | None = None
        """When (UTC) this process last finished a look."""
        for work, handler in handlers.items():
            jobs.app.task(name=work.value, queue=work.value)(_log_errors(work, handler))
        self._add_periodic(LOOK, f"* * * * * */{self._seconds}", self._look)
        self._add_periodic(MAINTENANCE, TEN_MINUTES, maintain)

    def _add_periodic(self, name: str, cron: str, do: Callable[[], Awaitable[None]]) -> None:
        async def run_once(timestamp: int) -> None:
            try:
                await do()
            except Exception:
                log.exception("%s failed", name)

        app = self._jobs.app
        task = app.task(
            name=name, queue=name, lock=name, queueing_lock=name, priority=LOOK_PRIORITY
        )
        app.periodic(cron=cron)(task(run_once))

    async def run(self, queues: Collection[str] = QUEUES, concurrency: int = 10) -> None:
        """Handle jobs of these queues, `concurrency` at a time, until stopped or cancelled."""
        while not self._stopping:
            worker = self._worker = self._new_worker(queues, concurrency)
            releasing = asyncio.create_task(self._release_lost_jobs(worker))
            try:
                await self._database.run(retry_put_aside, self._database, self._clock.now())
                await worker.run()  # type: ignore[no-untyped-call]
            except (ConnectorException, DBAPIError) as error:
                log.warning(
                    "the connection to the database is lost: %s",
                    type(error.__cause__ or error).__name__,
                )
            finally:
                releasing.cancel()
            if not self._stopping:
                await asyncio.sleep(RETRY_SECONDS)

    def stop(self) -> None:
        """Take no new job; `run` ends after the running ones."""
        self._stopping = True
        if self._worker is not None:
            self._worker.stop()  # type: ignore[no-untyped-call]

    def _new_worker(self, queues: Collection[str], concurrency: int) -> Worker:
        return Worker(
            self._jobs.app,
            queues=list(queues),
            concurrency=concurrency,
            fetch_job_polling_interval=self._seconds,
            shutdown_graceful_timeout=SHUTDOWN_SECONDS,
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED,
            worker_middleware=[self._track],
        )

    async def _track(
        self, go_on: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker
    ) -> Any:
        self._doing.add(context.job.id)
        try:
            return await go_on()
        finally:
            self._doing.discard(context.job.id)

    async def _release_lost_jobs(self, worker: Worker) -> None:
        """Delete jobs of dead workers, and jobs this worker is believed to do but does not.

        The latter happen when a connection is lost while a job starts or ends. This is no job
        itself, since a dead worker might hold that job.
        """
        before: set[int | None] = set()
        while True:
            await asyncio.sleep(RETRY_SECONDS)
            with suppress(ConnectorException):
                await self._jobs.release_stalled()
                running = await self._jobs.running_on(worker.worker_id) if worker.worker_id else ()
                lost = [job for job in running if job.id not in self._doing]
                for job in lost:
                    if job.id in before:
                        log.warning("job %s is lost; it is released", job.queueing_lock)
                        await self._jobs.delete(job)
                before = {job.id for job in lost}

    async def _look(self) -> None:
        """Enqueue a job for every commune with work."""
        with TICK.time():
            now = self._clock.now()
            queued = await self._jobs.status_by_key()
            room = {work: MOST_QUEUED - _waiting_jobs(queued[work]) for work in PENDING_QUERIES}
            works = [work for work in room if room[work] * 2 >= MOST_QUEUED]
            found = await self._database.run(
                communes_with_work, self._database, now, self._machine.now(), works
            )
            for work, commune_ids in found.items():
                new = [each for each in commune_ids if job_key(work, each) not in queued[work]]
                await self._jobs.enqueue(work, *self._next(work, new, room[work]))
            await self._database.run(self._note_tick, now)
        self.ticked_at = now

    def _next(self, work: CommuneWork, commune_ids: Sequence[int], most: int) -> Sequence[int]:
        """At most `most` of these communes, in turn: from the one after the last enqueued."""
        last = self._last_enqueued[work]
        behind = [each for each in commune_ids if each > last]
        chosen = [*behind, *(each for each in commune_ids if each <= last)][:most]
        self._last_enqueued[work] = chosen[-1] if chosen else 0
        return chosen

    def _note_tick(self, now: datetime) -> None:
        with self._database.everything() as session:
            note_tick(session, now)


def _waiting_jobs(queued: Mapping[str, Status]) -> int:
    """The number of jobs not begun."""
    return sum(status is Status.TODO for status in queued.values())


def _log_errors(
    work: CommuneWork, handler: Callable[[int], Awaitable[None]]
) -> Callable[..., Awaitable[None]]:
    """Wrap a handler: errors are logged, and the next look enqueues what is left."""

    async def do(commune_id: int) -> None:
        try:
            await handler(commune_id)
        except Exception:
            log.exception("%s of commune %s failed", work, commune_id)

    return do
