"""The commune of a soak: its people on Telegram or web pages, and the count of lost messages."""

import asyncio
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bench.web_clients import Client, hashed
from bot.channels.web_input import address_of
from storage.database import Database
from storage.delivery import Delivery
from storage.inbound import InboundRow
from storage.person import Address, Person
from storage.reply import Reply
from storage.web_message import WebMessage
from storage.web_session import WebSession
from storage.words import DeliveryKind, ReplyKind, State
from tests.faults.office import ROOT, Office
from tests.servers.telegram import TelegramServer
from tests.stories.world import CHIEF

SESSION_END = datetime(2026, 1, 31, tzinfo=UTC)
"""The end of the pages' sessions."""


@dataclass(eq=False)
class CountingPage(Client):
    """An open page that counts how often it got each message."""

    shown: Counter[int] = field(default_factory=Counter)

    def data_received(self, data: bytes) -> None:
        events = (self._left + data).split(b"\n\n")
        self._left = events.pop()
        for event in events:
            if found := re.search(rb"id: (\d+)\nevent: message", event):
                self.shown[int(found[1])] += 1
            elif b"event: ready\n" in event:
                self.ready.set()


class Commune(Office):
    """The tests' small commune with more officials; some read on a page instead of Telegram."""

    def __init__(
        self, database: Database, server: TelegramServer, folder: Path, people: int, pages: int
    ) -> None:
        super().__init__(database, server, folder, people)
        self.asked = 0
        self.readers = self.crowd[:pages]
        self.cookies: dict[str, str] = {}
        """By address of a page: its session cookie."""
        with database.commune(1) as session:
            for person in session.scalars(select(Person).where(Person.name.in_(self.readers))):
                chat = session.scalars(select(Address).where(Address.person_id == person.id)).one()
                chat.channel, chat.address = "web", address_of(person.id)
                self.cookies[chat.address] = f"session=secret{person.id}"
                lasts = {"expires_at": SESSION_END, "token_hash": hashed(person.id)}
                session.add(WebSession(person_id=person.id, **lasts))

    def writing(self) -> list[str]:
        """The officials who reply on Telegram."""
        return [name for name in self.writers() if name not in self.readers]

    def ask(self, words: str) -> None:
        """Ask a question as the secretary."""
        self.server.write(self.chats[CHIEF], words)
        self.asked += 1

    def answered(self) -> bool:
        with self.database.everything() as session:
            answers = select(func.count()).where(
                Delivery.sort == DeliveryKind.ANSWER, Delivery.state == State.SENT
            )
            return session.scalar(answers) == self.said

    @property
    def said(self) -> int:
        """The number of messages sent to the bot."""
        return sum(map(len, self.written.values())) + self.asked

    async def open(self, clock: datetime, speed: float, log: int) -> str:
        """Start the program with its log in a file; the host and port of its page."""
        self._begun = clock
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            *("--clock", clock.isoformat(), "--speed", f"{speed:.3f}"),
            cwd=ROOT,
            env=self.environment() | {"TICK_SECONDS": "1"},
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
        assert self.process.stdout is not None
        self.told = (await asyncio.wait_for(self.process.stdout.readline(), 60)).decode()
        found = re.search(r"http://([\d.:]+)", self.told)
        assert found is not None, self.told
        return found[1]

    async def close(self) -> None:
        """Stop the program and wait for its end."""
        assert self.process is not None
        self.process.terminate()
        assert await asyncio.wait_for(self.process.wait(), 30) == 0

    def kept(self) -> dict[str, list[int]]:
        """By official: the percentages in their stored replies, in order."""
        found = select(Person.name, Reply.percent).join(Person, Reply.person_id == Person.id)
        told: dict[str, list[int]] = {name: [] for name in self.written}
        with self.database.everything() as session:
            wanted = found.where(Reply.said == ReplyKind.PROGRESS).order_by(Reply.id)
            for name, percent in session.execute(wanted):
                told[name].append(percent or 0)
        return told

    def shown(self, address: str) -> set[int]:
        """The ids of all messages stored for a page."""
        found = select(WebMessage.id).where(
            WebMessage.address == address, WebMessage.incoming.is_(False)
        )
        with self.database.everything() as session:
            return set(session.scalars(found))


@dataclass(frozen=True, slots=True)
class SoakResult:
    """What arrived, and what was lost or repeated."""

    reminders: int
    messages: int
    shown: int
    lost: list[object]
    doubled: list[object]


def compare(office: Commune, pages: list[CountingPage], until: datetime) -> SoakResult:
    """Compare the database with what arrived, after the program ended."""
    with office.database.everything() as session:
        rows = session.scalars(select(Delivery)).all()
        inbound = session.scalars(select(InboundRow)).all()
    lost: list[object] = [
        ("inbound", row.id) for row in inbound if not row.handled_at or row.failure
    ]
    lost += ["inbound"] * (office.said - len(inbound))
    lost += [name for name, kept in office.kept().items() if kept != office.written[name]]
    lost += [("delivery", row.id, row.state, row.reason) for row in rows if owed(row, until)]
    sent = [row for row in rows if row.state is State.SENT]
    ids = {row.message_id for row in sent if row.channel == "telegram"}
    arrived = {str(each.message_id) for each in office.server.world.sent}
    lost += [("message", each) for each in ids - arrived]
    doubled: list[object] = list(unrecorded(office, ids))
    for page, address in zip(pages, office.cookies, strict=True):
        lost += [(address, each) for each in office.shown(address) - set(page.shown)]
        doubled += [(address, each) for each, often in page.shown.items() if often > 1]
    reminders = sum(row.sort is DeliveryKind.REMINDER for row in sent)
    return SoakResult(
        reminders, len(arrived), sum(len(page.shown) for page in pages), lost, doubled
    )


def unrecorded(office: Commune, ids: set[str | None]) -> Iterator[tuple[int, str]]:
    """Arrived messages that are not recorded and repeat another text in the same chat.

    Of a message sent in pieces only one is recorded, but the others have a text of their own.
    """
    sent = office.server.world.sent
    often = Counter((each.chat, each.text) for each in sent)
    for each in sent:
        if str(each.message_id) not in ids and often[each.chat, each.text] > 1:
            yield each.chat, each.text[:80]


def owed(row: Delivery, until: datetime) -> bool:
    """Whether a delivery should have gone out and has not."""
    done = row.state in (State.SENT, State.VOID)
    return not done and not (row.state is State.PENDING and row.not_before > until)
