"""Measures several processes against one: do two workers deliver twice as much?

The simulated 08:00 round runs on PostgreSQL with one worker and with two, each with few jobs at a
time, so that they wait for the platform and not for the processor. Then the queue's own cost is
measured with jobs that do nothing, and divided by the reminders of a job.

usage: python -m bench.workers [COMMUNES] [OFFICIALS]   (without: 60 communes, 100 officials each)
"""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.commandline.simulation.measurement import cpu_seconds, measure_round, server_cpu_seconds
from bot.commandline.simulation.population import PopulationSize, insert_population
from bot.texts.simulating import SimulationResult
from scheduler.calendar.clock import RealClock
from scheduler.engine.pending_work import CommuneWork
from scheduler.engine.runners.jobs import JobQueue
from scheduler.engine.runners.workers import MOST_QUEUED, WorkerRunner
from storage.database import Database
from storage.migrations import upgrade
from tests.servers.postgres import own_server, owned

ANSWER_MS = 50
AT_A_TIME = 3
"""Jobs (communes) at a time in one worker; each bot may send thirty messages a second."""

LONGEST = 300
JOBS = MOST_QUEUED
ROW = "{:<28} {:>9} {:>9} {:>9} {:>9} {:>9}"


def simulate_round(size: PopulationSize, workers: int) -> SimulationResult:
    """Run the simulated round on a server of its own."""
    with own_server() as server, tempfile.TemporaryDirectory() as folder:
        database = Database(owned(server).render_as_string(False))
        upgrade(database)
        insert_population(database, size)
        try:
            return measure_round(
                database, Path(folder), size, workers, ANSWER_MS, LONGEST, AT_A_TIME
            )
        finally:
            database.close()


async def empty_jobs(database: Database) -> tuple[float, float]:
    """CPU seconds of worker and server for a job that does nothing."""
    done = 0

    async def nothing(commune_id: int) -> None:
        nonlocal done
        done += 1

    async def keep() -> None:
        return

    jobs, clock = JobQueue(database), RealClock()
    workers = WorkerRunner(jobs, database, clock, clock, {CommuneWork.DELIVER: nothing}, keep, 60)
    async with jobs.opened():
        before = _cpu_seconds(database)
        await jobs.enqueue(CommuneWork.DELIVER, *range(1, JOBS + 1))
        running = asyncio.create_task(workers.run([CommuneWork.DELIVER.value], AT_A_TIME))
        while done < JOBS:  # noqa: ASYNC110 # the jobs are done in a loop of their own
            await asyncio.sleep(0.05)
        after = _cpu_seconds(database)
        workers.stop()
        await running
    return (after[0] - before[0]) / JOBS, (after[1] - before[1]) / JOBS


def _cpu_seconds(database: Database) -> tuple[float, float]:
    return cpu_seconds([os.getpid()]), server_cpu_seconds(database) or 0.0


def main() -> None:
    """Print the table."""
    communes, officials = (int(word) for word in (*sys.argv[1:], "60", "100")[:2])
    size = PopulationSize(communes, officials, officials * 3)
    print(ROW.format("ms of CPU a message", "messages", "seconds", "a second", "workers", "server"))
    paces = []
    for workers in (1, 2):
        measured = simulate_round(size, workers).measured
        pace = measured.messages / measured.seconds
        paces.append(pace)
        each = 1000 / measured.messages
        numbers = (f"{measured.messages:,}", f"{measured.seconds:.1f}", f"{pace:.0f}")
        costs = (f"{measured.workers_cpu * each:.2f}", f"{measured.server_cpu * each:.2f}")
        print(ROW.format(f"{workers} worker{'s' * (workers > 1)}", *numbers, *costs), flush=True)
    print(f"two deliver {paces[1] / paces[0]:.2f} times what one does")
    with own_server() as place:
        database = Database(owned(place).render_as_string(False))
        upgrade(database)
        began = time.monotonic()
        own, server = asyncio.run(empty_jobs(database))
        took = time.monotonic() - began
        database.close()
    queue = (own + server) * 1000
    print(ROW.format("a job that does nothing", f"{JOBS:,}", f"{took:.1f}", "",
                     f"{own * 1000:.2f}", f"{server * 1000:.2f}"))  # fmt: skip
    print(f"the queue's share of a reminder, {officials} to a job: {queue / officials:.3f} ms")


if __name__ == "__main__":
    main()
