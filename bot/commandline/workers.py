"""`nhacviec worker`, `web` and `tick`: processes that share one database (ENGINE=workers)."""

from collections.abc import Coroutine, Iterator
from contextlib import nullcontext
from datetime import datetime
from typing import Any

import click

from bot.app.backups import NightlyBackup
from bot.app.wiring import make_services
from bot.app.worker import WorkerProcess, WorkerShare, job_handlers, make_upkeep
from bot.commandline.click_base import TEXT, CliCommand, WholeNumber, number_option
from bot.commandline.failure import exit_with
from bot.commandline.process import (
    CLOCK,
    SPEED,
    logged_settings,
    make_clock,
    rehearsal_start,
    start,
    until_stopped,
)
from bot.commandline.shared import backup_folder
from bot.importers.national import national_days
from bot.settings import WORKERS, Settings
from bot.texts import commandline as texts
from bot.web.ping import keep_pinging
from scheduler.calendar.clock import RealClock
from scheduler.engine.runners.jobs import JobQueue
from scheduler.engine.runners.workers import LOOK, MAINTENANCE, QUEUES, WorkerRunner
from scheduler.metrics import serve_metrics
from storage.database import Database
from storage.process_lock import lock_shared

DEFAULT_CONCURRENCY = 10
"""Jobs at a time in one process; they mostly wait for platforms."""


@click.command(cls=CliCommand)
@click.option("--queues", type=TEXT, default=",".join(QUEUES), show_default=True, help=texts.QUEUES)
@number_option("--concurrency", WholeNumber(1, 200), DEFAULT_CONCURRENCY, help=texts.CONCURRENCY)
@number_option("--metrics-port", WholeNumber(0, 65535), 0, help=texts.METRICS_PORT)
@CLOCK
@SPEED
def worker(queues: str, concurrency: int, metrics_port: int, clock: str, speed: float) -> None:
    """Run queued jobs until stopped."""
    chosen = queues.split(",")
    if unknown := set(chosen) - set(QUEUES):
        exit_with(texts.unknown_queues(sorted(unknown), QUEUES))
    if metrics_port:
        serve_metrics(metrics_port)
    _start(WorkerShare(tuple(chosen), concurrency), clock, speed)


@click.command(cls=CliCommand)
@CLOCK
@SPEED
def web(clock: str, speed: float) -> None:
    """Serve the site and the webhooks until stopped."""
    _start(WorkerShare(site=True), clock, speed)


@click.command(cls=CliCommand)
@CLOCK
@SPEED
def tick(clock: str, speed: float) -> None:
    """Queue jobs for communes with due work until stopped."""
    _start(WorkerShare((LOOK, MAINTENANCE), 2), clock, speed)


def run_everything(chosen: Settings, moment: datetime | None, speed: float) -> None:
    """`nhacviec run` with ENGINE=workers: one process that does everything, next to any workers."""
    everything = WorkerShare(QUEUES, DEFAULT_CONCURRENCY, site=True)
    start(lock_shared, lambda database: _work(chosen, database, everything, moment, speed))


def _start(worker_share: WorkerShare, clock: str, speed: float) -> None:
    moment = rehearsal_start(clock)
    chosen = logged_settings()
    if chosen.engine != WORKERS:
        exit_with(texts.NOT_SHARED)
    start(lock_shared, lambda database: _work(chosen, database, worker_share, moment, speed))


async def _work(
    chosen: Settings,
    database: Database,
    worker_share: WorkerShare,
    moment: datetime | None,
    speed: float,
) -> None:
    clock = make_clock(database, moment, speed)
    services, jobs = make_services(chosen, database, clock, national_days()), JobQueue(database)
    nightly = NightlyBackup(backup_folder(chosen), database, clock, chosen.retention_days)
    upkeep = make_upkeep(services, nightly if moment is None else None)  # no backup of a rehearsal
    workers = WorkerRunner(
        jobs,
        database,
        clock,
        RealClock(),
        job_handlers(services, jobs),
        upkeep,
        chosen.tick_seconds,
    )
    process = WorkerProcess(services, jobs, workers, worker_share)
    async with (
        jobs.opened(),
        process.serve_site() if worker_share.site else nullcontext("") as address,
    ):
        background = _background(chosen, workers) if LOOK in worker_share.queues else ()
        await until_stopped(process, texts.sharing(worker_share.queues, address), background)


def _background(chosen: Settings, workers: WorkerRunner) -> Iterator[Coroutine[Any, Any, None]]:
    if chosen.ping_url:
        yield keep_pinging(chosen.ping_url, lambda: workers.ticked_at)
