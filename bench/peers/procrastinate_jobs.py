"""Procrastinate on PostgreSQL: a job for each reminder; sends with aiohttp.

usage: BENCH_URL=... BENCH_POSTGRES=postgresql://... python -m bench.peers.procrastinate_jobs COUNT
"""

import asyncio
import os
import sys

from aiohttp import ClientSession
from procrastinate import App, PsycopgConnector
from procrastinate.types import JSONValue

from bench.peers.work import (
    Countdown,
    Result,
    Stopwatch,
    address,
    body,
    is_restart,
    path,
    print_result,
)

BATCH = 1_000
CONCURRENCY = 20
STALLED_AFTER = 2.0
"""Seconds without a heartbeat after which a job is retried; no other worker is running."""


async def retry_stalled(app: App) -> None:
    """Retry the jobs of a dead worker, as the documentation says."""
    await asyncio.sleep(STALLED_AFTER)
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await app.job_manager.retry_job(job)


async def main(count: int) -> None:
    """Store all, then send all."""
    app = App(connector=PsycopgConnector(conninfo=os.environ["BENCH_POSTGRES"]))
    done = asyncio.Event()
    left = Countdown(count, done)
    async with ClientSession() as session, app.open_async():
        if is_restart():
            await retry_stalled(app)
        else:
            await app.schema_manager.apply_schema_async()

        @app.task(name="remind")
        async def remind(number: int) -> None:
            async with session.post(address() + path(), json=body(number)) as answer:
                await answer.json()
            left.one()

        stored = Stopwatch()
        for first in () if is_restart() else range(1, count + 1, BATCH):
            numbers = range(first, min(first + BATCH, count + 1))
            given: list[dict[str, JSONValue]] = [{"number": number} for number in numbers]
            await remind.batch_defer_async(*given)
        store, watch = stored.wall, Stopwatch()
        await app.run_worker_async(
            wait=False, concurrency=CONCURRENCY, install_signal_handlers=False
        )
        assert done.is_set() or is_restart()
        print_result(Result(store, watch.processor, watch.wall))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
