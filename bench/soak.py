"""Runs the real program through many working days in minutes: does its memory grow, does it hold
locks, does it lose or repeat messages?

A hundred officials have overdue work and reply on Telegram (the tests' server) or keep their page
open; the secretary asks questions. The program runs in another process, on SQLite and a fast clock.

usage: python -m bench.soak [--minutes 60] [--factor 10] [--people 100] [--pages 30]
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from aiohttp import ClientSession

from bench.locks import Wait, waited
from bench.soak_office import Commune, CountingPage, SoakResult, compare
from bench.web_clients import memory
from bot.importers.national import national_days
from scheduler.calendar.working_time import VIETNAM, local_day, vietnam_to_utc
from scheduler.ladder.office import calendar_for
from storage.database import Database
from storage.migrations import upgrade
from tests.servers.telegram import TelegramServer
from tests.stories.world import CHIEF, at

BEGIN = at("2025-11-24T07:30")
"""Four days before all work is due; overdue reminders and escalations follow."""
EVENING, FIRST_WORDS, LAST_WORDS = 17.5, 8.2, 16.5
"""Hours of the day in Vietnam."""
WORKING_SHARE = (LAST_WORDS - FIRST_WORDS) / 24 * 5 / 7
REPLIES_A_DAY = 2
"""Replies of each official; the secretary asks a tenth of their sum."""
QUESTIONS = ("qua han", "tien do", "sap den han", "chua bao cao")
SAMPLE_INTERVAL = 10.0
"""Seconds between two samples of the program."""
TALK_INTERVAL = 0.25
LOCK_WAIT = 1.0
MOST_GROWTH = 0.05


@dataclass(frozen=True, slots=True)
class ProgramSample:
    """A sample of the program after so many seconds: megabytes, open files, messages delivered."""

    after: float
    memory: float
    files: int
    messages: int


@dataclass(slots=True)
class Soak:
    """One run: its parameters, and what was measured."""

    office: Commune
    minutes: float
    factor: int
    path: Path
    chance: random.Random = field(default_factory=lambda: random.Random(20251124))
    samples: list[ProgramSample] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    pages: list[CountingPage] = field(default_factory=list)
    boards: int = 0
    began: float = 0.0

    @property
    def end(self) -> datetime:
        """The evening of the last working day."""
        calendar = calendar_for(BEGIN, national_days())
        last = calendar.add_working_days(local_day(BEGIN), self.factor - 1)
        return vietnam_to_utc(last, datetime.min.time()) + timedelta(hours=EVENING)

    @property
    def speed(self) -> float:
        """The speed of the clock; 1 is real time."""
        return (self.end - BEGIN) / timedelta(minutes=self.minutes)

    def now(self) -> datetime:
        """The time on the program's clock."""
        return BEGIN + timedelta(seconds=(time.monotonic() - self.began) * self.speed)

    async def run(self, log: int) -> None:
        """Run the whole soak."""
        place = await self.office.open(BEGIN, self.speed, log)
        self.began = time.monotonic()
        loop = asyncio.get_running_loop()
        host, port = place.split(":")
        for cookie in self.office.cookies.values():
            opened = partial(CountingPage, place, cookie)
            _, page = await loop.create_connection(opened, host, int(port))
            self.pages.append(page)
        beside = [
            asyncio.create_task(work)
            for work in (self.keep_sampling(), self.try_locks(), self.open_boards(place))
        ]
        await self.converse()
        await self.office.calm()
        for task in beside:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*beside)
        self.samples.append(self.sample())

    async def converse(self) -> None:
        """Send replies and questions in working time, until the end."""
        writing = self.office.writing()
        worked = self.minutes * 60 * WORKING_SHARE
        replies = len(writing) * REPLIES_A_DAY * self.factor / worked * TALK_INTERVAL
        while (now := self.now()) < self.end:
            await asyncio.sleep(TALK_INTERVAL)
            local = now.astimezone(VIETNAM)
            hour = local.hour + local.minute / 60
            if local.weekday() >= 5 or not FIRST_WORDS <= hour <= LAST_WORDS:
                continue
            for _ in range(self.random_count(replies)):
                self.office.write(self.chance.choice(writing))
            for _ in range(self.random_count(replies / 10)):
                await self.ask()

    def random_count(self, mean: float) -> int:
        """A random count for one interval, `mean` on average."""
        return int(mean) + (self.chance.random() < mean % 1)

    async def ask(self) -> None:
        """Ask as the secretary and wait for the answer."""
        chat = self.office.chats[CHIEF]
        before, began = len(self.office.server.messages(chat)), time.monotonic()
        self.office.ask(self.chance.choice(QUESTIONS))
        await self.office.until(lambda: len(self.office.server.messages(chat)) > before)
        self.delays.append(time.monotonic() - began)

    async def keep_sampling(self) -> None:
        """Sample the program every SAMPLE_INTERVAL seconds."""
        while True:
            await asyncio.sleep(SAMPLE_INTERVAL)
            self.samples.append(self.sample())

    def sample(self) -> ProgramSample:
        """A sample of the program now."""
        process = self.office.process
        assert process is not None
        return ProgramSample(
            time.monotonic() - self.began,
            memory(process.pid, "VmRSS"),
            sum(1 for _ in Path(f"/proc/{process.pid}/fd").iterdir()),
            self.office.server.delivered(),
        )

    async def try_locks(self) -> None:
        """Measure twice a second how long another writer has to wait."""
        while True:
            await asyncio.sleep(0.5)
            wait = await asyncio.to_thread(waited, self.path)
            self.waits.append(wait)
            if wait.one > LOCK_WAIT:
                print(f"locked {wait.one:.2f} s at {self.now():%d/%m %H:%M} UTC", flush=True)

    async def open_boards(self, place: str) -> None:
        """Request the board every two seconds, as a random page."""
        async with ClientSession() as session:
            while True:
                await asyncio.sleep(2)
                cookie = self.chance.choice(list(self.office.cookies.values()))
                async with session.get(
                    f"http://{place}/board", headers={"Cookie": cookie}
                ) as answer:
                    assert answer.status == 200, answer.status
                    await answer.read()
                self.boards += 1


def growth(samples: list[ProgramSample]) -> float:
    """The growth of memory, as a share: last tenth against the tenth after the middle."""
    half = samples[len(samples) // 2 :]
    part = max(1, len(half) // 5)
    first = statistics.median(each.memory for each in half[:part])
    return statistics.median(each.memory for each in half[-part:]) / first - 1


def table(soak: Soak, found: SoakResult, took: float, log: str) -> bool:
    """Print the results; whether all bounds hold."""
    print(f"{'minutes':>8} {'memory MB':>10} {'open files':>11} {'messages':>9}")
    every = max(1, len(soak.samples) // 12)
    for each in islice(soak.samples, 0, None, every):
        print(f"{each.after / 60:>8.1f} {each.memory:>10.1f} {each.files:>11} {each.messages:>9,}")
    grown = growth(soak.samples)
    long_waits = [each for each in soak.waits if each.one > LOCK_WAIT]
    high = statistics.quantiles(soak.delays, n=20)[-1] if len(soak.delays) > 1 else 0.0
    median = statistics.median(soak.delays or [0.0])
    lines = [
        f"{soak.factor} working days in {took / 60:.1f} minutes, the clock {soak.speed:.0f}x",
        f"said to the bot {soak.office.said:,}, reminders sent {found.reminders:,}, messages on"
        f" Telegram {found.messages:,} and on pages {found.shown:,}, boards {soak.boards:,}",
        f"answer to the secretary: median {median:.2f} s, worst of twenty {high:.2f} s",
        f"memory in the last half: {grown:+.1%} (wanted: under {MOST_GROWTH:.0%})",
        f"locked over {LOCK_WAIT:.0f} s by one transaction: {len(long_waits)} of"
        f" {len(soak.waits):,} tries, the longest {max(each.one for each in soak.waits):.2f} s"
        f" (wanted: 0); to be let in took {max(each.whole for each in soak.waits):.2f} s at most",
        f"lost {len(found.lost)}, doubled {len(found.doubled)} (wanted: 0)",
        f"errors in the log: {log.count('Traceback')}",
    ]
    print("\n".join(lines))
    for name, wrong in (("lost", found.lost), ("doubled", found.doubled)):
        if wrong:
            print(f"  {name}: {wrong[:20]}")
    return grown < MOST_GROWTH and not long_waits and not found.lost and not found.doubled


async def run_soak(minutes: float, factor: int, people: int, pages: int) -> bool:
    """Run one soak on an empty database and print its table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "soak.db"
        database = Database(f"sqlite:///{path}")
        upgrade(database)
        async with TelegramServer() as server:
            office = Commune(database, server, Path(folder), people, pages)
            soak = Soak(office, minutes, factor, path)
            try:
                with (Path(folder) / "log").open("wb") as log:
                    await soak.run(log.fileno())
                    until = soak.now()
                    await office.close()
                found = compare(office, soak.pages, until)
                took = time.monotonic() - soak.began
                return table(soak, found, took, (Path(folder) / "log").read_text())
            finally:
                await office.end()
                database.close()


def main() -> int:
    """Run the soak; exit code 1 if a bound does not hold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--factor", type=int, default=10, help="working days")
    options.add_argument("--people", type=int, default=100)
    options.add_argument("--pages", type=int, default=30)
    chosen = options.parse_args()
    fine = asyncio.run(run_soak(chosen.minutes, chosen.factor, chosen.people, chosen.pages))
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
