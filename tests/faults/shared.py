"""The same office on the workers engine: three workers and the site on PostgreSQL, with webhooks.

One process after another is killed, or all connections to the database are cut, while the others
go on; what died starts again.
"""

import asyncio
import random
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from scheduler.calendar.working_time import VIETNAM
from storage.database import Database
from tests.faults.kills import claimed_not_sent, delivered_not_recorded
from tests.faults.office import PASSWORD, ROOT, SPEED, Office
from tests.servers.telegram import TelegramServer
from tests.stories.world import BUILDER, at

WORKERS = 3
SITE = ("web",)
PROCESSES = (SITE, *(("worker", "--concurrency", "4") for _ in range(WORKERS)))

TAKEN_OVER = 60.0
"""Seconds until another worker has done the work of a dead one: it counts as dead, and its claims
expire, after 15 seconds.
"""

CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

Loss = Callable[["SharedOffice", random.Random], Awaitable[None]]


class SharedOffice(Office):
    """`processes` are those that run, by their place in PROCESSES."""

    def __init__(
        self, database: Database, server: TelegramServer, folder: Path, crowd: int = 0
    ) -> None:
        super().__init__(database, server, folder, crowd)
        self._folder = folder
        self.processes: dict[int, asyncio.subprocess.Process] = {}
        self._began = 0.0
        with socket.create_server(("127.0.0.1", 0)) as found:
            self._port = found.getsockname()[1]

    def environment(self) -> dict[str, str]:
        """The environment of every process."""
        return super().environment() | {
            # This server asks for none; whoever is told one may not pass it on.
            "DATABASE_URL": self.database.url.set(password=PASSWORD).render_as_string(False),
            "ENGINE": "workers",
            "PUBLIC_URL": f"http://127.0.0.1:{self._port}",
            "WEB_PORT": str(self._port),
            "TICK_SECONDS": "1",
        }

    async def start(self, clock: str, speed: int = SPEED) -> None:
        """Start every process that does not run."""
        self._begun = at(clock)
        self._began = asyncio.get_running_loop().time()
        for place in range(len(PROCESSES)):
            await self._start(place, clock)

    async def _start(self, place: int, clock: str) -> None:
        # Not a pipe: nobody reads it while the process lives, and a full one would stop it.
        log = self._folder / f"{place}.log"
        with log.open("ab") as told:
            process = self.processes[place] = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", *PROCESSES[place]),
                *("--clock", clock, "--speed", str(SPEED)),
                cwd=ROOT,
                env=self.environment(),
                stdout=asyncio.subprocess.PIPE,
                stderr=told,
            )
        assert process.stdout is not None
        self.outputs.add_titles(process.pid)
        said = await asyncio.wait_for(process.stdout.readline(), self.patience())
        self.outputs.add("stdout", said.decode())
        if not said:
            raise AssertionError(log.read_text(encoding="utf-8"))

    def site(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self._port}/"

    def patience(self) -> float:
        """Seconds allowed for the end of a day."""
        return super().patience() + TAKEN_OVER

    async def lose(self, place: int) -> None:
        """kill -9 one process, and start it again."""
        process = self.processes[place]
        process.kill()
        await process.communicate()
        passed = asyncio.get_running_loop().time() - self._began
        now = (self._begun + timedelta(seconds=passed * SPEED)).astimezone(VIETNAM)
        await self._start(place, now.strftime("%Y-%m-%dT%H:%M"))

    async def cut(self) -> None:
        """Every connection to the database breaks off."""
        engine = create_engine(self.database.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(CUT))
        engine.dispose()
        self.database.engine.dispose()

    async def end(self) -> None:
        """Kill running processes."""
        for process in self.processes.values():
            if process.returncode is None:
                process.kill()
                await process.communicate()

    async def stop(self) -> str:
        """Send SIGTERM to all processes and return their logs."""
        for process in self.processes.values():
            self.outputs.add_titles(process.pid)
            process.terminate()
        for process in self.processes.values():
            await asyncio.wait_for(process.communicate(), 60)
        log = "".join(path.read_text(encoding="utf-8") for path in self._folder.glob("*.log"))
        self.outputs.add("log", log)
        assert all(process.returncode == 0 for process in self.processes.values()), log
        self.processes = {}
        return log


async def some_process(office: SharedOffice, chance: random.Random) -> None:
    """Kill any process, at a random moment while messages arrive."""
    for post in chance.choices(list(office.writers()), k=chance.randrange(4)):
        office.write(post)
        await asyncio.sleep(chance.uniform(0, 0.15))
    await asyncio.sleep(chance.uniform(0, 2))
    await office.lose(chance.randrange(len(PROCESSES)))


async def all_workers_while_it_sends(office: SharedOffice, chance: random.Random) -> None:
    """Kill all workers while a message is delivered or being sent and not recorded."""
    await chance.choice([delivered_not_recorded, claimed_not_sent])(office, chance)
    for place in range(1, len(PROCESSES)):
        await office.lose(place)


async def connections(office: SharedOffice, chance: random.Random) -> None:
    """Cut all connections to the database."""
    office.write(BUILDER)
    await asyncio.sleep(chance.uniform(0, 0.5))
    await office.cut()


LOSSES: Sequence[Loss] = (some_process, some_process, all_workers_while_it_sends, connections)


async def live_shared(
    office: SharedOffice, days: Sequence[str], losses: Sequence[Loss], chance: random.Random
) -> None:
    """Live through the days, so many losses on each; every evening finds all work done."""
    each = -(-len(losses) // len(days))
    for place, day in enumerate(days):
        office.foretell(f"{day}T07:30", f"{day}T08:01")
        office.write(BUILDER)
        await office.start(f"{day}T07:59")
        for loss in losses[place * each : (place + 1) * each]:
            await loss(office, chance)
        await office.calm()
        await office.stop()
