"""The morning itself: the program's own processes on invented communes, before a stand-in."""

import json
import os
import subprocess  # nosec B404 # the program's own processes, without a shell
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from bot.channels.platforms import PLATFORMS, TELEGRAM
from bot.commandline.simulation.population import AT, Size
from bot.commandline.simulation.spending import spent, spent_by_server
from bot.texts.simulating import Came, Measured
from scheduler.calendar.working_time import VIETNAM
from storage.database import Database

LOOKS = 0.5
"""Seconds between two looks at what has arrived."""

DELIVERING = "talk,deliver,fetch,menus"


class NoServerHere(Exception):
    """What the database server spends can be read only on its own machine"""


class TooLong(Exception):
    """Nothing arrived in the time it was given"""


def live(
    database: Database,
    folder: Path,
    size: Size,
    workers: int,
    answer_ms: float,
    seconds: float,
    concurrency: int = 10,
) -> Came:
    """Let the morning come to these workers, for so many seconds at most or until all is sent.

    Each does so many jobs at a time; `folder` is for the bots' tokens. Raises NoServerHere and
    TooLong.
    """
    _write_tokens(folder, size)
    with _process("bot.commandline.simulation.stand_in", str(answer_ms)) as (_, address):
        told = _environment(database, folder, address)
        share = ("worker", "--queues", DELIVERING, "--concurrency", str(concurrency))
        shares = [share for _ in range(workers)]
        with _processes(told, shares) as pids:
            before = _spent(database, pids)
            began = time.monotonic()
            with _processes(told, [("tick",)]):
                count, took = _until_sent(address, size.communes * size.officials, began, seconds)
            after = _spent(database, pids)
    if not count["messages"]:
        raise TooLong
    measured = Measured(count["messages"], took, after[0] - before[0], after[1] - before[1])
    return Came(measured, count["twice"], count["refused"])


def _until_sent(
    address: str, wanted: int, began: float, seconds: float
) -> tuple[Mapping[str, int], float]:
    while True:
        time.sleep(LOOKS)
        with urlopen(f"{address}/count") as answer:  # nosec B310 # our own, on loopback
            count = json.load(answer)
        took = time.monotonic() - began
        if count["messages"] >= wanted or took >= seconds:
            return count, took


def _spent(database: Database, pids: list[int]) -> tuple[float, float]:
    server = spent_by_server(database)
    if server is None:
        raise NoServerHere
    return spent(pids), server


def _write_tokens(folder: Path, size: Size) -> None:
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
def _processes(told: Mapping[str, str], shares: Sequence[tuple[str, ...]]) -> Iterator[list[int]]:
    """Processes of the program, once all of them run."""
    at = AT.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
    started = [_start(told, "bot", *share, "--clock", at) for share in shares]
    try:
        for process in started:
            _said(process)
        yield [process.pid for process in started]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.communicate()


@contextmanager
def _process(*words: str) -> Iterator[tuple[int, str]]:
    """A process that says one line when it runs; its id and the line."""
    process = _start(os.environ, *words)
    try:
        yield process.pid, _said(process)
    finally:
        process.kill()
        process.communicate()


def _start(told: Mapping[str, str], *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # nosec B603 # the words are our own, no shell reads them
        [sys.executable, "-m", *words], env=told, stdout=subprocess.PIPE, text=True
    )


def _said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise TooLong
    return line
