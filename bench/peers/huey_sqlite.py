"""huey on SQLite: a scheduled task for each reminder; a consumer of four threads in this process.

usage: BENCH_URL=... python -m bench.peers.huey_sqlite COUNT FOLDER
"""

import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

from huey import SqliteHuey

from bench.peers.work import PATIENCE, Countdown, Result, Stopwatch, is_restart, print_result, send


def main(count: int, folder: Path) -> None:
    """Store all, then send all."""
    huey = SqliteHuey(filename=str(folder / "huey.db"), fsync=True, results=False, utc=False)
    done = threading.Event()
    left = Countdown(count, done)

    @huey.task()
    def remind(number: int) -> None:
        send(number)
        left.one()

    stored, due = Stopwatch(), datetime.now() - timedelta(seconds=1)  # noqa: DTZ005
    for number in () if is_restart() else range(1, count + 1):
        # `schedule` would run a past task at once; this puts it into the schedule.
        huey.add_schedule(remind.s(number, eta=due))
    store = stored.wall
    consumer = huey.create_consumer(workers=4, periodic=False, scheduler_interval=1)
    watch = Stopwatch()
    consumer.start()
    assert done.wait(PATIENCE), "not all was sent in time"
    print_result(Result(store, watch.processor, watch.wall))
    consumer.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
