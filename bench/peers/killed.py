"""What each library, and ours, loses when it is killed with reminders on their way.

So many reminders are due at once. When some have arrived, everything that sends is killed (kill
-9), a store's server excepted; then it is started again and left alone until nothing more comes.
Told is how many never arrived, and how many twice. Celery gives a task that was begun to another
worker only after an hour: what does not come within the time given here counts as lost.

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
"""Of all reminders so many have arrived when it is killed."""

LOOKS = 0.005
"""Seconds between two looks at what has arrived."""
LONGEST = 120.0
QUIET = 15.0
"""Seconds without a message after which no more is waited for; a start takes up to ten."""

ROW = "{:<32} {:>12} {:>8} {:>8}"


@dataclass(frozen=True)
class Seen:
    """Messages that arrived, and chats that got any."""

    messages: int
    chats: int


def seen(url: str) -> Seen:
    """What the Bot API counts."""
    with urlopen(f"{url}/seen") as answer:
        return Seen(**json.load(answer))


@contextmanager
def driven(name: str, count: int, folder: str, told: Mapping[str, str]) -> Iterator[None]:
    """A driver at work, until it and all it has started are killed."""
    python = sys.executable if name == OURS else str(PYTHON)
    process = subprocess.Popen(
        [python, "-m", f"bench.peers.{name}", str(count), folder],
        cwd=ROOT,
        env={**os.environ, **told},
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
    """So many have arrived. Raises TimeoutError."""
    end = time.monotonic() + LONGEST
    while seen(url).messages < messages:
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(LOOKS)


def until_quiet(url: str, count: int) -> Seen:
    """All have arrived, or nothing more comes."""
    last, since = seen(url), time.monotonic()
    while last.chats < count and time.monotonic() - since < QUIET:
        time.sleep(LOOKS)
        now = seen(url)
        if now != last:
            last, since = now, time.monotonic()
    return last


async def killed(name: str, count: int, at: float, told: Mapping[str, str]) -> Seen:
    """One peer, killed once."""
    async with bot_api() as url:
        with tempfile.TemporaryDirectory() as folder:
            told = {**told, "BENCH_URL": url}
            with driven(name, count, folder, told):
                until(url, round(at * count))
            with driven(name, count, folder, {**told, "BENCH_AGAIN": "1"}):
                return until_quiet(url, count)


@contextmanager
def stored(name: str) -> Iterator[Mapping[str, str] | None]:
    """A store of its own, where it needs a server; None where there is none."""
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
    """A line for each kill."""
    print(ROW.format(f"{count:,} due at once", "killed after", "lost", "twice"))
    for name, title in NAMES.items():
        for at in MOMENTS:
            with stored(name) as told:
                if told is None:
                    print(f"{title:<32} not measured: Redis is not installed")
                    break
                try:
                    found = asyncio.run(killed(name, count, at, told))
                except TimeoutError:
                    print(f"{title:<32} did not send so many in its time", flush=True)
                    continue
            lost, twice = count - found.chats, found.messages - found.chats
            print(ROW.format(title, f"{at * count:,.0f}", f"{lost:,}", twice), flush=True)


if __name__ == "__main__":
    if not PYTHON.exists():
        sys.exit("the peers are not installed: make bench does it")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)
