"""Many kills: `python -m tests.faults --kills 200 --seed 7` prints a table; exit code 1 on a
failure.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from itertools import repeat
from pathlib import Path

from scheduler.delivery.rate_limit import WINDOW_SIZE
from storage.database import Database
from storage.migrations import upgrade
from tests.faults.counts import Count
from tests.faults.kills import KILLS, at_random, live
from tests.faults.office import Office
from tests.faults.shared import LOSSES, SharedOffice, live_shared
from tests.servers.postgres import own_server
from tests.servers.telegram import TelegramServer

DAYS = ["2025-11-14", "2025-11-21", "2025-11-25", "2025-11-27", "2025-11-28"]
ALL = (*KILLS, at_random, at_random)
A_ROUND = 20
"""Kills of one office, over all the days."""

CROWD = 500
"""Officials with a task each, all reminded on the same mornings."""

ROW = "{:>6} {:>6} {:>8} {:>6} {:>8} {:>6}  {}\n"


async def one_round(kills: int, seed: int, crowd: int) -> Count:
    """A fresh office with so many officials more, killed so often."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with fresh(f"sqlite:///{Path(folder) / 'nhacviec.db'}") as (database, server):
            office = Office(database, server, Path(folder), crowd)
            return await counted(office, live(office, DAYS, chance.choices(ALL, k=kills), chance))


async def one_shared_round(losses: int, seed: int, crowd: int) -> Count:
    """The same with three workers and the site on PostgreSQL, any of which is lost so often."""
    chance = random.Random(seed)
    with own_server() as url, tempfile.TemporaryDirectory() as folder:
        async with fresh(url.render_as_string(False)) as (database, server):
            office = SharedOffice(database, server, Path(folder), crowd)
            lost = chance.choices(LOSSES, k=losses)
            return await counted(office, live_shared(office, DAYS, lost, chance))


@asynccontextmanager
async def fresh(url: str) -> AsyncIterator[tuple[Database, TelegramServer]]:
    """A database with its tables, and Telegram."""
    database = Database(url)
    upgrade(database)
    try:
        async with TelegramServer() as server:
            yield database, server
    finally:
        database.close()


async def counted(office: Office, living: Awaitable[None]) -> Count:
    """The result of one run."""
    try:
        await living
        office.outputs.check()
        return office.count()
    finally:
        await office.end()


def run_once(seed: int, crowd: int, shared: bool) -> tuple[str, bool]:
    """A round's row of the table, and whether it failed."""
    live_through = one_shared_round if shared else one_round
    try:
        count = asyncio.run(live_through(A_ROUND, seed, crowd))
    except AssertionError as error:
        return ROW.format(seed % 10000, A_ROUND, "", "", "", "", f"LOST: {error}"), True
    except TimeoutError:
        # The machine was too busy to say that anything is lost, or that nothing is.
        return ROW.format(seed % 10000, A_ROUND, "", "", "", "", "TOO SLOW to start or stop"), True
    many = count.twice > A_ROUND * WINDOW_SIZE
    numbers = (seed % 10000, A_ROUND, count.written, count.owed, count.arrived, count.twice)
    return ROW.format(*numbers, "TOO MANY TWICE" if many else "nothing lost"), many


def main() -> int:
    """Run the rounds; 1 if one failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=20251008)
    options.add_argument("--crowd", type=int, default=CROWD)
    options.add_argument("--side-by-side", type=int, default=1, help="offices at the same time")
    options.add_argument("--shared", action="store_true", help="several processes on PostgreSQL")
    chosen = options.parse_args()
    sys.stdout.write(ROW.format("seed", "kills", "replies", "owed", "arrived", "twice", ""))
    sys.stdout.flush()
    seeds = range(chosen.seed, chosen.seed + -(-chosen.kills // A_ROUND))
    failed = False
    with ProcessPoolExecutor(chosen.side_by_side) as offices:
        for row, lost in offices.map(run_once, seeds, repeat(chosen.crowd), repeat(chosen.shared)):
            failed |= lost
            sys.stdout.write(row)
            sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
