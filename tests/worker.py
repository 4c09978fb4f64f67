"""One process of the workers engine, run within a test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.wiring import make_services
from bot.app.worker import WorkerProcess, WorkerShare, job_handlers, make_upkeep
from bot.importers.national import national_days
from bot.settings import read_settings
from scheduler.calendar.clock import ManualClock, RealClock
from scheduler.engine.runners.jobs import JobQueue
from scheduler.engine.runners.workers import WorkerRunner
from storage.database import Database
from tests.drawing import draw_in_process
from tests.stories.world import Unhurried

PATIENCE = 20
"""Seconds after which what should have happened has not."""


@asynccontextmanager
async def at_work(
    database: Database, clock: ManualClock, share: WorkerShare, **told: str
) -> AsyncIterator[WorkerProcess]:
    """A process that takes jobs of these queues and of no other."""
    url = database.url.render_as_string(False)
    chosen = read_settings({"ENGINE": "workers", "DATABASE_URL": url, "WEB_PORT": "0", **told})
    services = make_services(
        chosen, database, clock, national_days(), limiter=Unhurried, draw=draw_in_process
    )
    jobs = JobQueue(database)
    doing, keep = job_handlers(services, jobs), make_upkeep(services, None)
    workers = WorkerRunner(jobs, database, clock, RealClock(), doing, keep, chosen.tick_seconds)
    crew = WorkerProcess(services, jobs, workers, share)
    async with jobs.opened():
        task = asyncio.create_task(crew.run())
        try:
            yield crew
        finally:
            crew.stop()
            await asyncio.wait_for(task, PATIENCE)
            await services.close()
