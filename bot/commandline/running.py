"""`nhacviec run`: the program itself."""

import asyncio
import logging
import signal
from collections.abc import Coroutine, Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

import typer

from bot import app as parts
from bot.commandline.logs import begin_log
from bot.commandline.refusing import fail
from bot.commandline.shared import copies, opened, settings
from bot.importers.national import national_days
from bot.nightly import copy_every_night
from bot.parts import NoCommune
from bot.settings import Settings, read_clock
from bot.site import open_training
from bot.texts import commandline as texts
from bot.web.app import NotThisMachine
from bot.web.ping import ping
from scheduler.clock import Clock, RealClock, SpeedClock
from storage.commune import MOVED, REAL
from storage.database import Database

log = logging.getLogger(__name__)

LAST_SECONDS = 6.0
"""What is on its way may still take this long when the program is asked to stop."""

REFUSED: dict[type[Exception], str] = {
    parts.MixedClocks: texts.MIXED_CLOCKS,
    NoCommune: texts.NO_COMMUNE,
    NotThisMachine: texts.ONLY_HERE,
}


def run(
    clock: Annotated[str, typer.Option(help=texts.CLOCK)] = "",
    speed: Annotated[float, typer.Option(help=texts.SPEED, min=0.001, max=100_000)] = 1.0,
    training: Annotated[bool, typer.Option("--training", help=texts.TRAINING)] = False,
) -> None:
    """Run until stopped."""
    try:
        start = read_clock(clock) if clock else None
    except ValueError:
        fail(texts.BAD_CLOCK)
    chosen = settings()
    begin_log(chosen.log_format)
    if training and not chosen.training:
        fail(texts.TRAINING_ON_REAL)
    if training and start is not None:
        fail(texts.TRAINING_HAS_ITS_CLOCK)
    with opened(alone=True) as database:
        try:
            asyncio.run(_main(chosen, database, start, speed))
        except tuple(REFUSED) as refused:
            fail(REFUSED[type(refused)])
        except OSError as error:
            fail(texts.cannot_listen(error.strerror or str(error)), code=1)


async def _main(chosen: Settings, database: Database, start: datetime | None, speed: float) -> None:
    if chosen.training and start is None:
        await _train(chosen, database)
    else:
        await _serve(chosen, database, start, speed)


async def _train(chosen: Settings, database: Database) -> None:
    national = national_days()
    clock = parts.prepare_training(database, national)
    program = parts.make_program(chosen, database, clock, national)
    async with open_training(program.parts, clock, program.runner) as address:
        typer.echo(texts.training_at(address))
        await _run(program)


async def _serve(
    chosen: Settings, database: Database, start: datetime | None, speed: float
) -> None:
    clock: Clock = RealClock()
    stood = parts.hold_clock(database, REAL if start is None else MOVED)
    if start is not None:
        clock = SpeedClock(max(start, stood or start), speed, clock)
    program = parts.make_program(chosen, database, clock, national_days())
    async with program.office() as address:
        typer.echo(texts.serving(sorted({name for _, name in program.parts.channels}), address))
        await _run(program, _beside(chosen, program) if start is None else ())


def _beside(chosen: Settings, program: parts.Program) -> Iterator[Coroutine[Any, Any, None]]:
    """What runs beside the office's work; a rehearsal has nothing to keep and no watchman."""
    yield copy_every_night(
        copies(chosen), program.parts.database, program.parts.clock, chosen.retention_days
    )
    if chosen.ping_url:
        yield ping(chosen.ping_url, lambda: program.runner.ticked_at)


async def _run(program: parts.Program, beside: Iterable[Coroutine[Any, Any, None]] = ()) -> None:
    """Run until the machine or the keyboard asks to stop."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None

    def stop() -> None:
        program.stop()
        loop.call_later(LAST_SECONDS, task.cancel)

    for asked in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(asked, stop)
    try:
        await program.run(beside)
        log.info("stopped")
    except asyncio.CancelledError:
        log.warning("stopped before everything on its way was answered")
    finally:
        await program.parts.close()
