"""Measures how soon the program serves its first page, and its memory when idle.

Training and office mode, each on an existing database: seconds from the start of the process to the
line with its address and to the first page, and the memory after one request and QUIET seconds.

usage: python -m bench.starting [ROUNDS]      (3)
"""

import asyncio
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

from bench.web_clients import ROOT, fill, memory
from storage.database import Database
from storage.migrations import upgrade

QUIET = 5.0
"""Seconds without work before the memory is read."""
WANTED_SECONDS, WANTED_MEGABYTES = 3.0, 130
PEOPLE = 100


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until the address is printed, until the page is served, and of CPU time until then;
    megabytes when idle, and `own`: the part not shared with other processes.
    """

    announced: float
    served: float
    processor: float
    memory: float
    own: float


def environment(folder: Path, mode: str) -> Mapping[str, str]:
    """The settings of a mode; an office has only the web page."""
    own = {"DATABASE_URL": f"sqlite:///{folder / f'{mode}.db'}", "WEB_PORT": "0"}
    return own | ({"WEB_URL": "http://127.0.0.1"} if mode == "office" else {})


@asynccontextmanager
async def started(folder: Path, mode: str) -> AsyncIterator[Start]:
    """Start the program; yields what its start took."""
    began = time.monotonic()
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env={**os.environ, **environment(folder, mode)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert program.stdout is not None
        found = re.search(rb"http://[\d.:]+", await program.stdout.readline())
        assert found is not None
        announced = time.monotonic() - began
        async with ClientSession() as session, session.get(found[0].decode()) as answer:
            assert answer.status == 200, answer.status
            await answer.read()
        served = time.monotonic() - began
        processor = used(program.pid)
        await asyncio.sleep(QUIET)
        quiet = (memory(program.pid, field) for field in ("VmRSS", "RssAnon"))
        yield Start(announced, served, processor, *quiet)
    finally:
        program.terminate()
        await program.wait()


def used(pid: int) -> float:
    """CPU seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def start(folder: Path, mode: str) -> Start:
    """Start the program and stop it."""
    async with started(folder, mode) as found:
        return found


def main(rounds: int) -> None:
    """Print a line for each mode."""
    print(
        f"{'mode':>9} {'address s':>10} {'page s':>7} {'worst s':>8} {'processor s':>12}"
        f" {'idle MB':>8} {'own MB':>8}"
    )
    with tempfile.TemporaryDirectory() as folder:
        database = Database(environment(Path(folder), "office")["DATABASE_URL"])
        upgrade(database)
        fill(database, PEOPLE)
        database.close()
        for mode in ("training", "office"):
            # The first start of a training database fills it.
            asyncio.run(start(Path(folder), mode))
            found = [asyncio.run(start(Path(folder), mode)) for _ in range(rounds)]
            announced, served, took, idle, own = (
                [getattr(each, name) for each in found]
                for name in ("announced", "served", "processor", "memory", "own")
            )
            print(
                f"{mode:>9} {statistics.median(announced):>10.2f} {statistics.median(served):>7.2f}"
                f" {max(served):>8.2f} {statistics.median(took):>12.2f}"
                f" {statistics.median(idle):>8.1f} {statistics.median(own):>8.1f}",
                flush=True,
            )
    print(f"wanted: under {WANTED_SECONDS:.0f} s, under {WANTED_MEGABYTES} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
