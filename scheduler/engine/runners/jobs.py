"""The queue of work for processes on any number of machines, in Procrastinate's tables.

It holds only what is to be done now, one job for each commune and kind of work. The truth is in our
own tables, so the queue may be lost at any time: the next look fills it again.
"""

import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.schema import SchemaManager

from scheduler.engine.pending_work import CommuneWork
from storage.database import Database
from storage.jobs import SCHEMA, create_job_tables

log = logging.getLogger(__name__)

JOBS_PER_INSERT = 200
"""The most jobs that one statement enqueues."""

CONNECTIONS = 4
"""The most connections of one process to the queue, besides those to our own tables."""

LOOK_PRIORITY = 10
PRIORITY = {CommuneWork.INBOX: 5}
"""Higher first: the look that fills the queue, then answers, then reminders."""

STALLED, HEARTBEAT = 15.0, 3.0
"""Seconds without a heartbeat after which a worker counts as dead; seconds between heartbeats."""

WAITING_SQL = """
SELECT queueing_lock FROM procrastinate_jobs
WHERE status = 'todo' AND queueing_lock = ANY(%(marks)s)
"""

QUEUED_SQL = """
SELECT queue_name, queueing_lock, status FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
ORDER BY status
"""


def create_queue(database: Database) -> None:
    """Create the queue's tables for the installed version, unless they are there."""
    create_job_tables(database, version("procrastinate"), SchemaManager.get_schema())


class JobQueue:
    """The queue of one database; usable inside `opened`."""

    def __init__(self, database: Database) -> None:
        server = database.url.set(drivername="postgresql")
        self._database = database
        self.app = App(
            connector=PsycopgConnector(
                conninfo=server.render_as_string(hide_password=False),
                kwargs={"options": f"-c search_path={SCHEMA}"},
                min_size=1,
                max_size=CONNECTIONS,
            )
        )

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Open the queue; its tables are created for the installed version."""
        await self._database.run(create_queue, self._database)
        async with self.app.open_async():
            yield

    async def enqueue(self, work: CommuneWork, *commune_ids: int) -> None:
        """Enqueue this work for each commune; once, however often it is called.

        Work that is being done is done again afterwards. If the queue cannot be reached this is
        logged, and the next look enqueues again.
        """
        try:
            for start in range(0, len(commune_ids), JOBS_PER_INSERT):
                await self._enqueue(work, commune_ids[start : start + JOBS_PER_INSERT])
        except ConnectorException as error:
            log.warning("%s is not enqueued: %s", work, type(error.__cause__ or error).__name__)

    async def _enqueue(self, work: CommuneWork, commune_ids: Sequence[int]) -> None:
        jobs = [_job(work, commune_id) for commune_id in commune_ids]
        try:
            await self.app.job_manager.batch_defer_jobs_async(jobs)
        except AlreadyEnqueued:
            # One existing job fails the statement for all.
            rows = await self.app.connector.execute_query_all_async(
                WAITING_SQL, marks=[job.queueing_lock for job in jobs]
            )
            existing = {row["queueing_lock"] for row in rows}
            await self._enqueue_singly(job for job in jobs if job.queueing_lock not in existing)

    async def _enqueue_singly(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            try:
                await self.app.job_manager.defer_job_async(job)
            except AlreadyEnqueued:
                continue

    async def status_by_key(self) -> defaultdict[str, dict[str, Status]]:
        """By queue and job key, whether the job waits (todo) or is being done (doing)."""
        queued = defaultdict[str, dict[str, Status]](dict)
        for row in await self.app.connector.execute_query_all_async(QUEUED_SQL):
            # A key may be both todo and doing; the status enum sorts doing last, so it wins.
            queued[row["queue_name"]][row["queueing_lock"]] = Status(row["status"])
        return queued

    async def release_stalled(self) -> None:
        """Delete the jobs of dead workers, so that they can be enqueued again."""
        manager = self.app.job_manager
        await manager.prune_stalled_workers(STALLED)
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            log.warning("job %s of a dead worker is released", job.queueing_lock)
            await self.delete(job)

    async def running_on(self, worker_id: int) -> Sequence[Job]:
        """The jobs that the queue believes a worker is doing."""
        found = await self.app.job_manager.list_jobs_async(
            status=Status.DOING.value, worker_id=worker_id
        )
        return list(found)

    async def delete(self, job: Job) -> None:
        """Delete a job that nobody is doing any more."""
        await self.app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


def job_key(work: CommuneWork, commune_id: int) -> str:
    """The key of a kind of work of one commune: its lock in the queue."""
    return f"{work}:{commune_id}"


def _job(work: CommuneWork, commune_id: int) -> Job:
    own = job_key(work, commune_id)
    return Job(
        queue=work.value,
        lock=own,
        queueing_lock=own,
        task_name=work.value,
        priority=PRIORITY.get(work, 0),
        task_kwargs={"commune_id": commune_id},
    )
