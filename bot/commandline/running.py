"""`nhacviec run`: the program itself."""

import asyncio
import logging
import signal
from collections.abc import Coroutine
from datetime import datetime
from typing import Annotated, Any

import typer

from bot import app as parts
from bot.commandline.shared import fail, opened, settings
from bot.settings import Settings, read_clock
from bot.texts import commandline as texts
from bot.web.app import NotThisMachine
from scheduler.clock import Clock, RealClock, SpeedClock
from storage.database import Database

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
QUIET = ("apscheduler", "alembic", "aiohttp.access", "httpx", "telegram")
REFUSED: dict[type[Exception], str] = {
    parts.MixedClocks: texts.MIXED_CLOCKS,
    parts.NoCommune: texts.NO_COMMUNE,
    NotThisMachine: texts.ONLY_HERE,
}


def run(
    clock: Annotated[str, typer.Option(help=texts.CLOCK)] = "",
    speed: Annotated[float, typer.Option(help=texts.SPEED, min=0.001, max=100_000)] = 1.0,
) -> None:
    """Run until stopped."""
    logging.basicConfig(level=logging.INFO, format=LINE)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        start = read_clock(clock) if clock else None
    except ValueError:
        fail(texts.BAD_CLOCK)
    chosen = settings()
    with opened() as database:
        try:
            asyncio.run(_until_stopped(_main(chosen, database, start, speed)))
        except tuple(REFUSED) as refused:
            fail(REFUSED[type(refused)])
        except OSError as error:
            fail(texts.cannot_listen(error.strerror or str(error)), code=1)


async def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run until done, or until the machine or the keyboard asks to stop."""
    task = asyncio.create_task(work)
    for asked in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(asked, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        logging.getLogger(__name__).info("stopped")


async def _main(chosen: Settings, database: Database, start: datetime | None, speed: float) -> None:
    if chosen.training and start is None:
        await _train(chosen, database)
    else:
        await _serve(chosen, database, start, speed)


async def _train(chosen: Settings, database: Database) -> None:
    national = parts.national_days()
    clock = parts.prepare_training(database, national)
    program = parts.make_program(chosen, database, clock, national)
    async with parts.open_training(program, clock) as address:
        typer.echo(texts.training_at(address))
        await _run(program)


async def _serve(
    chosen: Settings, database: Database, start: datetime | None, speed: float
) -> None:
    clock: Clock = RealClock()
    if start is not None:
        clock = SpeedClock(start, speed, clock)
    parts.hold_clock(database, parts.REAL if start is None else parts.MOVED)
    program = parts.make_program(chosen, database, clock, parts.national_days())
    async with parts.open_office(program) as address:
        typer.echo(texts.serving(sorted(name for _, name in program.channels), address))
        await _run(program)


async def _run(program: parts.Program) -> None:
    try:
        await program.run()
    finally:
        await program.close()
