"""Measures the cost of a delivered and recorded reminder, compared with sending alone.

Prints CPU milliseconds of the sending process per message, against a minimal Bot API in another
process: aiohttp alone; python-telegram-bot's `send_message` over our request class; and our whole
path, for people with one reminder each, all due at once: fire, claim, check, word, send, record.
All send the same words to as many chats, with as many messages in flight.

usage: python -m bench.sending [MESSAGES] [sqlite] [postgresql]   (without: 10000, both)

For PostgreSQL a server is started and stopped; its CPU time has a column of its own.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

from aiohttp import ClientSession
from sqlalchemy import insert, text
from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode

from bench.bot_api import TOKEN
from bench.costs import Cost, both, line
from bench.database_server import DatabaseServer
from bench.overdue import DATABASES
from bot.channels.connections import Connections
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import TelegramBot
from bot.channels.telegram_markup import inline_keyboard, to_html
from bot.channels.telegram_request import AiohttpRequest
from bot.commandline.process import tune_garbage_collection
from bot.importers.national import national_days
from bot.texts.wording import Words
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.outbox import Outbox
from scheduler.delivery.rate_limit import WINDOW_SIZE, RateLimiter
from scheduler.delivery.wording import Digest, Item, Reminder
from scheduler.engine.engine import fire_due
from scheduler.ladder.office import NationalDays
from storage.commune import Commune
from storage.database import Database
from storage.migrations import upgrade
from storage.milestone import Milestone
from storage.person import Address, Holding, Person
from storage.task import Task
from storage.unit import Post, Unit
from storage.words import MilestoneShape, Rank, Role, Status, TaskKind

NOW = datetime(2025, 11, 21, 1, 0, 10, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=1)
DUE_ON = date(2025, 11, 28)
TITLE = "Ke hoach kiem tra, giam sat nam {}"
WARMING = 200
WANTED = 2.0


class NoRateLimit(RateLimiter):
    """A rate limit that never waits, so that only our own cost is measured."""

    async def acquire(self, address: str, group: bool = False) -> float:
        """No wait."""
        return 0.0


@asynccontextmanager
async def bot_api() -> AsyncIterator[str]:
    """Run the Bot API in another process; yields its address."""
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.bot_api"), stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    try:
        yield (await server.stdout.readline()).decode().strip()
    finally:
        server.kill()
        await server.wait()


def sample() -> Outgoing:
    """The message that every chat gets, as the program words it."""
    days = (DUE_ON - NOW.date()).days
    item = Item(
        1000,
        TITLE.format(1000),
        "",
        MilestoneShape.DEADLINE,
        Status.ACCEPTED,
        DUE_ON,
        DUE_ON,
        days,
        5,
        "",
    )
    digest = Words().digest(Digest("p1000", NOW.date(), (Reminder(item, "before_7", Role.LEAD),)))
    return Outgoing(
        digest.blocks,
        tuple(
            tuple(type(each)(each.label, each.say, "x" * 12) for each in row)
            for row in digest.buttons
        ),
    )


async def in_flight(messages: int, send: Callable[[int], Awaitable[object]]) -> Cost:
    """Send so many messages, WINDOW of them in flight, as on our own path."""
    numbers = iter(range(1, messages + 1))

    async def send_in_turn() -> None:
        for number in numbers:
            await send(number)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(send_in_turn() for _ in range(WINDOW_SIZE)))
    return Cost(time.process_time() - cpu, wall=time.perf_counter() - began)


async def raw(url: str, messages: int) -> Cost:
    """The cost of sending with aiohttp alone."""
    message = sample()
    body = {
        "text": to_html(message),
        "parse_mode": "HTML",
        "reply_markup": inline_keyboard(message),
    }
    address = f"{url}/bot{TOKEN}/sendMessage"
    async with ClientSession() as session:

        async def send(number: int) -> None:
            async with session.post(address, json={"chat_id": number, **body}) as answer:
                await answer.json()

        await in_flight(WARMING, send)
        return await in_flight(messages, send)


async def library(url: str, messages: int) -> Cost:
    """The cost of sending with python-telegram-bot over our request class."""
    message = sample()
    words, markup = (
        to_html(message),
        InlineKeyboardMarkup.de_json(inline_keyboard(message) or {}, None),
    )
    request = AiohttpRequest(TOKEN, 5, 30, Connections())
    bot = TelegramBot(TOKEN, url, request)

    async def send(number: int) -> None:
        await bot.send_message(number, words, parse_mode=ParseMode.HTML, reply_markup=markup)

    await in_flight(WARMING, send)
    cost = await in_flight(messages, send)
    await request.shutdown()
    return cost


def outbox_on(url: str, database: Database) -> tuple[Outbox, TelegramChannel, NationalDays]:
    """An outbox, its channel, and the public holidays it uses."""
    clock, national = ManualClock(NOW), national_days()
    channel = TelegramChannel(TOKEN, clock.now, url)

    async def ready(commune_id: int, message: Outgoing) -> Outgoing:
        return message

    channels = {(1, channel.name): channel}
    outbox = Outbox(database, clock, clock, national, Words(), channels, ready, NoRateLimit)
    return outbox, channel, national


async def ours(url: str, database: Database, messages: int) -> tuple[Cost, Cost]:
    """Our whole path: the cost of making deliveries, and that of sending and recording them."""
    outbox, channel, national = outbox_on(url, database)
    server = DatabaseServer(database)
    started = time.perf_counter(), time.process_time(), server.seconds()
    await database.run(fire_due, database, national, NOW)
    fired = time.perf_counter(), time.process_time(), server.seconds()
    sent = await outbox.drain()
    done = time.perf_counter(), time.process_time(), server.seconds()
    await channel.close()
    assert sent == messages, sent
    return _between(started, fired), _between(fired, done)


Reading = tuple[float, float, float]


def _between(before: Reading, after: Reading) -> Cost:
    wall, ours, server = (b - a for a, b in zip(before, after, strict=True))
    return Cost(ours, server, wall)


def fill(database: Database, people: int) -> None:
    """A commune of so many people on Telegram, each the lead of one task due in a week."""
    persons, shared = range(1, people + 1), {"commune_id": 1}
    far = NOW + timedelta(days=30)
    with database.everything() as session:
        connection = session.connection()
        commune = {"id": 1, "key": "xa", "name": "Xa", "next_number": people + 1}
        summaries = {"next_summary_at": far, "next_review_at": far}
        connection.execute(insert(Commune).values(**commune, **summaries))
        connection.execute(insert(Unit).values(id=1, key="u", name="u", **shared))
        common = {"unit_id": 1, "rank": Rank.OFFICIAL, **shared}
        posts = [{"id": n, "key": f"p{n}", "name": f"p{n}", **common} for n in persons]
        connection.execute(insert(Post), posts)
        connection.execute(insert(Person), [{"id": n, "name": f"p{n}", **shared} for n in persons])
        held = {"since": BEFORE, **shared}
        connection.execute(
            insert(Holding), [{"person_id": n, "post_id": n, **held} for n in persons]
        )
        linked = {"channel": "telegram", "linked_at": BEFORE, "place": 0, **shared}
        chats = [{"person_id": n, "address": str(n), **linked} for n in persons]
        connection.execute(insert(Address), chats)
        led = {"title": "t", "sector": "s", "kind": TaskKind.DATED, **shared}
        tasks = [{"id": n, "key": f"t{n}", "lead_post_id": n, **led} for n in persons]
        connection.execute(insert(Task), tasks)
        connection.execute(insert(Milestone), [milestone(n) for n in persons])
        connection.execute(text("ANALYZE"))


def milestone(number: int) -> dict[str, object]:
    """A milestone whose reminder, a week before the due date, is due at 08:00."""
    handed = NOW - timedelta(days=40)
    return {
        "commune_id": 1,
        "task_id": number,
        "number": number,
        "key": "m",
        "title": TITLE.format(number),
        "shape": MilestoneShape.DEADLINE,
        "due_on": DUE_ON,
        "original_due_on": DUE_ON,
        "planned_on": DUE_ON,
        "status": Status.ACCEPTED,
        "handed_over_at": handed,
        "fired_until": BEFORE,
        "next_fire_at": NOW - timedelta(seconds=10),
    }


async def measure(url: str, name: str, messages: int) -> tuple[Cost, Cost]:
    """The cost of our whole path on one database, after a short warm-up run."""
    with DATABASES[name]() as database:
        upgrade(database)
        fill(database, WARMING)
        await ours(url, database, WARMING)
    with DATABASES[name]() as database:
        upgrade(database)
        fill(database, messages)
        tune_garbage_collection()
        return await ours(url, database, messages)


async def main(messages: int, databases: Sequence[str]) -> None:
    """Print the table. The library's send is measured before and after each of our lines."""
    print(f"{'a message':<40} {'ms':>8} {'server':>8} {'ratio':>6} {'a second':>8}")
    half = messages // 2
    async with bot_api() as url:
        alone, before = await raw(url, messages), await library(url, half)
        line("aiohttp alone", alone, messages, 2 * before.ours)
        for name in databases:
            fired, sent = await measure(url, name, messages)
            after = await library(url, half)
            base = both(before, after)
            line("python-telegram-bot over aiohttp", base, 2 * half, base.ours)
            line(f"{name}: found due, made deliveries", fired, messages, base.ours)
            line(f"{name}: claimed, worded, sent, recorded", sent, messages, base.ours)
            line(f"{name}: whole", both(fired, sent), messages, base.ours)
            before = after
    print(f"wanted: a ratio of at most {WANTED} for the whole on SQLite")


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    names = [each for each in sys.argv[1:] if each in DATABASES]
    asyncio.run(main(numbers[0] if numbers else 10_000, names or list(DATABASES)))
