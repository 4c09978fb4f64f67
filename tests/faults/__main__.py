"""Many kills: `python -m tests.faults --kills 200 --seed 7`. A table at the end, 1 if it failed."""

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from storage.database import Database
from storage.migrations import upgrade
from tests.faults.kills import KILLS, at_random, live
from tests.faults.office import Count, Office
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
        database = Database(f"sqlite:///{Path(folder) / 'nhacviec.db'}")
        upgrade(database)
        async with TelegramServer() as server:
            office = Office(database, server, crowd)
            try:
                await live(office, DAYS, chance.choices(ALL, k=kills), chance)
                return office.count()
            finally:
                await office.end()
                database.close()


def main() -> int:
    """Run the rounds; how many failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=20251008)
    options.add_argument("--crowd", type=int, default=CROWD)
    chosen = options.parse_args()
    sys.stdout.write(ROW.format("seed", "kills", "replies", "owed", "arrived", "twice", ""))
    failed = 0
    for seed in range(chosen.seed, chosen.seed + -(-chosen.kills // A_ROUND)):
        try:
            count = asyncio.run(one_round(A_ROUND, seed, chosen.crowd))
        except AssertionError as error:
            failed += 1
            sys.stdout.write(ROW.format(seed % 10000, A_ROUND, "", "", "", "", f"LOST: {error}"))
            continue
        many = count.twice > A_ROUND
        failed += many
        told = (seed % 10000, A_ROUND, count.written, count.owed, count.arrived, count.twice)
        sys.stdout.write(ROW.format(*told, "TOO MANY TWICE" if many else "nothing lost"))
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
