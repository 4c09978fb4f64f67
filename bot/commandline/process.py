"""Start and stop of long-running commands: clock, log, signals."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import click

from bot.app.program import MixedClocks, bind_clock
from bot.app.wiring import NoCommune, Services
from bot.commandline.click_base import TEXT, DecimalNumber, number_option
from bot.commandline.failure import exit_with
from bot.commandline.logs import begin_log
from bot.commandline.shared import open_database, settings
from bot.importers.national import national_days
from bot.settings import TRAINING_DATABASE, Settings, parse_moment
from bot.texts import commandline as texts
from bot.texts.system_errors import error_in_words
from bot.web.app import TrainingNotLocal
from scheduler.calendar.clock import Clock, RealClock, SpeedClock
from scheduler.engine.rehearsal import latest_handover_after, move_handovers
from storage.commune import MOVED_BY_HAND, REAL
from storage.database import Database

log = logging.getLogger(__name__)

STOP_TIMEOUT = 6.0
"""Seconds that messages being sent may still take after a stop signal."""

GC_THRESHOLD = 50_000
"""New objects before a garbage collection; one batch of messages makes many."""

START_ERRORS: dict[type[Exception], str] = {
    MixedClocks: texts.MIXED_CLOCKS,
    NoCommune: texts.NO_COMMUNE,
    TrainingNotLocal: texts.ONLY_HERE,
}

CLOCK = click.option("--clock", type=TEXT, default="", help=texts.CLOCK)
SPEED = number_option("--speed", DecimalNumber(0.001, 100_000), 1.0, help=texts.SPEED)


class Process(Protocol):
    """A running program: all of it, or a worker process."""

    @property
    def services(self) -> Services:
        """Its wired services."""

    async def run(self, background: Iterable[Coroutine[Any, Any, None]] = ()) -> None:
        """Run until stopped or cancelled; `background` ends with it."""

    def stop(self) -> None:
        """Take no new work and end soon."""


def rehearsal_start(clock: str) -> datetime | None:
    """The start of a rehearsal (aware), None for real time; exits on a bad value."""
    try:
        return parse_moment(clock) if clock else None
    except ValueError:
        exit_with(texts.BAD_CLOCK)


def logged_settings() -> Settings:
    """Read the settings and start logging in their LOG_FORMAT."""
    chosen = settings()
    begin_log(chosen.log_format)
    return chosen


def make_clock(
    database: Database, start: datetime | None, speed: float, move_handed_over: bool | None = None
) -> Clock:
    """The real clock, or a rehearsal's clock, which never goes back.

    Raises MixedClocks. `move_handed_over`: whether work that was handed over after the rehearsal's
    start counts as handed over at its start; None: ask.
    """
    reached = bind_clock(database, REAL if start is None else MOVED_BY_HAND)
    if start is None:
        return RealClock()
    begun = max(start, reached or start)
    _offer_to_move(database, begun, move_handed_over)
    return SpeedClock(begun, speed, RealClock())


def _offer_to_move(database: Database, start: datetime, move_handed_over: bool | None) -> None:
    later = latest_handover_after(database, start)
    if later is None:
        return
    click.echo(texts.handed_over_later(start, later), err=True)
    if move_handed_over is None and sys.stdin.isatty():
        move_handed_over = click.confirm(texts.ASK_TO_MOVE_HANDOVERS, default=True)
    elif move_handed_over is None:
        click.echo(texts.HOW_TO_LAY, err=True)
    if move_handed_over:
        move_handovers(database, national_days(), start)
        click.echo(texts.HANDOVERS_MOVED, err=True)


def start(
    lock: Callable[[Database], AbstractContextManager[None]],
    main: Callable[[Database], Coroutine[Any, Any, None]],
) -> None:
    """Open the database under `lock` and run `main`; exits if it cannot start."""
    with open_database(lock) as database:
        try:
            asyncio.run(main(database))
        except tuple(START_ERRORS) as error:
            exit_with(START_ERRORS[type(error)], *_kept_in_training(error, database))
        except OSError as error:
            exit_with(texts.cannot_listen(error_in_words(error)), code=1)


def _kept_in_training(error: Exception, database: Database) -> Iterator[str]:
    """A hint for NoCommune: the plan may be in the training database, where it was imported before
    a token was set.
    """
    file = Path(TRAINING_DATABASE.removeprefix("sqlite:///"))
    if isinstance(error, NoCommune) and file.exists() and str(database.url) != TRAINING_DATABASE:
        yield texts.training_has_a_plan(str(file))


def tune_garbage_collection() -> None:
    """Exempt present objects from garbage collection: scanning them took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)


async def until_stopped(
    process: Process, line: str, background: Iterable[Coroutine[Any, Any, None]] = ()
) -> None:
    """Print `line`, run the process until SIGINT or SIGTERM, then close its channels."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None

    def stop() -> None:
        process.stop()
        loop.call_later(STOP_TIMEOUT, task.cancel)

    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop)
    tune_garbage_collection()
    click.echo(line)
    try:
        await process.run(background)
        log.info("stopped")
    except asyncio.CancelledError:
        log.warning("stopped before everything on its way was answered")
    finally:
        await process.services.close()
