"""Fill a PostgreSQL database by the story and keep what it holds.

usage: python -m tests.release FOLDER; the three files of a release are written there
"""

import asyncio
import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from procrastinate.exceptions import AlreadyEnqueued

from bot.app.worker import WorkerShare
from scheduler.calendar.clock import ManualClock, RealClock
from scheduler.engine.pending_work import PENDING_QUERIES, CommuneWork, communes_with_work
from scheduler.engine.runners.workers import LOOK, MAINTENANCE
from storage.database import Database
from storage.migrations import current_revision, upgrade
from tests.release.platforms import Json, memory_of
from tests.release.queue import queued
from tests.release.rows import Line, dump, write_lines
from tests.release.running import running
from tests.release.story import START, VICE_CHAIR, fill, lay_office
from tests.servers.postgres import own_server, owned
from tests.stories.world import at
from tests.worker import at_work


async def told(database: Database, folder: Path) -> Json:
    """Run the story; returns the state of the platforms."""
    clock = ManualClock(at(START))
    lay_office(database, clock)
    async with running(database, folder, clock) as office:
        await fill(office)
        memory = memory_of(office)
        memory["cookies"] = {
            post: await office.site.cookie(chat) for post, chat in office.page.chats.items()
        }
        memory["codes"] = {VICE_CHAIR: office.telegram.code(VICE_CHAIR)}
    await _queue(database, clock)
    return memory


async def _queue(database: Database, clock: ManualClock) -> None:
    """Queue jobs for all waiting work, while no worker runs."""
    async with at_work(database, clock, WorkerShare(("nothing",), 1)) as crew:
        found = communes_with_work(database, clock.now(), RealClock().now(), PENDING_QUERIES)
        for work, commune_ids in found.items():
            await crew.jobs.enqueue(work, *commune_ids)
        await crew.jobs.enqueue(CommuneWork.MENUS, 1)
        keep = crew.jobs.app.configure_task(
            MAINTENANCE, queue=MAINTENANCE, lock=MAINTENANCE, queueing_lock=MAINTENANCE
        )
        with suppress(AlreadyEnqueued):
            await keep.defer_async(timestamp=round(RealClock().now().timestamp()))
        while LOOK not in await crew.jobs.status_by_key():  # noqa: ASYNC110 # it happens in the database
            await asyncio.sleep(0.1)


def without_secrets(lines: Sequence[Line], cookies: dict[str, str]) -> dict[str, str]:
    """Give every browser session a known secret; returns the secrets by post."""
    words = {}
    for number, (post, cookie) in enumerate(cookies.items()):
        known = hashlib.sha256(cookie.encode()).hexdigest()
        words[post] = f"cookie-{number}"
        for table, row in lines:
            if table == "web_session" and row["token_hash"] == known:
                row["token_hash"] = hashlib.sha256(words[post].encode()).hexdigest()
    return words


def main(folder: Path) -> None:
    """Write the files of a release."""
    with (
        own_server() as server,
        TemporaryDirectory() as there,
        closing(Database(owned(server).render_as_string(False))) as database,
    ):
        upgrade(database)
        memory: dict[str, Any] = asyncio.run(told(database, Path(there)))
        with database.everything() as session:
            lines = list(dump(session.connection()))
        memory["revision"] = current_revision(database)
        memory["cookies"] = without_secrets(lines, memory["cookies"])
        lines += queued(database)
    packed = gzip.compress(write_lines(lines).encode(), 9, mtime=0)
    (folder / "rows.jsonl.gz").write_bytes(packed)
    kept = json.dumps(memory, ensure_ascii=False, separators=(",", ":"))
    (folder / "platforms.json.gz").write_bytes(gzip.compress(kept.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
