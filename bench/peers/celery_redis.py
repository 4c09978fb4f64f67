"""Celery on Redis: a task with an ETA for each reminder; a worker of two processes.

usage: BENCH_URL=... BENCH_REDIS=redis://... python -m bench.peers.celery_redis COUNT FOLDER
"""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

from celery import Celery

from bench.peers.work import (
    PATIENCE,
    Result,
    Stopwatch,
    cpu_seconds,
    is_restart,
    print_result,
    send,
)

app = Celery("reminders", broker=os.environ["BENCH_REDIS"])
app.conf.update(task_ignore_result=True, task_acks_late=True, worker_prefetch_multiplier=0)


@app.task(name="remind")
def remind(number: int) -> None:
    """Send one message."""
    send(number)


def main(count: int) -> None:
    """Store all, then send all; the worker's own start is not counted."""
    worker = subprocess.Popen(
        [
            *(sys.executable, "-m", "celery", "-A", "bench.peers.celery_redis", "worker"),
            *("--concurrency", "2", "--loglevel", "ERROR", "--without-gossip", "--without-mingle"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while not app.control.inspect(timeout=1).ping():
            assert time.monotonic() < end, "the worker does not start"
        before, stored = cpu_seconds(worker.pid), Stopwatch()
        due = datetime.now(UTC) + timedelta(seconds=2)
        with app.producer_or_acquire() as producer:
            for number in () if is_restart() else range(1, count + 1):
                remind.apply_async((number,), eta=due, producer=producer)
        store, watch = stored.wall, Stopwatch()
        end = time.monotonic() + PATIENCE
        while sent() < count:
            assert time.monotonic() < end, "not all was sent in time"
            time.sleep(0.5)
        print_result(Result(store, cpu_seconds(worker.pid) - before, watch.wall))
    finally:
        worker.terminate()
        worker.wait()


def sent() -> int:
    """The number of tasks the worker has finished."""
    stats = app.control.inspect(timeout=5).stats() or {}
    done = sum(each["total"].get("remind", 0) for each in stats.values())
    waiting = app.control.inspect(timeout=5).active() or {}
    return int(done - sum(map(len, waiting.values())))


if __name__ == "__main__":
    main(int(sys.argv[1]))
