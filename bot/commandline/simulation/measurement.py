"""Runs the program's processes against the fake Telegram and measures what sending costs."""

import json
import os
import subprocess  # nosec B404 # the program's own processes, without a shell
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from sqlalchemy import text

from bot.channels.platforms import PLATFORMS, TELEGRAM
from bot.commandline.simulation.population import DUE_AT, PopulationSize
from bot.texts.simulating import Measured, SimulationResult
from scheduler.calendar.working_time import VIETNAM
from storage.database import Database

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
"""The unit of CPU time in /proc."""

PARENT, OWN_TICKS, CHILDREN = 1, slice(11, 13), slice(13, 15)
"""Fields of /proc/PID/stat after the name: parent; own ticks; ticks of ended children."""
POLL_INTERVAL = 0.5
"""Seconds between two reads of what has arrived."""

DELIVERING = "talk,deliver,fetch,menus"


class ServerElsewhere(Exception):
    """The database server runs on another machine, so its CPU time cannot be read"""


class NothingArrived(Exception):
    """No message arrived in the time given"""


def measure_round(
    database: Database,
    folder: Path,
    size: PopulationSize,
    workers: int,
    answer_ms: float,
    seconds: float,
    concurrency: int = 10,
) -> SimulationResult:
    """Run the 08:00 round with `workers` workers until all is sent, for `seconds` at most.

    Each worker does `concurrency` jobs at a time; `folder` is for the bots' tokens. Raises
    ServerElsewhere and NothingArrived.
    """
    _write_tokens(folder, size)
    with _process("bot.commandline.simulation.fake_telegram", str(answer_ms)) as (_, address):
        settings = _environment(database, folder, address)
        share = ("worker", "--queues", DELIVERING, "--concurrency", str(concurrency))
        shares = [share for _ in range(workers)]
        with _processes(settings, shares) as pids:
            before = _cpu_seconds(database, pids)
            began = time.monotonic()
            with _processes(settings, [("tick",)]):
                count, took = _until_sent(address, size.communes * size.officials, began, seconds)
            after = _cpu_seconds(database, pids)
    if not count["messages"]:
        raise NothingArrived
    measured = Measured(count["messages"], took, after[0] - before[0], after[1] - before[1])
    return SimulationResult(measured, count["twice"], count["refused"])


def _until_sent(
    address: str, wanted: int, began: float, seconds: float
) -> tuple[Mapping[str, int], float]:
    while True:
        time.sleep(POLL_INTERVAL)
        with urlopen(f"{address}/count") as answer:  # nosec B310 # our own, on loopback
            count = json.load(answer)
        took = time.monotonic() - began
        if count["messages"] >= wanted or took >= seconds:
            return count, took


def _cpu_seconds(database: Database, pids: list[int]) -> tuple[float, float]:
    server = server_cpu_seconds(database)
    if server is None:
        raise ServerElsewhere
    return cpu_seconds(pids), server


def _write_tokens(folder: Path, size: PopulationSize) -> None:
    for number in range(1, size.communes + 1):
        own = folder / f"xa{number}"
        own.mkdir()
        (own / PLATFORMS[TELEGRAM].token_file).write_text(
            f"{number}:of-an-invented-bot", encoding="utf-8"
        )


def _environment(database: Database, folder: Path, address: str) -> Mapping[str, str]:
    return {
        **os.environ,
        "ENGINE": "workers",
        "DATABASE_URL": database.url.render_as_string(hide_password=False),
        "SECRETS_DIR": str(folder),
        "TELEGRAM_BASE_URL": address,
        "PUBLIC_URL": "http://127.0.0.1:1",
        "TICK_SECONDS": "1",
    }


@contextmanager
def _processes(
    environment: Mapping[str, str], shares: Sequence[tuple[str, ...]]
) -> Iterator[list[int]]:
    """Start processes of the program; yields their ids once all run."""
    at = DUE_AT.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
    started = [_start(environment, "bot", *share, "--clock", at) for share in shares]
    try:
        for process in started:
            _first_line(process)
        yield [process.pid for process in started]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.communicate()


@contextmanager
def _process(*arguments: str) -> Iterator[tuple[int, str]]:
    """Start a process that prints one line when it runs; yields its id and the line."""
    process = _start(os.environ, *arguments)
    try:
        yield process.pid, _first_line(process)
    finally:
        process.kill()
        process.communicate()


def _start(environment: Mapping[str, str], *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # nosec B603 # the words are our own, no shell reads them
        [sys.executable, "-m", *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )


def _first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise NothingArrived
    return line


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU seconds of these processes; ended ones count nothing."""
    return (
        sum(sum(map(int, each[OWN_TICKS])) for pid in pids if (each := _fields(pid)))
        / TICKS_PER_SECOND
    )


def server_cpu_seconds(database: Database) -> float | None:
    """CPU seconds of the database server with all its backends; None on another machine."""
    with database.engine.connect() as connection:
        own = connection.scalar(text("SELECT pg_backend_pid()")) or 0
    if not (fields := _fields(own)):
        return None
    server = int(fields[PARENT])
    backends = [
        int(path.name)
        for path in PROC.glob("[0-9]*")
        if (each := _fields(int(path.name))) and int(each[PARENT]) == server
    ]
    ended = sum(map(int, _fields(server)[CHILDREN])) / TICKS_PER_SECOND
    return cpu_seconds([server, *backends]) + ended


def _fields(pid: int) -> list[str]:
    try:
        stat = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return stat.rpartition(")")[2].split()
