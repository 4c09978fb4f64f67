"""`nhacviec run`: runs the program, in training mode, for real, or as a rehearsal."""

from collections.abc import Coroutine, Iterator
from datetime import datetime
from pkgutil import resolve_name
from typing import Any

import click

from bot.app.backups import NightlyBackup
from bot.app.program import Program, make_program, prepare_training
from bot.app.site import open_training
from bot.commandline.click_base import CliCommand
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
from storage.database import Database
from storage.process_lock import lock_alone

RUN_WITH_WORKERS = "bot.commandline.workers:run_everything"
"""Imported only for ENGINE=workers: its queue and PostgreSQL's driver are large."""


@click.command(cls=CliCommand)
@CLOCK
@SPEED
@click.option("--training", is_flag=True, help=texts.TRAINING)
@click.option("--lay/--no-lay", default=None, help=texts.LAY)
def run(clock: str, speed: float, training: bool, lay: bool | None) -> None:
    moment = rehearsal_start(clock)
    chosen = logged_settings()
    if training and not chosen.training:
        exit_with(texts.TRAINING_ON_REAL)
    if training and moment is not None:
        exit_with(texts.TRAINING_HAS_ITS_CLOCK)
    if chosen.engine == WORKERS:
        resolve_name(RUN_WITH_WORKERS)(chosen, moment, speed)
    elif chosen.training and moment is None:
        start(lock_alone, lambda database: _train(chosen, database))
    else:
        start(lock_alone, lambda database: _serve(chosen, database, moment, speed, lay))


async def _train(chosen: Settings, database: Database) -> None:
    national = national_days()
    clock = prepare_training(database, national)
    program = make_program(chosen, database, clock, national)
    async with open_training(program.services, clock, program.runner) as address:
        await until_stopped(program, texts.training_at(address))


async def _serve(
    chosen: Settings, database: Database, moment: datetime | None, speed: float, lay: bool | None
) -> None:
    clock = make_clock(database, moment, speed, lay)
    program = make_program(chosen, database, clock, national_days())
    async with program.serve_site() as address:
        line = texts.serving(sorted({name for _, name in program.services.channels}), address)
        await until_stopped(program, line, _background(chosen, program) if moment is None else ())


def _background(chosen: Settings, program: Program) -> Iterator[Coroutine[Any, Any, None]]:
    """Background tasks: nightly backup and monitoring ping. A rehearsal has neither."""
    database, clock = program.services.database, program.services.clock
    yield NightlyBackup(backup_folder(chosen), database, clock, chosen.retention_days).run()
    if chosen.ping_url:
        yield keep_pinging(chosen.ping_url, lambda: program.runner.ticked_at)
