"""APScheduler with its SQLAlchemy store on SQLite: a job for each reminder; sends with aiohttp.

usage: BENCH_URL=... python -m bench.peers.apscheduler_store COUNT FOLDER
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import ClientSession
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bench.peers.work import (
    PATIENCE,
    Countdown,
    Result,
    Stopwatch,
    address,
    body,
    is_restart,
    path,
    print_result,
)

_now: dict[str, object] = {}
"""The session and the countdown of this run: a stored job knows its number alone."""


async def remind(number: int) -> None:
    """Send one message."""
    session, left = _now["session"], _now["left"]
    assert isinstance(session, ClientSession)
    assert isinstance(left, Countdown)
    async with session.post(address() + path(), json=body(number)) as answer:
        await answer.json()
    left.one()


async def main(count: int, folder: Path) -> None:
    """Store all, then send all."""
    done = asyncio.Event()
    left = Countdown(count, done)
    scheduler = AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{folder / 'jobs.db'}")}
    )
    async with ClientSession() as session:
        _now.update(session=session, left=left)
        scheduler.start(paused=True)
        stored, due = Stopwatch(), datetime.now(UTC)
        for number in () if is_restart() else range(1, count + 1):
            scheduler.add_job(remind, "date", run_date=due, args=[number], misfire_grace_time=None)
        store, watch = stored.wall, Stopwatch()
        scheduler.resume()
        async with asyncio.timeout(PATIENCE):
            await done.wait()
        print_result(Result(store, watch.processor, watch.wall))
        scheduler.shutdown(wait=False)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
