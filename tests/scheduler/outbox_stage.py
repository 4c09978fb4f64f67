"""The small commune's outbox, with channels whose responses the test decides."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.texts.wording import Words
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import (
    AcceptInbound,
    Block,
    Capabilities,
    Inbound,
    Outgoing,
    RateLimit,
    Receipt,
)
from scheduler.delivery.claim import Claim, claim_ready
from scheduler.delivery.message_json import encode
from scheduler.delivery.notices import add_answer, add_notice
from scheduler.delivery.outbox import Outbox
from scheduler.delivery.packing import PackingContext
from scheduler.delivery.rate_limit import RateLimiter
from scheduler.ladder.office import NationalDays
from storage.bulk import insert_rows
from storage.database import Database
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.person import Address, Person
from storage.words import DeliveryKind, Role, State
from tests.scheduler.small_commune import CHANNEL, NOW, SETUP_AT, SmallCommune, opened

NATIONAL, WORDS = NationalDays(), Words()
FAST = RateLimit(1000, 1000, 1000)
WITH_BUTTONS = Capabilities(text_limit=4096, buttons=True, edits=True, rate_limit=FAST)
WITHOUT_BUTTONS = Capabilities(2000, False, False, FAST, messages_a_month=100)
OTHER_CHANNEL = "zalo"
SECOND = timedelta(seconds=1)
LONGEST = 10
"""Seconds for one drain, on a machine that has much else to do."""


class Unhurried(RateLimiter):
    """Waits for no limit."""

    async def acquire(self, address: str, group: bool = False) -> float:
        return 0.0


async def takes_all(address: str) -> None:
    """A platform that accepts everything."""


@dataclass
class Platform:
    """Records what it is sent. `before` is awaited first: it may raise, hang, or do anything."""

    name: str = CHANNEL
    capabilities: Capabilities = WITH_BUTTONS
    before: Callable[[str], Awaitable[None]] = takes_all
    sent: list[tuple[str, str]] = field(default_factory=list)
    edited: list[tuple[str, str, str]] = field(default_factory=list)
    pieces: int = 1

    async def send(self, address: str, message: Outgoing) -> Receipt:
        await self.before(address)
        self.sent.append((address, message.plain))
        return Receipt(f"m{len(self.sent)}", self.pieces)

    async def edit(self, address: str, message_id: str, message: Outgoing) -> None:
        await self.before(address)
        self.edited.append((address, message_id, message.plain))

    async def acknowledge(self, inbound: Inbound) -> None: ...

    async def receive(self, accept: AcceptInbound) -> None: ...

    async def close(self) -> None: ...

    @property
    def addressees(self) -> list[str]:
        """The addresses it was sent to, in order."""
        return [address for address, _ in self.sent]


def text(words: str) -> Outgoing:
    return Outgoing((Block((words,)),))


async def as_it_is(commune_id: int, message: Outgoing) -> Outgoing:
    return message


@dataclass
class Hanging:
    """A platform that hangs for one address until released."""

    address: str = "lead"
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, address: str) -> None:
        if address == self.address:
            self.begun.set()
            await self.answered.wait()

    async def has_begun(self) -> None:
        """Returns when its send began; a send that does not begin fails."""
        async with asyncio.timeout(LONGEST):
            await self.begun.wait()


@dataclass
class Stage:
    """The commune's database with an outbox; the office's clock and the machine's clock are
    stopped.
    """

    database: Database
    platform: Platform = field(default_factory=Platform)
    others: Mapping[tuple[int, str], Platform] = field(default_factory=dict)
    ready: Callable[[int, Outgoing], Awaitable[Outgoing]] = as_it_is
    pacer: type[RateLimiter] = Unhurried

    def __post_init__(self) -> None:
        self.clock, self.machine = ManualClock(NOW), ManualClock(NOW)
        self.channels = {(1, self.platform.name): self.platform, **self.others}
        self.outbox = Outbox(
            self.database,
            self.clock,
            self.machine,
            NATIONAL,
            WORDS,
            self.channels,
            self.ready,
            self.pacer,
        )

    async def drain(self, commune_id: int | None = None) -> int:
        """The result of the outbox's drain; a drain that does not end fails."""
        async with asyncio.timeout(LONGEST):
            return await self.outbox.drain(commune_id)

    def claim(
        self, commune_id: int | None = None, answers: bool = False, busy: Iterable[str] = ()
    ) -> list[Claim]:
        """The result of a claim by another process now."""
        with self.commune() as commune:
            ids = [commune.people[name] for name in busy]
        able = {key: channel.capabilities for key, channel in self.channels.items()}
        now, machine_now = self.clock.now(), self.machine.now()
        counter = PackingContext(NATIONAL, WORDS, able, now, machine_now, ids)
        return claim_ready(self.database, counter, commune_id, answers)

    def commune(self, commune_id: int = 1) -> Any:
        """The commune in one transaction."""
        return opened(self.database, commune_id)

    def tell(self, *people: str, words: str = "news", at: datetime | None = None) -> None:
        """A piece of news for each of these people, to be sent from a moment on."""
        with self.commune() as commune:
            ids = [commune.people[each] for each in people]
            add_notice(commune.session, 1, ids, text(words), self.clock.now(), at)

    def reply(self, person: str, words: str = "answer", channel: str = CHANNEL) -> int:
        """Store an answer to a person in a chat; returns its id."""
        with self.commune() as commune:
            row = add_answer(
                commune.session,
                chat_of(commune, person, channel),
                text(words),
                self.clock.now(),
            )
            commune.session.flush()
            return row.id

    def link(self, person: str, channel: str = OTHER_CHANNEL, place: int = 1) -> None:
        """One more chat of a person, tried after the first."""
        with self.commune() as commune:
            chat = {"channel": channel, "address": f"{person}-{channel}", "place": place}
            person_id = commune.people[person]
            commune.session.add(Address(person_id=person_id, linked_at=SETUP_AT, **chat))

    def rows(self) -> list[Delivery]:
        """The whole outbox as it is stored, oldest first."""
        with self.database.everything() as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    def states(self) -> list[str]:
        """The states of the whole outbox, oldest first."""
        return [str(row.state) for row in self.rows()]


def chat_of(commune: SmallCommune, person: str, channel: str = CHANNEL) -> Address:
    """A person's chat on a channel."""
    found = select(Address).where(
        Address.person_id == commune.people[person], Address.channel == channel
    )
    return commune.session.scalars(found).one()


def delivery(commune: SmallCommune, person: str | None = "lead", **values: object) -> Delivery:
    """A news delivery that may be sent now, unless `values` change it."""
    made = {
        "sort": DeliveryKind.NOTICE,
        "person_id": commune.people[person] if person else None,
        "body": encode(text("news")),
        "fire_at": NOW,
        "not_before": NOW,
        "state": State.PENDING,
        "attempts": 0,
        "reason": "",
        "late": False,
        "unknown": False,
        "note": "",
    }
    row = Delivery(**(made | values))
    commune.session.add(row)
    commune.session.flush()
    return row


def reminder(commune: SmallCommune, row: Milestone, step: str, **values: object) -> Delivery:
    """A reminder of an item for its lead, unless `values` change it."""
    about = {"milestone_id": row.id, "step": step, "due_version": row.due_version}
    made = {"sort": DeliveryKind.REMINDER, "role": Role.LEAD, "body": None}
    return delivery(commune, **(about | made | values))  # type: ignore[arg-type]


def crowd(stage: Stage, count: int, each: int = 1, name: str = "p") -> list[str]:
    """News for so many more people, each with a chat; their addresses in the order of waiting."""
    names = [f"{name}{number:04}" for number in range(count)]
    since = [NOW + timedelta(seconds=number - count) for number in range(count)]
    with stage.commune() as commune:
        session = commune.session
        insert_rows(session, Person, [{"name": name} for name in names])
        found = session.execute(select(Person.name, Person.id).where(Person.name.in_(names)))
        ids = dict(found.all())
        owned = [{"person_id": ids[name], "address": name} for name in names]
        chat = {"channel": CHANNEL, "linked_at": SETUP_AT, "place": 0, "menu": ""}
        insert_rows(session, Address, [chat | each for each in owned])
        about = {"sort": DeliveryKind.NOTICE, "fire_at": NOW, "state": State.PENDING, "attempts": 0}
        about |= {"step": "", "late": False, "note": "", "reason": "", "unknown": False}
        news = about | {"body": encode(text("news"))}
        times = zip(names, since, strict=True)
        waiting = [{"person_id": ids[name], "not_before": moment} for name, moment in times]
        insert_rows(session, Delivery, [news | own for own in waiting for _ in range(each)])
    return names
