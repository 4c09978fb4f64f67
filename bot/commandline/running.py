"""`nhacviec run`: the program itself."""

from collections.abc import Coroutine, Iterator
from datetime import datetime
from pkgutil import resolve_name
from typing import Any

import click

from bot.app.backups import Nights
from bot.app.program import Program, make_program, prepare_training
from bot.app.site import open_training
from bot.commandline.calling import Command
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
from storage.database import Database
from storage.process_lock import lock_alone

SHARE = "bot.commandline.sharing:share_all"
"""Loaded for ENGINE=workers: its queue and PostgreSQL's driver are large."""


@click.command(cls=Command)
@CLOCK
@SPEED
@click.option("--training", is_flag=True, help=texts.TRAINING)
def run(clock: str, speed: float, training: bool) -> None:
    """Run until stopped."""
    moment = rehearsed(clock)
    chosen = logged_settings()
    if training and not chosen.training:
        fail(texts.TRAINING_ON_REAL)
    if training and moment is not None:
        fail(texts.TRAINING_HAS_ITS_CLOCK)
    if chosen.engine == WORKERS:
        resolve_name(SHARE)(chosen, moment, speed)
    elif chosen.training and moment is None:
        start(lock_alone, lambda database: _train(chosen, database))
    else:
        start(lock_alone, lambda database: _serve(chosen, database, moment, speed))


async def _train(chosen: Settings, database: Database) -> None:
    national = national_days()
    clock = prepare_training(database, national)
    program = make_program(chosen, database, clock, national)
    async with open_training(program.parts, clock, program.runner) as address:
        await until_stopped(program, texts.training_at(address))


async def _serve(
    chosen: Settings, database: Database, moment: datetime | None, speed: float
) -> None:
    clock = clock_of_run(database, moment, speed)
    program = make_program(chosen, database, clock, national_days())
    async with program.office() as address:
        line = texts.serving(sorted({name for _, name in program.parts.channels}), address)
        await until_stopped(program, line, _beside(chosen, program) if moment is None else ())


def _beside(chosen: Settings, program: Program) -> Iterator[Coroutine[Any, Any, None]]:
    """What runs beside the office's work; a rehearsal has nothing to keep and no watchman."""
    database, clock = program.parts.database, program.parts.clock
    yield Nights(copies(chosen), database, clock, chosen.retention_days).run()
    if chosen.ping_url:
        yield ping(chosen.ping_url, lambda: program.runner.ticked_at)
