"""Measures one tick with nothing due, by the number of future milestones.

usage: python -m bench.tick [--postgresql] [SIZE ...]      (without sizes: 1000 and 1000000)

For PostgreSQL a server is started and stopped.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text

from bot.importers.national import national_days
from scheduler.engine.engine import fire_due, next_due
from storage.commune import Commune
from storage.database import Database
from storage.migrations import upgrade
from storage.milestone import Milestone
from storage.task import Task
from storage.unit import Post, Unit
from storage.words import MilestoneShape, Rank, Status, TaskKind
from tests.servers.postgres import own_server, owned

NATIONAL = national_days()
NOW = datetime(2025, 10, 8, 2, tzinfo=UTC)
TICKS = 300
AT_ONCE = 20_000
WANTED = 1.2


def main(sizes: Sequence[int], postgresql: bool) -> None:
    """Print a line for each size, with the ratio to the smallest.

    The sizes take turns tick by tick, so that other load on the machine affects all alike.
    """
    with tempfile.TemporaryDirectory() as folder, served(postgresql, Path(folder)) as address:
        databases = [made(address(size), size) for size in sizes]
        for database in databases:
            cost(database, 0)
        ticks = [[cost(each, count) for each in databases] for count in range(1, TICKS)]
        for database in databases:
            database.close()
    print(f"{'milestones':>12} {'median ms':>10} {'p95 ms':>8} {'ratio':>6}")
    columns = list(zip(*ticks, strict=True))
    base = statistics.median(columns[0])
    for size, column in zip(sizes, columns, strict=True):
        middle, high = statistics.median(column), statistics.quantiles(column, n=20)[-1]
        print(f"{size:>12,} {middle:>10.3f} {high:>8.3f} {middle / base:>6.2f}")
    print(f"wanted: a ratio under {WANTED}")


def cost(database: Database, count: int) -> float:
    """Milliseconds of one tick with nothing due, and of asking for the next due moment."""
    before = time.perf_counter()
    fire_due(database, NATIONAL, NOW + timedelta(seconds=count))
    next_due(database)
    return (time.perf_counter() - before) * 1000


@contextmanager
def served(postgresql: bool, folder: Path) -> Iterator[Callable[[int], str]]:
    """Yields a function: the database URL for a size."""
    if not postgresql:
        yield lambda size: f"sqlite:///{folder / f'{size}.db'}"
        return
    with own_server() as server:
        yield lambda size: owned(server, f"of_{size}").render_as_string(False)


def made(address: str, size: int) -> Database:
    """A database of its own with that many milestones."""
    database = Database(address)
    upgrade(database)
    fill(database, size)
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
    return database


def fill(database: Database, size: int) -> None:
    """One commune with that many milestones, all due for their next reminder in the future."""
    far = NOW + timedelta(days=30)
    with database.everything() as session:
        connection = session.connection()
        commune = {"id": 1, "key": "xa", "name": "xa", "next_number": size + 1}
        connection.execute(
            insert(Commune).values(**commune, next_summary_at=far, next_review_at=far)
        )
        connection.execute(insert(Unit).values(id=1, commune_id=1, key="u", name="u"))
        post = {"id": 1, "commune_id": 1, "unit_id": 1, "key": "p", "name": "p"}
        connection.execute(insert(Post).values(**post, rank=Rank.OFFICIAL))
        task = {"id": 1, "commune_id": 1, "key": "t", "title": "t", "sector": "s"}
        connection.execute(insert(Task).values(**task, kind=TaskKind.DATED, lead_post_id=1))
        for first in range(1, size + 1, AT_ONCE):
            rows = [row(number) for number in range(first, min(first + AT_ONCE, size + 1))]
            connection.execute(insert(Milestone), rows)


def row(number: int) -> dict[str, object]:
    """A milestone whose next reminder lies 31 to 400 days ahead."""
    at = NOW + timedelta(days=31 + number % 370, seconds=number % 3600)
    day = at.date()
    return {
        "commune_id": 1,
        "task_id": 1,
        "number": number,
        "key": f"m{number}",
        "title": "t",
        "shape": MilestoneShape.DEADLINE,
        "due_on": day,
        "original_due_on": day,
        "planned_on": day,
        "status": Status.ACCEPTED,
        "handed_over_at": NOW,
        "fired_until": NOW,
        "next_fire_at": at,
    }


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if word != "--postgresql"]
    main([int(size) for size in asked] or [1_000, 1_000_000], "--postgresql" in sys.argv)
