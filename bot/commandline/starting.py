"""What every command that goes on until it is stopped begins and ends with."""

import asyncio
import gc
import logging
import signal
from collections.abc import Callable, Coroutine, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

import click

from bot.app.program import MixedClocks, bind_clock
from bot.app.wiring import NoCommune, Parts
from bot.commandline.calling import TEXT, DecimalNumber, number
from bot.commandline.logs import begin_log
from bot.commandline.refusing import fail
from bot.commandline.shared import opened, settings
from bot.settings import Settings, parse_moment
from bot.texts import commandline as texts
from bot.web.app import NotThisMachine
from scheduler.calendar.clock import Clock, RealClock, SpeedClock
from storage.commune import MOVED, REAL
from storage.database import Database

log = logging.getLogger(__name__)

LAST_SECONDS = 6.0
"""What is on its way may still take this long when the program is asked to stop."""

OBJECTS = 50_000
"""New objects after which the collector looks through them: a batch of messages makes many."""

REFUSED: dict[type[Exception], str] = {
    MixedClocks: texts.MIXED_CLOCKS,
    NoCommune: texts.NO_COMMUNE,
    NotThisMachine: texts.ONLY_HERE,
}

CLOCK = click.option("--clock", type=TEXT, default="", help=texts.CLOCK)
SPEED = number("--speed", DecimalNumber(0.001, 100_000), 1.0, help=texts.SPEED)


class Process(Protocol):
    """What runs: all of the program, or a share of it."""

    @property
    def parts(self) -> Parts:
        """What it is made of."""

    async def run(self, beside: Iterable[Coroutine[Any, Any, None]] = ()) -> None:
        """Run until stopped or cancelled."""

    def stop(self) -> None:
        """End soon."""


def rehearsed(clock: str) -> datetime | None:
    """The moment a rehearsal begins at; None for the world's time. Ends with what is wrong."""
    try:
        return parse_moment(clock) if clock else None
    except ValueError:
        fail(texts.BAD_CLOCK)


def logged_settings() -> Settings:
    """The settings, and a log in the form they name."""
    chosen = settings()
    begin_log(chosen.log_format)
    return chosen


def clock_of_run(database: Database, start: datetime | None, speed: float) -> Clock:
    """The world's clock, or that of a rehearsal. Raises MixedClocks."""
    stood = bind_clock(database, REAL if start is None else MOVED)
    if start is None:
        return RealClock()
    return SpeedClock(max(start, stood or start), speed, RealClock())


def start(
    held: Callable[[Database], AbstractContextManager[None]],
    main: Callable[[Database], Coroutine[Any, Any, None]],
) -> None:
    """Open the database and run until stopped; what cannot begin says why."""
    with opened(held) as database:
        try:
            asyncio.run(main(database))
        except tuple(REFUSED) as refused:
            fail(REFUSED[type(refused)])
        except OSError as error:
            fail(texts.cannot_listen(error.strerror or str(error)), code=1)


def spare_the_collector() -> None:
    """What is loaded now stays: to go through it again and again took a fifth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS)


async def until_stopped(
    process: Process, line: str, beside: Iterable[Coroutine[Any, Any, None]] = ()
) -> None:
    """Say that it runs, and run until the machine or the keyboard asks to stop."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None

    def stop() -> None:
        process.stop()
        loop.call_later(LAST_SECONDS, task.cancel)

    for asked in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(asked, stop)
    spare_the_collector()
    click.echo(line)
    try:
        await process.run(beside)
        log.info("stopped")
    except asyncio.CancelledError:
        log.warning("stopped before everything on its way was answered")
    finally:
        await process.parts.close()
