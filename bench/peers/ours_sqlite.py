"""Our program on SQLite, as a driver like the others (for bench.peers.killed).

usage: BENCH_URL=... python -m bench.peers.ours_sqlite COUNT FOLDER
"""

import asyncio
import sys
from pathlib import Path

from bench.peers.work import address, is_restart
from bench.sending import NOW, fill, outbox_on
from scheduler.delivery.lease import release_leases
from scheduler.engine.engine import fire_due
from storage.database import Database
from storage.migrations import upgrade


async def main(count: int, folder: Path) -> None:
    """Store all, then send all."""
    database = Database(f"sqlite:///{folder / 'ours.db'}")
    upgrade(database)
    if is_restart():
        release_leases(database)
    else:
        fill(database, count)
    outbox, channel, national = outbox_on(address(), database)
    await database.run(fire_due, database, national, NOW)
    await outbox.drain()
    await channel.close()
    database.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
