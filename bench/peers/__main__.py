"""Compares the cost of a reminder with other libraries that store and send it; all due at once.

Each peer runs in its own processes and virtual environment; all send to one minimal Bot API.
Prints CPU milliseconds per message of the sending processes.

usage: python -m bench.peers [COUNT]      (10000; `make bench` installs the peers first)
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.costs import Cost
from bench.database_server import DatabaseServer
from bench.overdue import DATABASES
from bench.peers.work import Result
from bench.sending import WARMING, bot_api, fill, library, ours
from bot.commandline.process import tune_garbage_collection
from storage.database import Database
from storage.migrations import upgrade
from tests.servers.postgres import own_server

ROOT = Path(__file__).parents[2]
PYTHON = Path(os.environ.get("BENCH_PYTHON", ROOT / ".venv/bench/bin/python"))
LONGEST = 400
PEERS = {
    "huey_sqlite": "huey, SQLite",
    "celery_redis": "Celery, Redis",
    "procrastinate_jobs": "Procrastinate, PostgreSQL",
    "apscheduler_store": "APScheduler, SQLAlchemy store",
    "ptb_jobqueue": "PTB JobQueue (in memory)",
}
DURABLE = ("procrastinate_jobs",)
"""The peers that lose nothing when killed (`bench.peers.killed`)."""
WANTED = 0.4
ROW = "{:<32} {:>9} {:>11} {:>10} {:>9}"


@contextmanager
def redis(folder: Path) -> Iterator[str | None]:
    """Run a Redis that syncs to disk every second; yields its URL, None if not installed."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    socket = folder / "redis.sock"
    server = subprocess.Popen(
        [
            *(program, "--port", "0", "--unixsocket", str(socket)),
            *("--dir", str(folder), "--appendonly", "yes", "--save", ""),
        ],
        stdout=subprocess.DEVNULL,
    )
    try:
        while not socket.exists():
            time.sleep(0.05)
        yield f"redis+socket://{socket}"
    finally:
        server.terminate()
        server.wait()


def run_peer(name: str, count: int, environment: Mapping[str, str]) -> Result:
    """Run one peer, from an empty store to the last message."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [str(PYTHON), "-m", f"bench.peers.{name}", str(count), folder],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            timeout=LONGEST,
            check=True,
        )
    return Result(**json.loads(done.stdout.splitlines()[-1]))


async def our_own(url: str, count: int) -> tuple[Result, float]:
    """The result of our whole path on SQLite, and CPU seconds of the library's own send."""
    base = await library(url, count)
    with DATABASES["sqlite"]() as database:
        upgrade(database)
        began = time.perf_counter()
        fill(database, count)
        store = time.perf_counter() - began
        tune_garbage_collection()
        fired, sent = await ours(url, database, count)
    return Result(store, fired.ours + sent.ours, fired.wall + sent.wall), base.ours


def show(name: str, found: Result, count: int, own: float, server: float = 0.0) -> None:
    """Print one line; CPU of the peer's database server has its own column."""
    each = 1000 / count
    beside = f"+{server * each:.2f}" if server else ""
    times = f"{own / found.processor:.2f}" if found.processor else ""
    cost = f"{found.processor * each:.3f}"
    print(ROW.format(name, cost, beside, f"{found.store:.1f}", times), flush=True)


async def main(count: int) -> None:
    """Print the table; ours is measured first and last."""
    print(ROW.format(f"{count:,} due at once", "ms each", "its server", "store s", "ours/it"))
    costs: dict[str, Cost] = {}
    async with bot_api() as url:
        await our_own(url, WARMING)
        first, base = await our_own(url, count)
        show("python-telegram-bot, sending", Result(0.0, base, 0.0), count, first.processor)
        show("ours, SQLite", first, count, first.processor)
        with tempfile.TemporaryDirectory() as folder, redis(Path(folder)) as queue:
            for name, title in PEERS.items():
                if name == "celery_redis" and queue is None:
                    print(f"{title:<32} not measured: Redis is not installed")
                    continue
                try:
                    found, server = one(name, url, queue or "", count)
                except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
                    print(f"{title:<32} did not send {count:,} in its time", flush=True)
                    continue
                costs[name] = Cost(found.processor, server)
                show(title, found, count, first.processor, server)
        last, _ = await our_own(url, count)
        show("ours, SQLite, once more", last, count, first.processor)
    own = (first.processor + last.processor) / 2
    for name in costs.keys() & DURABLE:
        cost = costs[name]
        print(f"ours is {own / cost.ours:.2f} times {PEERS[name]}, which loses nothing when killed")
        print(f"with its server: {own / (cost.ours + cost.server):.2f} (wanted: at most {WANTED})")
    name = min(costs, key=lambda each: costs[each].ours)
    print(f"and {own / costs[name].ours:.2f} times the cheapest of all, {PEERS[name]}")


def one(name: str, url: str, queue: str, count: int) -> tuple[Result, float]:
    """The result of one peer, and CPU seconds of its database server, if it has one."""
    environment = {"BENCH_URL": url, "BENCH_REDIS": queue}
    if name != "procrastinate_jobs":
        return run_peer(name, count, environment), 0.0
    with own_server() as place:
        database = Database(place.render_as_string(False))
        server = DatabaseServer(database)
        before = server.seconds()
        plain = place.set(drivername="postgresql").render_as_string(False)
        found = run_peer(name, count, environment | {"BENCH_POSTGRES": plain})
        after = server.seconds()
        database.close()
    return found, after - before


if __name__ == "__main__":
    if not PYTHON.exists():
        sys.exit("the peers are not installed: make bench does it")
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
