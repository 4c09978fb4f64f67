"""Measures how soon a message is on the open pages of many people, and the program's memory.

The real program runs in another process; each client keeps one page open, as a browser does. The
time is from the commit of the messages until a client has its own, so claiming, storing and
recording are included.

usage: python -m bench.web_clients [CLIENTS ...]      (without numbers: 100 and 1000)
"""

import asyncio
import hashlib
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import insert

from bot.channels.web_input import address_of
from bot.web.slow_clients import MAX_OPEN_PAGES
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.message_json import encode
from storage.commune import Commune
from storage.database import Database
from storage.delivery import Delivery
from storage.migrations import upgrade
from storage.person import Address, Holding, Person
from storage.unit import Post, Unit
from storage.web_session import WebSession
from storage.words import DeliveryKind, Rank, State

ROOT = Path(__file__).parent.parent
CLOCK = "2025-10-08T09:00:00+07:00"
NOW = datetime.fromisoformat(CLOCK).astimezone(UTC)
ROUNDS = 5
PATIENCE = 60.0
WANTED_SECONDS, WANTED_MEGABYTES = 2.0, 300
MESSAGE = Outgoing(
    (
        Block((Bold("Ke hoach kiem tra, giam sat nam 2026"), " con 5 ngay " * 10)),
        Block((Bold("Du toan ngan sach"), " con 3 ngay " * 10)),
    ),
    ((Button("Da nhan", "5 da nhan", "b1"), Button("Xem viec", "5", "b2")),),
)


@dataclass
class Client(asyncio.Protocol):
    """One open page, and when its newest message arrived (time.perf_counter)."""

    place: str
    cookie: str
    at: float = 0.0
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    _left: bytes = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(
            f"GET /events HTTP/1.1\r\nHost: {self.place}\r\nCookie: {self.cookie}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        events = (self._left + data).split(b"\n\n")
        self._left = events.pop()
        for event in events:
            if b"event: message\n" in event:
                self.at = time.perf_counter()
                self.came.set()
            elif b"event: ready\n" in event:
                self.ready.set()


@dataclass(frozen=True)
class Round:
    """One round: seconds until half of the clients and until the last one had their message."""

    middle: float
    last: float


def fill(database: Database, people: int) -> None:
    """A commune of so many people, each with a page and a signed-in browser."""
    persons = range(1, people + 1)
    shared = {"commune_id": 1}
    with database.everything() as session:
        connection = session.connection()
        connection.execute(insert(Commune).values(id=1, key="xa", name="Xa"))
        connection.execute(insert(Unit).values(id=1, key="u", name="u", **shared))
        post = {"unit_id": 1, "key": "p", "name": "p", "rank": Rank.OFFICIAL, **shared}
        connection.execute(insert(Post).values(id=1, **post))
        connection.execute(insert(Person), [{"id": n, "name": f"p{n}", **shared} for n in persons])
        held = {"post_id": 1, "since": NOW, **shared}
        connection.execute(insert(Holding), [{"person_id": n, **held} for n in persons])
        linked = {"channel": "web", "linked_at": NOW, "place": 0, **shared}
        rows = [{"person_id": n, "address": address_of(n), **linked} for n in persons]
        connection.execute(insert(Address), rows)
        lasts = {"expires_at": NOW + timedelta(days=30), **shared}
        sessions = [{"person_id": n, "token_hash": hashed(n), **lasts} for n in persons]
        connection.execute(insert(WebSession), sessions)


def hashed(person: int) -> str:
    """The stored hash of a person's session secret."""
    return hashlib.sha256(f"secret{person}".encode()).hexdigest()


def commit(database: Database, persons: Sequence[int]) -> None:
    """Commit one message to each of these people into the outbox."""
    common = {
        "sort": DeliveryKind.NOTICE,
        "state": State.PENDING,
        "body": encode(MESSAGE),
        "commune_id": 1,
    }
    due = {"fire_at": NOW, "not_before": NOW, "step": "", "attempts": 0, "unknown": False}
    with database.everything() as session:
        rows = [{"person_id": n, **common, **due} for n in persons]
        session.connection().execute(insert(Delivery), rows)


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[tuple[str, int]]:
    """Run the program; yields host:port and its process id."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "WEB_PORT": "0",
        "TICK_SECONDS": "0.05",
        "PYTHONUNBUFFERED": "1",
    }
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--clock", CLOCK,
        cwd=ROOT, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert program.stdout is not None
    found = re.search(rb"http://([\d.:]+)", await program.stdout.readline())
    assert found is not None
    try:
        yield found[1].decode(), program.pid
    finally:
        program.terminate()
        await program.wait()


async def connect(place: str, persons: Sequence[int]) -> list[Client]:
    """Open a page for each of these people, who may repeat, and wait until all are ready."""
    host, port = place.split(":")
    loop = asyncio.get_running_loop()
    clients = []
    for person in persons:
        opened = partial(Client, place, f"session=secret{person}")
        _, client = await loop.create_connection(opened, host, int(port))
        clients.append(client)
    async with asyncio.timeout(PATIENCE):
        for client in clients:
            await client.ready.wait()
    return clients


async def one_round(database: Database, clients: list[Client], persons: Sequence[int]) -> Round:
    """Send one message to each of these people and wait for it on every page."""
    for client in clients:
        client.came.clear()
    commit(database, persons)
    start = time.perf_counter()
    async with asyncio.timeout(PATIENCE):
        for client in clients:
            await client.came.wait()
    times = [client.at - start for client in clients]
    return Round(statistics.median(times), max(times))


def memory(pid: int, name: str) -> float:
    """Megabytes of a process: VmRSS now, VmHWM at most, RssAnon not shared."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


async def measure(count: int, kind: str) -> None:
    """Print a line for so many clients; kind 'own': one page each, else many windows per page."""
    windows = 1 if kind == "own" else MAX_OPEN_PAGES
    persons = range(1, count // windows + 1)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(database)
        fill(database, count)
        async with serving(f"sqlite:///{Path(folder) / 'bench.db'}") as (place, pid):
            before = memory(pid, "VmRSS")
            clients = await connect(place, [*persons] * windows)
            rounds = [await one_round(database, clients, persons) for _ in range(ROUNDS)]
            middle = statistics.median(each.middle for each in rounds)
            last = [each.last for each in rounds]
            most = memory(pid, "VmHWM")
        database.close()
    print(
        f"{len(clients):>8,} {len(persons):>6,} {len(persons):>9,} {middle:>8.2f}"
        f" {statistics.median(last):>8.2f} {max(last):>8.2f} {before:>9.0f} {most:>8.0f}",
        flush=True,
    )


def main(counts: Sequence[int]) -> None:
    """Print two lines for each number of clients: one page each, and many windows per page."""
    print(
        f"{'clients':>8} {'pages':>6} {'messages':>9} {'half s':>8} {'all s':>8} {'worst s':>8}"
        f" {'empty MB':>9} {'most MB':>8}"
    )
    for count in counts:
        for kind in ("own", "shared"):
            asyncio.run(measure(count, kind))
    print(f"wanted: all in under {WANTED_SECONDS:.0f} s, under {WANTED_MEGABYTES} MB")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1_000])
