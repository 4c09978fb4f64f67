"""The outbox under load: few unrecorded sends, pauses kept, no delivery claimed twice."""

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, event, func, select

from bot.channels.telegram import TelegramChannel
from bot.importers.national import national_days
from bot.texts.wording import Words
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import (
    AcceptInbound,
    Block,
    Inbound,
    Outgoing,
    Receipt,
    TemporaryError,
)
from scheduler.delivery.claim import DELIVERIES_SCANNED, claim_ready
from scheduler.delivery.notices import add_answer, add_notice
from scheduler.delivery.outbox import SEND_BATCH, Outbox
from scheduler.delivery.packing import PackingContext
from scheduler.delivery.rate_limit import WINDOW_SIZE, RateLimiter
from storage.commune import Commune
from storage.database import Database
from storage.delivery import Delivery
from storage.person import Address, Person
from storage.words import State

NOW = datetime(2025, 10, 8, 2, tzinfo=UTC)
PAUSE = 40.0


class Unhurried(RateLimiter):
    """Knows nothing of time, as a process that has only just begun."""

    async def acquire(self, address: str, group: bool = False) -> float:
        return 0.0


class Platform:
    """Records what it is sent after a short delay; asks for a pause where set."""

    name = TelegramChannel.name
    capabilities = TelegramChannel.capabilities

    def __init__(self, database: Database, pause_for: Iterable[str] = ()) -> None:
        self.taken: list[str] = []
        self.most = 0
        self._database = database
        self._pause_for = set(pause_for)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        await asyncio.sleep(0.002)
        if address in self._pause_for:
            self._pause_for.remove(address)
            raise TemporaryError("Too Many Requests", PAUSE)
        self.taken.append(address)
        self.most = max(self.most, len(self.taken) - recorded(self._database))
        return Receipt(str(len(self.taken)))

    async def acknowledge(self, inbound: Inbound) -> None: ...

    async def receive(self, accept: AcceptInbound) -> None: ...

    async def close(self) -> None: ...


def recorded(database: Database) -> int:
    with database.everything() as session:
        sent = select(func.count()).where(Delivery.state == State.SENT)
        return session.scalar(sent) or 0


def people(database: Database, count: int) -> Sequence[int]:
    """So many persons of a new commune, each with a chat."""
    with database.everything() as session:
        session.add(Commune(id=1, key="xa", name="xa"))
        session.flush()
        persons = [Person(commune_id=1, name=f"p{number}") for number in range(count)]
        session.add_all(persons)
        session.flush()
        for person in persons:
            chat = {"channel": Platform.name, "address": str(person.id), "linked_at": NOW}
            session.add(Address(commune_id=1, person_id=person.id, **chat))
        return [person.id for person in persons]


def tell(database: Database, person_ids: Iterable[int], words: str) -> None:
    with database.everything() as session:
        add_notice(session, 1, person_ids, Outgoing((Block((words,)),)), NOW)


def reply(database: Database, person_id: int) -> None:
    with database.commune(1) as session:
        chat = session.scalars(select(Address).where(Address.person_id == person_id)).one()
        add_answer(session, chat, Outgoing((Block(("b",)),)), NOW)


def outbox_of(
    database: Database,
    platform: Platform,
    clock: ManualClock,
    limiter: type[RateLimiter] = Unhurried,
) -> Outbox:
    async def ready(commune_id: int, message: Outgoing) -> Outgoing:
        return message

    channels = {(1, platform.name): platform}
    return Outbox(database, clock, clock, national_days(), Words(), channels, ready, limiter)


async def test_few_sends_are_unrecorded_and_each_person_gets_one(database: Database) -> None:
    everybody, platform = people(database, 60), Platform(database)
    tell(database, everybody, "a")
    assert await outbox_of(database, platform, ManualClock(NOW)).drain() == 60
    assert sorted(map(int, platform.taken)) == sorted(everybody)
    assert recorded(database) == 60
    assert 1 < platform.most <= WINDOW_SIZE


class Plain(Platform):
    """Records nothing."""

    async def send(self, address: str, message: Outgoing) -> Receipt:
        await asyncio.sleep(0.002)
        return Receipt(address)


async def test_outcomes_of_a_paced_drain_share_commits(postgres_url: str) -> None:
    database, commits = Database(postgres_url), 0

    def count(connection: Connection) -> None:
        nonlocal commits
        commits += 1

    everybody, platform = people(database, 20), Plain(database)
    tell(database, everybody, "a")
    event.listen(database.engine, "commit", count)
    outbox = outbox_of(database, platform, ManualClock(NOW), RateLimiter)
    assert await outbox.drain() == recorded(database) == 20
    database.close()
    assert commits < 15


async def test_a_pause_delays_everything_waiting_for_that_chat(database: Database) -> None:
    one, other = people(database, 2)
    clock, platform = ManualClock(NOW), Platform(database, [str(one)])
    for words in "abcde":
        tell(database, [one, other], words)
    await outbox_of(database, platform, clock).drain()
    assert platform.taken == [str(other)] * 5
    clock.set(NOW + timedelta(seconds=PAUSE - 1))
    assert await outbox_of(database, platform, clock).drain() == 0
    clock.set(NOW + timedelta(seconds=PAUSE + 1))
    assert await outbox_of(database, platform, clock).drain() == 5


async def test_answers_go_out_before_a_batch_of_digests(
    database: Database,
) -> None:
    everybody, platform = people(database, 250), Platform(database)
    tell(database, everybody, "a")
    asked = everybody[200]
    reply(database, asked)
    await outbox_of(database, platform, ManualClock(NOW)).drain()
    assert str(asked) in platform.taken[:WINDOW_SIZE]


class Talkative(Platform):
    """A person asks something when the first digest arrives."""

    asking: Sequence[int] = ()

    async def send(self, address: str, message: Outgoing) -> Receipt:
        asking, self.asking = self.asking, ()
        for each in asking:
            reply(self._database, each)
        return await super().send(address, message)


async def test_an_answer_made_during_a_claim_goes_before_the_rest(
    database: Database,
) -> None:
    everybody, platform = people(database, 350), Talkative(database)
    last = everybody[-1]
    platform.asking = [last]
    tell(database, everybody, "a")
    await outbox_of(database, platform, ManualClock(NOW)).drain()
    assert platform.taken.count(str(last)) == 2
    assert platform.taken.index(str(last)) < SEND_BATCH + WINDOW_SIZE


def test_a_person_with_many_old_messages_excludes_nobody_from_a_claim(database: Database) -> None:
    flooded, *others = people(database, 21)
    with database.everything() as session:
        for number in range(DELIVERIES_SCANNED + 50):
            add_notice(session, 1, [flooded], Outgoing((Block((str(number),)),)), NOW)
    tell(database, others, "a")
    channels = {(1, Platform.name): Platform.capabilities}
    parcels = claim_ready(database, PackingContext(national_days(), Words(), channels, NOW, NOW))
    assert [parcel.person_id for parcel in parcels] == [flooded, *others]


def test_two_processes_claim_nothing_twice(database: Database) -> None:
    everybody, national = people(database, 300), national_days()
    tell(database, everybody, "a")
    channels = {(1, Platform.name): Platform.capabilities}
    counter = PackingContext(national, Words(), channels, NOW, NOW)

    def process(_: int) -> list[int]:
        claimed: list[int] = []
        while parcels := claim_ready(database, counter, 1):
            envelopes = [each for parcel in parcels for each in parcel.envelopes]
            claimed += [row for envelope in envelopes for row in envelope.delivery_ids]
        return claimed

    with ThreadPoolExecutor(2) as both:
        claimed = [row for own in both.map(process, range(2)) for row in own]
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == 300
