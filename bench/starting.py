"""How soon the program serves, and what memory it needs when nothing happens.

Training and office mode, each a process of its own on a database that is there already: from the
start of the process to the line that names the address, to the first page served, and the memory
when the page was looked at once and everything is quiet.

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
"""Seconds without work until the memory is looked at."""
WANTED_SECONDS, WANTED_MEGABYTES = 3.0, 130
PEOPLE = 100


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until the address is told, and until its page is served; of the processor until then;
    megabytes when quiet, and how many of them are no pages of files that others may share.
    """

    told: float
    served: float
    processor: float
    memory: float
    own: float


def environment(folder: Path, mode: str) -> Mapping[str, str]:
    """What the program is told in that mode; an office has its page alone."""
    own = {"DATABASE_URL": f"sqlite:///{folder / f'{mode}.db'}", "WEB_PORT": "0"}
    return own | ({"WEB_URL": "http://127.0.0.1"} if mode == "office" else {})


@asynccontextmanager
async def started(folder: Path, mode: str) -> AsyncIterator[Start]:
    """The program, running; what its start took."""
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
        told = time.monotonic() - began
        async with ClientSession() as session, session.get(found[0].decode()) as answer:
            assert answer.status == 200, answer.status
            await answer.read()
        served = time.monotonic() - began
        processor = used(program.pid)
        await asyncio.sleep(QUIET)
        quiet = (memory(program.pid, field) for field in ("VmRSS", "RssAnon"))
        yield Start(told, served, processor, *quiet)
    finally:
        program.terminate()
        await program.wait()


def used(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def start(folder: Path, mode: str) -> Start:
    """One start, and the end of it."""
    async with started(folder, mode) as found:
        return found


def main(rounds: int) -> None:
    """Print a line a mode."""
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
            told, served, took, idle, own = (
                [getattr(each, name) for each in found]
                for name in ("told", "served", "processor", "memory", "own")
            )
            print(
                f"{mode:>9} {statistics.median(told):>10.2f} {statistics.median(served):>7.2f}"
                f" {max(served):>8.2f} {statistics.median(took):>12.2f}"
                f" {statistics.median(idle):>8.1f} {statistics.median(own):>8.1f}",
                flush=True,
            )
    print(f"wanted: under {WANTED_SECONDS:.0f} s, under {WANTED_MEGABYTES} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
