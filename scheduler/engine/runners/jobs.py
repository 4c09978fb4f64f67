"""Who is to do what now, shared by processes on any number of machines: Procrastinate's tables.

Only what is to be done now stands there, once for each commune and sort of work; what is due later
stands in our own tables alone. So the queue may be lost at any time: the next look at what waits
fills it again.
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
from storage.jobs import SCHEMA, lay_jobs

log = logging.getLogger(__name__)

TOGETHER = 200
"""Jobs put into the queue by one statement."""

CONNECTIONS = 4
"""At most, of one process to the queue; those to our own tables come beside."""

LOOK_PRIORITY = 10
PRIORITY = {CommuneWork.TALK: 5}
"""Who waits for an answer goes before reminders, and the look that fills the queue before all."""

STALLED = 30.0
"""Seconds without a sign of life after which a process counts as dead."""

WAITING = """
SELECT queueing_lock FROM procrastinate_jobs
WHERE status = 'todo' AND queueing_lock = ANY(%(marks)s)
"""

ASKED = """
SELECT queue_name, queueing_lock, status FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
ORDER BY status
"""


class Jobs:
    """The queue of one database; open while `opened` lasts."""

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
        """The queue, with tables of the version at hand."""
        await self._database.run(
            lay_jobs, self._database, version("procrastinate"), SchemaManager.get_schema()
        )
        async with self.app.open_async():
            yield

    async def ask(self, work: CommuneWork, *commune_ids: int) -> None:
        """Have somebody do this for each of these communes, once, however often it is asked.

        What is being done meanwhile is done again afterwards. Where the queue cannot be reached,
        the next look at what waits asks again.
        """
        try:
            for start in range(0, len(commune_ids), TOGETHER):
                await self._ask(work, commune_ids[start : start + TOGETHER])
        except ConnectorException as error:
            log.warning("%s is not asked for: %s", work, type(error.__cause__ or error).__name__)

    async def _ask(self, work: CommuneWork, commune_ids: Sequence[int]) -> None:
        jobs = [_job(work, commune_id) for commune_id in commune_ids]
        try:
            await self.app.job_manager.batch_defer_jobs_async(jobs)
        except AlreadyEnqueued:
            # One that is there already spoils the statement for all.
            rows = await self.app.connector.execute_query_all_async(
                WAITING, marks=[job.queueing_lock for job in jobs]
            )
            there = {row["queueing_lock"] for row in rows}
            await self._ask_singly(job for job in jobs if job.queueing_lock not in there)

    async def _ask_singly(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            try:
                await self.app.job_manager.defer_job_async(job)
            except AlreadyEnqueued:
                continue

    async def asked(self) -> defaultdict[str, dict[str, Status]]:
        """By queues and by the marks of what was asked for, whether somebody is doing it."""
        asked = defaultdict[str, dict[str, Status]](dict)
        for row in await self.app.connector.execute_query_all_async(ASKED):
            # What is asked for once more while it is done is being done: statuses have an order.
            asked[row["queue_name"]][row["queueing_lock"]] = Status(row["status"])
        return asked

    async def free_stalled(self) -> None:
        """Let go of what dead processes had begun: it may be begun anew."""
        manager = self.app.job_manager
        await manager.prune_stalled_workers(STALLED)
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            log.warning("job %s of a dead worker is given free", job.queueing_lock)
            await self.let_go(job)

    async def held_by(self, worker_id: int) -> Sequence[Job]:
        """What the queue believes a worker is doing."""
        found = await self.app.job_manager.list_jobs_async(
            status=Status.DOING.value, worker_id=worker_id
        )
        return list(found)

    async def let_go(self, job: Job) -> None:
        """End a job that nobody does any more."""
        await self.app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


def mark(work: CommuneWork, commune_id: int) -> str:
    """What the queue knows a sort of work of one commune by."""
    return f"{work}:{commune_id}"


def _job(work: CommuneWork, commune_id: int) -> Job:
    own = mark(work, commune_id)
    return Job(
        queue=work.value,
        lock=own,
        queueing_lock=own,
        task_name=work.value,
        priority=PRIORITY.get(work, 0),
        task_kwargs={"commune_id": commune_id},
    )
