"""Procrastinate on PostgreSQL: a job a reminder; messages go over aiohttp.

usage: BENCH_URL=... BENCH_POSTGRES=postgresql://... python -m bench.peers.procrastinate_jobs COUNT
"""

import asyncio
import os
import sys

from aiohttp import ClientSession
from procrastinate import App, PsycopgConnector
from procrastinate.types import JSONValue

from bench.peers.work import Countdown, Result, Watch, address, again, body, path, tell

AT_ONCE = 1_000
CONCURRENCY = 20
DEAD = 2.0
"""Seconds: no other worker is there, so none that lives can be taken for dead."""


async def free(app: App) -> None:
    """Give back what a dead worker had begun, as the documentation has it."""
    await asyncio.sleep(DEAD)
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD):
        await app.job_manager.retry_job(job)


async def main(count: int) -> None:
    """Store all, then send all."""
    app = App(connector=PsycopgConnector(conninfo=os.environ["BENCH_POSTGRES"]))
    done = asyncio.Event()
    left = Countdown(count, done)
    async with ClientSession() as session, app.open_async():
        if again():
            await free(app)
        else:
            await app.schema_manager.apply_schema_async()

        @app.task(name="remind")
        async def remind(number: int) -> None:
            async with session.post(address() + path(), json=body(number)) as answer:
                await answer.json()
            left.one()

        stored = Watch()
        for first in () if again() else range(1, count + 1, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, count + 1))
            given: list[dict[str, JSONValue]] = [{"number": number} for number in numbers]
            await remind.batch_defer_async(*given)
        store, watch = stored.wall, Watch()
        await app.run_worker_async(
            wait=False, concurrency=CONCURRENCY, install_signal_handlers=False
        )
        assert done.is_set() or again()
        tell(Result(store, watch.processor, watch.wall))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
