"""Counts what each library, and ours, loses when it is killed while sending.

Many reminders are due at once. When some have arrived, all sending processes are killed (kill -9),
but not a database server; then they are started again and run until nothing more arrives. Prints
how many reminders never arrived and how many arrived twice. Celery retries an interrupted task only
after an hour, so here it counts as lost.

usage: python -m bench.peers.killed [COUNT]      (3000; `make bench` installs the peers first)
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from bench.peers.__main__ import PEERS, PYTHON, ROOT, redis
from bench.sending import bot_api
from tests.servers.postgres import own_server

OURS = "ours_sqlite"
NAMES = {OURS: "ours, SQLite", **PEERS}
MOMENTS = (0.1, 0.5)
"""Shares of the reminders that have arrived when the processes are killed."""

POLL_INTERVAL = 0.005
"""Seconds between two reads of what has arrived."""
LONGEST = 120.0
QUIET = 15.0
"""Seconds without a message after which the run ends; a start takes up to ten."""

ROW = "{:<32} {:>12} {:>8} {:>8}"


@dataclass(frozen=True)
class Seen:
    """Messages that arrived, and chats that got at least one."""

    messages: int
    chats: int


def seen(url: str) -> Seen:
    """The counts of the Bot API."""
    with urlopen(f"{url}/seen") as answer:
        return Seen(**json.load(answer))


@contextmanager
def driver(name: str, count: int, folder: str, environment: Mapping[str, str]) -> Iterator[None]:
    """Run a driver within the block; then kill it with all its processes."""
    python = sys.executable if name == OURS else str(PYTHON)
    process = subprocess.Popen(
        [python, "-m", f"bench.peers.{name}", str(count), folder],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(url: str, messages: int) -> None:
    """Wait until so many have arrived. Raises TimeoutError."""
    end = time.monotonic() + LONGEST
    while seen(url).messages < messages:
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(POLL_INTERVAL)


def until_quiet(url: str, count: int) -> Seen:
    """Wait until all have arrived or nothing more comes; the final counts."""
    last, since = seen(url), time.monotonic()
    while last.chats < count and time.monotonic() - since < QUIET:
        time.sleep(POLL_INTERVAL)
        now = seen(url)
        if now != last:
            last, since = now, time.monotonic()
    return last


async def killed(name: str, count: int, at: float, environment: Mapping[str, str]) -> Seen:
    """Run one peer, kill it after a share `at` of its messages, run it again."""
    async with bot_api() as url:
        with tempfile.TemporaryDirectory() as folder:
            environment = {**environment, "BENCH_URL": url}
            with driver(name, count, folder, environment):
                until(url, round(at * count))
            with driver(name, count, folder, {**environment, "BENCH_AGAIN": "1"}):
                return until_quiet(url, count)


@contextmanager
def peer_server(name: str) -> Iterator[Mapping[str, str] | None]:
    """Run the server a peer needs; yields its environment, None if it is not installed."""
    if name == "procrastinate_jobs":
        with own_server() as place:
            plain = place.set(drivername="postgresql").render_as_string(False)
            yield {"BENCH_POSTGRES": plain}
    elif name == "celery_redis":
        with tempfile.TemporaryDirectory() as folder, redis(Path(folder)) as queue:
            yield None if queue is None else {"BENCH_REDIS": queue}
    else:
        yield {}


def main(count: int) -> None:
    """Print a line for each peer and share."""
    print(ROW.format(f"{count:,} due at once", "killed after", "lost", "twice"))
    for name, title in NAMES.items():
        for at in MOMENTS:
            with peer_server(name) as environment:
                if environment is None:
                    print(f"{title:<32} not measured: Redis is not installed")
                    break
                try:
                    found = asyncio.run(killed(name, count, at, environment))
                except TimeoutError:
                    print(f"{title:<32} did not send so many in its time", flush=True)
                    continue
            lost, twice = count - found.chats, found.messages - found.chats
            print(ROW.format(title, f"{at * count:,.0f}", f"{lost:,}", twice), flush=True)


if __name__ == "__main__":
    if not PYTHON.exists():
        sys.exit("the peers are not installed: make bench does it")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)
