"""python-telegram-bot's JobQueue: a job in memory for each reminder; sends with the library.

usage: BENCH_URL=... python -m bench.peers.ptb_jobqueue COUNT FOLDER
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.ext import Application, CallbackContext

from bench.peers.work import (
    PATIENCE,
    TOKEN,
    WORDS,
    Countdown,
    Result,
    Stopwatch,
    address,
    is_restart,
    print_result,
)


async def main(count: int) -> None:
    """Store all, then send all."""
    # Ten connections are cheapest for its client; a burst waits for one of them.
    settings = Application.builder().token(TOKEN).base_url(f"{address()}/bot")
    application = settings.connection_pool_size(10).pool_timeout(PATIENCE).build()
    queue, done = application.job_queue, asyncio.Event()
    assert queue is not None
    left = Countdown(count, done)

    async def remind(context: CallbackContext[Any, Any, Any, Any]) -> None:
        assert context.job is not None
        await context.bot.send_message(context.job.data, WORDS)
        left.one()

    stored = Stopwatch()
    due = datetime.now(UTC) + timedelta(seconds=count / 500)
    for number in () if is_restart() else range(1, count + 1):
        queue.run_once(remind, due, data=number, job_kwargs={"misfire_grace_time": None})
    store, watch = stored.wall, Stopwatch()
    await queue.start()
    async with asyncio.timeout(PATIENCE):
        await done.wait()
    print_result(Result(store, watch.processor, watch.wall))
    await queue.stop()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
