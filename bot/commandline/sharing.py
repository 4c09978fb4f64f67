"""`nhacviec worker`, `web` and `tick`: processes that share a database's work (ENGINE=workers)."""

from collections.abc import Coroutine, Iterator
from contextlib import nullcontext
from datetime import datetime
from typing import Any

import click

from bot.app.backups import Nights
from bot.app.wiring import make_parts
from bot.app.worker import Crew, WorkerShare, duties, keeping
from bot.commandline.calling import TEXT, Command, WholeNumber, number
from bot.commandline.refusing import fail
from bot.commandline.shared import copies
from bot.commandline.starting import (
    CLOCK,
    SPEED,
    clock_of_run,
    logged_settings,
    rehearsed,
    start,
    until_stopped,
)
from bot.importers.national import national_days
from bot.settings import WORKERS, Settings
from bot.texts import commandline as texts
from bot.web.ping import ping
from scheduler.calendar.clock import RealClock
from scheduler.engine.runners.jobs import Jobs
from scheduler.engine.runners.workers import KEEP, LOOK, QUEUES, Workers
from scheduler.metrics import serve_metrics
from storage.database import Database
from storage.process_lock import lock_shared

AT_ONCE = 10
"""Jobs of a process at a time: they wait for platforms most of it."""


@click.command(cls=Command)
@click.option("--queues", type=TEXT, default=",".join(QUEUES), show_default=True, help=texts.QUEUES)
@number("--concurrency", WholeNumber(1, 200), AT_ONCE, help=texts.CONCURRENCY)
@number("--metrics-port", WholeNumber(0, 65535), 0, help=texts.METRICS_PORT)
@CLOCK
@SPEED
def worker(queues: str, concurrency: int, metrics_port: int, clock: str, speed: float) -> None:
    """Do jobs until stopped."""
    chosen = queues.split(",")
    if unknown := set(chosen) - set(QUEUES):
        fail(texts.unknown_queues(sorted(unknown), QUEUES))
    if metrics_port:
        serve_metrics(metrics_port)
    _start(WorkerShare(tuple(chosen), concurrency), clock, speed)


@click.command(cls=Command)
@CLOCK
@SPEED
def web(clock: str, speed: float) -> None:
    """Serve the site, and platforms that call, until stopped."""
    _start(WorkerShare(site=True), clock, speed)


@click.command(cls=Command)
@CLOCK
@SPEED
def tick(clock: str, speed: float) -> None:
    """See to it that all that is due is done, by whoever does jobs, until stopped."""
    _start(WorkerShare((LOOK, KEEP), 2), clock, speed)


def share_all(chosen: Settings, moment: datetime | None, speed: float) -> None:
    """One process that does everything, beside which others may do more of it."""
    whole = WorkerShare(QUEUES, AT_ONCE, site=True)
    start(lock_shared, lambda database: _work(chosen, database, whole, moment, speed))


def _start(part: WorkerShare, clock: str, speed: float) -> None:
    moment = rehearsed(clock)
    chosen = logged_settings()
    if chosen.engine != WORKERS:
        fail(texts.NOT_SHARED)
    start(lock_shared, lambda database: _work(chosen, database, part, moment, speed))


async def _work(
    chosen: Settings, database: Database, part: WorkerShare, moment: datetime | None, speed: float
) -> None:
    clock = clock_of_run(database, moment, speed)
    parts, jobs = make_parts(chosen, database, clock, national_days()), Jobs(database)
    nights = Nights(copies(chosen), database, clock, chosen.retention_days)
    keep = keeping(parts, nights if moment is None else None)  # a rehearsal is not copied
    workers = Workers(
        jobs, database, clock, RealClock(), duties(parts, jobs), keep, chosen.tick_seconds
    )
    crew = Crew(parts, jobs, workers, part)
    async with jobs.opened(), crew.office() if part.site else nullcontext("") as address:
        beside = _beside(chosen, workers) if LOOK in part.queues else ()
        await until_stopped(crew, texts.sharing(part.queues, address), beside)


def _beside(chosen: Settings, workers: Workers) -> Iterator[Coroutine[Any, Any, None]]:
    if chosen.ping_url:
        yield ping(chosen.ping_url, lambda: workers.ticked_at)
