"""Measures the cost of a reply: stored, read, done, answered; compared with a reminder's.

Prints CPU milliseconds, the database server's in a column of their own. People of one commune get a
reminder each, all due at once, then all answer at once, each answer sent as soon as it is
committed; both against a minimal Bot API in another process. Then the shares of what a reply's time
is spent in, by the profiler in the database's threads, which it slows down.

usage: python -m bench.replying [PEOPLE] [sqlite] [postgresql]   (without: 200, both)
"""

import asyncio
import cProfile
import pstats
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from bench.costs import Cost, both
from bench.database_server import DatabaseServer
from bench.overdue import DATABASES
from bench.sending import NOW, bot_api, fill, ours, outbox_on
from bot.commandline.process import tune_garbage_collection
from bot.conversation.inbox import Inbox
from bot.language import warm
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import Inbound
from scheduler.delivery.channel_extras import ChannelCapabilities
from scheduler.engine.runners.embedded import EmbeddedRunner
from storage.database import Database
from storage.migrations import upgrade

WANTED = 5.0
REPLY = "{number} dang lam {percent}%"
ROW = "{:<28} {:>8} {:>8} {:>8} {:>8}"

PLACES = {
    "SQLAlchemy": "/sqlalchemy/",
    "the database's driver": "psycopg",
    "language": "/bot/language/",
    "conversation": "/bot/conversation/",
    "texts": "/bot/texts/",
    "rules and outbox": "/scheduler/",
    "tables": "/storage/",
}
"""By kind of work: a part of the paths of its files. The first kind that matches counts."""


async def cost_of(database: Database, work: Callable[[], Awaitable[object]]) -> Cost:
    """What the work costs."""
    server = DatabaseServer(database)
    before = time.perf_counter(), time.process_time(), server.seconds()
    await work()
    wall, own = time.perf_counter() - before[0], time.process_time() - before[1]
    return Cost(own, server.seconds() - before[2], wall)


class Office:
    """People who answer their reminders, and the services that handle what they write."""

    def __init__(self, database: Database, url: str, people: int) -> None:
        self.outbox, self.channel, national = outbox_on(url, database)
        clock = ManualClock(NOW)
        channels = ChannelCapabilities({(1, self.channel.name): self.channel})
        self.inbox = Inbox(database, clock, clock, national, channels)
        self.runner = EmbeddedRunner(database, clock, national, self.outbox, 60)
        self._people = range(1, people + 1)
        self._round = 0

    async def write(self) -> None:
        """Everybody answers; the messages are stored."""
        self._round += 1
        for number in self._people:
            text = REPLY.format(number=number, percent=30 + self._round)
            name = f"{self._round}-{number}"
            await self.inbox.store(1, Inbound("telegram", name, str(number), NOW, text=text))

    async def answer(self) -> None:
        """All are handled and answered."""

        async def handled(commune_id: int) -> None:
            self.runner.wake_for_answers()

        async with self._running():
            await self.inbox.handle_all(None, handled)
            await self.outbox.drain()

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.runner.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def measure(url: str, name: str, people: int) -> None:
    """Print the lines of one database."""
    with DATABASES[name]() as database:
        upgrade(database)
        fill(database, people)
        tune_garbage_collection()
        reminder = both(*await ours(url, database, people))
        office = Office(database, url, people)
        await office.write()
        await office.answer()
        stored = await cost_of(database, office.write)
        answered = await cost_of(database, office.answer)
        whole, each = both(stored, answered), 1000 / people
        base = reminder.ours + reminder.server
        steps = {"reminder": reminder, "reply": whole, "stored": stored, "answered": answered}
        for what, cost in steps.items():
            share = (cost.ours + cost.server) / (whole.ours + whole.server)
            times = (cost.ours + cost.server) / base
            numbers = (f"{cost.ours * each:.2f}", f"{cost.server * each:.2f}", f"{share:.0%}")
            print(ROW.format(f"{name}: {what}", *numbers, f"{times:.2f}"), flush=True)
        for what, share in (await shares(database, office)).items():
            print(f"  {what:<26} {share:>8.0%}", flush=True)
        await office.channel.close()


async def shares(database: Database, office: Office) -> Mapping[str, float]:
    """What part of the database threads' time is spent where, while replies are handled."""
    await office.write()
    profile = cProfile.Profile(time.thread_time)  # waiting for a disk or server does not count
    await database.run(profile.enable)
    await office.answer()
    await database.run(profile.disable)
    found: dict[str, float] = defaultdict(float)
    statistics = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for (path, _, name), (_, _, own, _, _) in statistics.items():
        if "_queue" not in name:
            found[_place(path, name)] += own
    total = sum(found.values())
    return {what: own / total for what, own in sorted(found.items(), key=lambda each: -each[1])}


def _place(path: str, name: str) -> str:
    if "sqlite3" in name:
        return "the database"
    return next((what for what, part in PLACES.items() if part in path), "Python and others")


async def main(people: int, databases: Sequence[str]) -> None:
    """Print the table."""
    print(ROW.format("ms of CPU each", "ours", "server", "share", "times"))
    warm()
    async with bot_api() as url:
        for name in databases:
            await measure(url, name, people)
    print(f"wanted: a reply costs at most {WANTED} times a reminder")


if __name__ == "__main__":
    counts = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    names = [each for each in sys.argv[1:] if each in DATABASES]
    asyncio.run(main(counts[0] if counts else 200, names or list(DATABASES)))
