"""What a drain sends and in which order: leases, hanging sends, pauses."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.delivery.channel import (
    Block,
    Capabilities,
    Handout,
    Outgoing,
    PermanentError,
    Receipt,
    TemporaryError,
)
from scheduler.delivery.claim import LEASE, release_leases
from scheduler.delivery.message_json import encode
from scheduler.delivery.notices import add_edit
from scheduler.delivery.outbox import SEND_BATCH
from scheduler.delivery.rate_limit import WINDOW_SIZE
from scheduler.delivery.sending import LAST_START
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.group import Group
from storage.outgo import Outgo
from storage.person import Address
from storage.words import DeliveryKind, State
from tests.scheduler.outbox_stage import (
    FAST,
    OTHER_CHANNEL,
    SECOND,
    WITHOUT_BUTTONS,
    Platform,
    Stage,
    Unhurried,
    crowd,
    delivery,
    text,
)
from tests.scheduler.small_commune import CHANNEL, NOW, store_commune


@pytest.fixture
def stage(own_copy: Database) -> Stage:
    return Stage(own_copy)


async def test_a_drain_sends_all_ready_deliveries_once(stage: Stage) -> None:
    stage.tell("lead", "other", words="a")
    stage.tell("lead", words="b")
    stage.tell("head", words="later", at=NOW + SECOND)
    assert await stage.drain() == 3
    assert sorted(stage.platform.sent) == [("lead", "a"), ("lead", "b"), ("other", "a")]
    assert stage.states() == ["sent", "sent", "sent", "pending"]
    sent = stage.rows()[:3]
    assert all(row.sent_at == NOW and row.lease_until is None for row in sent)
    assert all(row.channel == CHANNEL and (row.message_id or "")[0] == "m" for row in sent)
    assert await stage.drain() == 0
    stage.clock.move_to(NOW + SECOND)
    assert await stage.drain() == 1
    assert stage.platform.sent[-1] == ("head", "later")


async def test_a_drain_of_one_commune_leaves_the_others(stage: Stage) -> None:
    other = store_commune(stage.database, "ya")
    stage.channels[other, CHANNEL] = Platform()
    stage.tell("lead")
    assert await stage.drain(other) == 0
    assert await stage.drain(1) == 1


async def test_each_message_is_prepared_for_its_commune(own_copy: Database) -> None:
    async def ready(commune_id: int, message: Outgoing) -> Outgoing:
        return text(f"{message.plain} of {commune_id}")

    stage = Stage(own_copy, ready=ready)
    stage.tell("lead", words="a")
    assert await stage.drain() == 1
    assert stage.platform.sent == [("lead", "a of 1")]


@pytest.mark.parametrize(
    ("passed", "begun"),
    [(LEASE - LAST_START, True), (LEASE - LAST_START + SECOND, False), (LEASE, False)],
)
async def test_no_send_begins_when_its_lease_has_ended_or_is_about_to(
    stage: Stage, passed: timedelta, begun: bool
) -> None:
    async def freeze(address: str) -> None:
        stage.machine.set(NOW + passed)

    stage.platform.before = freeze
    stage.tell("lead", words="a")
    stage.tell("lead", words="b")
    assert await stage.drain() == 1 + begun
    assert len(stage.platform.sent) == 1 + begun
    stage.machine.set(NOW + LEASE)
    assert await stage.drain() == 0
    stage.machine.set(NOW + LEASE + SECOND)
    assert await stage.drain() == (not begun)
    assert stage.platform.sent == [("lead", "a"), ("lead", "b")]


async def test_deliveries_with_an_expired_lease_are_sent_by_the_next_claim(
    stage: Stage,
) -> None:
    async def freeze(address: str) -> None:
        stage.machine.set(NOW + LEASE + SECOND)
        stage.platform.before = taken_over

    async def taken_over(address: str) -> None: ...

    stage.platform.before = freeze
    stage.tell("lead", words="a")
    stage.tell("lead", words="b")
    assert await stage.drain() == 2
    assert stage.platform.sent == [("lead", "a"), ("lead", "b")]


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


async def test_a_hanging_send_delays_no_other_person_and_is_not_claimed_again(
    stage: Stage,
) -> None:
    stage.platform.before = hanging = Hanging()
    stage.tell("lead", "other", words="a")
    assert await stage.drain() == 1
    assert stage.platform.sent == [("other", "a")]
    stage.machine.set(NOW + 2 * LEASE)
    stage.tell("lead", "other", words="b")
    assert await stage.drain() == 1
    assert await stage.drain(1) == 0
    assert stage.platform.sent == [("other", "a"), ("other", "b")]
    hanging.answered.set()
    await stage.outbox.finish()
    assert stage.platform.sent[2:] == [("lead", "a")]
    assert await stage.drain() == 1
    assert stage.platform.sent[3:] == [("lead", "b")]
    assert stage.states() == ["sent"] * 4


async def test_a_hanging_send_delays_no_drain_of_another_commune(stage: Stage) -> None:
    async def a_little_later(address: str) -> None:
        await asyncio.sleep(0.05)

    other = store_commune(stage.database, "ya")
    stage.channels[other, CHANNEL] = there = Platform(before=a_little_later)
    stage.platform.before = hanging = Hanging()
    stage.tell("lead")
    assert await stage.drain(1) == 0
    with stage.commune(other) as commune:
        delivery(commune, "lead")
    assert await stage.drain(other) == 1
    assert there.addressees == ["lead"]
    assert stage.platform.sent == []
    hanging.answered.set()
    await stage.outbox.finish()
    assert stage.states() == ["sent", "sent"]


async def test_a_hanging_send_to_a_group_delays_nobody(stage: Stage) -> None:
    stage.platform.before = hanging = Hanging("group")
    with stage.commune() as commune:
        group = Group(unit_id=1, channel=CHANNEL, address="group", linked_at=NOW, next_list_at=NOW)
        commune.session.add(group)
        commune.session.flush()
        delivery(commune, None, group_id=group.id, sort=DeliveryKind.ANSWER)
    assert await stage.drain() == 0
    stage.tell("lead")
    assert await stage.drain() == 1
    assert stage.platform.addressees == ["lead"]
    hanging.answered.set()
    await stage.outbox.finish()
    assert stage.states() == ["sent", "sent"]


async def test_answers_are_sent_before_the_rest_of_a_claim(stage: Stage) -> None:
    names = crowd(stage, SEND_BATCH + 20)
    asked = False

    async def ask(address: str) -> None:
        nonlocal asked
        if not asked:
            asked = True
            stage.reply("lead")
            stage.tell("other", at=NOW - timedelta(days=1))

    stage.platform.before = ask
    assert await stage.drain() == SEND_BATCH + 22
    heard = stage.platform.addressees
    assert sorted(heard) == sorted([*names, "lead", "other"])
    assert SEND_BATCH <= heard.index("lead") < SEND_BATCH + WINDOW_SIZE
    assert heard[-1] == "other"
    assert set(heard[:SEND_BATCH]) == set(names[:SEND_BATCH])


async def test_answers_are_sent_before_older_news(stage: Stage) -> None:
    crowd(stage, 2 * WINDOW_SIZE)
    stage.reply("lead")
    assert await stage.drain() == 2 * WINDOW_SIZE + 1
    assert "lead" in stage.platform.addressees[:WINDOW_SIZE]


async def test_the_longest_waiting_person_comes_first(stage: Stage) -> None:
    stage.tell("lead", at=NOW - SECOND)
    stage.tell("other", at=NOW - 3 * SECOND)
    stage.tell("head", at=NOW - 2 * SECOND)
    await stage.drain()
    assert stage.platform.addressees == ["other", "head", "lead"]


async def test_no_send_begins_after_a_stop(stage: Stage) -> None:
    async def stop(address: str) -> None:
        stage.outbox.stop()

    stage.platform.before = stop
    stage.tell("lead", words="a")
    stage.tell("lead", words="b")
    assert await stage.drain() == 1
    assert stage.platform.sent == [("lead", "a")]
    assert [row.lease_until for row in stage.rows()] == [None, NOW + LEASE]
    stage.tell("other")
    assert await stage.drain() == 0
    assert stage.platform.addressees == ["lead"]


async def test_deliveries_claimed_by_a_dead_process_are_freed(stage: Stage) -> None:
    stage.tell("lead")
    assert len(stage.claim()) == 1
    assert await stage.drain() == 0
    release_leases(stage.database)
    assert await stage.drain() == 1


async def test_an_abandoned_send_stays_pending(stage: Stage) -> None:
    stage.platform.before = hanging = Hanging()
    stage.tell("lead")
    draining = asyncio.create_task(stage.drain())
    await hanging.begun.wait()
    stage.outbox.abandon()
    await asyncio.wait([draining], timeout=60)
    assert draining.cancelled()
    assert stage.states() == ["pending"]
    assert stage.platform.sent == []


async def test_finish_returns_at_once_when_nothing_is_being_sent(stage: Stage) -> None:
    await stage.outbox.finish()
    stage.outbox.abandon()
    stage.tell("lead")
    assert await stage.drain() == 1
    await stage.outbox.finish()


async def test_an_error_in_a_channel_stops_no_other_person(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(address: str) -> None:
        if address == "lead":
            raise ZeroDivisionError

    stage.platform.before = broken
    stage.tell("lead", "other")
    assert await stage.drain() == 1
    assert stage.platform.addressees == ["other"]
    assert "cannot be sent or recorded" in caplog.text
    lead = stage.rows()[0]
    assert (lead.state, lead.lease_until) == (State.PENDING, NOW + LEASE)


PAUSE = 40.0


async def test_a_pause_delays_the_rest_of_that_chat_only(own_copy: Database) -> None:
    other = Platform(OTHER_CHANNEL)
    stage = Stage(own_copy, others={(1, OTHER_CHANNEL): other})
    stage.link("lead")

    async def pause(address: str) -> None:
        raise TemporaryError("Too Many Requests", PAUSE)

    stage.platform.before = pause
    stage.reply("lead", "a")
    stage.reply("lead", "b")
    stage.reply("lead", "c", OTHER_CHANNEL)
    assert await stage.drain() == 1
    assert other.sent == [("lead-zalo", "c")]
    tried, waiting, there = stage.rows()
    again = NOW + timedelta(seconds=PAUSE)
    assert (tried.attempts, tried.not_before, tried.lease_until) == (1, again, None)
    assert (waiting.attempts, waiting.not_before, waiting.lease_until) == (0, again, None)
    assert there.state is State.SENT


async def test_a_failure_without_a_pause_delays_nothing(stage: Stage) -> None:
    async def fail(address: str) -> None:
        stage.platform.before = no_more
        raise TemporaryError("Bad Gateway")

    async def no_more(address: str) -> None: ...

    stage.platform.before = fail
    stage.tell("lead", words="a")
    stage.tell("lead", words="b")
    assert await stage.drain() == 1
    assert stage.platform.sent == [("lead", "b")]
    assert [row.reason for row in stage.rows()] == ["TemporaryError", ""]


class Pausing(Unhurried):
    """Records the pauses it gets."""

    pauses: list[tuple[str, float]] = []  # noqa: RUF012 # shared by all limiters of a test

    def pause(self, address: str, seconds: float) -> None:
        self.pauses.append((address, seconds))


async def test_a_pause_is_kept_by_the_pacer_of_that_channel(own_copy: Database) -> None:
    stage = Stage(own_copy, pacer=Pausing)
    Pausing.pauses.clear()

    async def pause(address: str) -> None:
        raise TemporaryError("Too Many Requests", 7.0 if address == "lead" else None)

    stage.platform.before = pause
    stage.tell("lead", "other")
    assert await stage.drain() == 0
    assert Pausing.pauses == [("lead", 7.0)]


class Slow(Unhurried):
    """Lets one person wait too long, and everybody else not at all."""

    async def acquire(self, address: str, group: bool = False) -> float:
        return 5.0 if address == "lead" else 0.0


async def test_a_too_long_pacing_wait_returns_the_delivery_to_the_queue(own_copy: Database) -> None:
    stage = Stage(own_copy, pacer=Slow)
    stage.tell("lead", "other")
    assert await stage.drain() == 1
    assert stage.platform.addressees == ["other"]
    lead = stage.rows()[0]
    assert (lead.state, lead.attempts, lead.lease_until) == (State.PENDING, 0, None)
    assert lead.not_before == NOW + 5 * SECOND


async def test_one_pacer_serves_a_channel_of_a_commune(own_copy: Database) -> None:
    made = 0

    class Counted(Unhurried):
        def __init__(self, pace: object) -> None:
            nonlocal made
            made += 1

    stage = Stage(own_copy, pacer=Counted)
    stage.tell("lead", "other")
    await stage.drain()
    assert made == 1


async def test_an_edit_is_sent_and_not_counted_as_a_message(own_copy: Database) -> None:
    able = Capabilities(4096, True, True, FAST, messages_a_month=100)
    stage = Stage(own_copy, Platform(capabilities=able))
    stage.reply("lead", "card")
    assert await stage.drain() == 1
    with stage.commune() as commune:
        (shown,) = commune.deliveries()
        add_edit(commune.session, shown, text("changed"), NOW)
    assert await stage.drain() == 1
    assert stage.platform.sent == [("lead", "card")]
    assert stage.platform.edited == [("lead", "m1", "changed")]
    assert [row.message_id for row in stage.rows()] == ["m1", "m1"]
    assert spent(stage.database) == [1]


def spent(database: Database) -> list[int]:
    with database.everything() as session:
        return list(session.scalars(select(Outgo.messages).order_by(Outgo.id)))


async def test_an_unlinked_chat_is_answered_directly_within_limits(
    own_copy: Database,
) -> None:
    counted = Platform(OTHER_CHANNEL, WITHOUT_BUTTONS, pieces=2)
    stage = Stage(own_copy, others={(1, OTHER_CHANNEL): counted}, pacer=Slow)
    await stage.outbox.send_once(1, OTHER_CHANNEL, "stranger", text("who are you"))
    assert counted.sent == [("stranger", "who are you")]
    assert spent(own_copy) == [2]
    with pytest.raises(TemporaryError, match="too fast"):
        await stage.outbox.send_once(1, CHANNEL, "lead", text("x"))
    assert stage.platform.sent == []


class Grouped(Unhurried):
    """Makes groups wait."""

    async def acquire(self, address: str, group: bool = False) -> float:
        return 5.0 if group else 0.0


async def test_a_group_has_its_own_pacing(own_copy: Database) -> None:
    stage = Stage(own_copy, pacer=Grouped)
    await stage.outbox.send_once(1, CHANNEL, "chat", text("x"))
    with pytest.raises(TemporaryError):
        await stage.outbox.send_once(1, CHANNEL, "chat", text("x"), group=True)
    assert stage.platform.addressees == ["chat"]


@dataclass
class Page:
    """A channel whose messages are stored in the transaction that records them."""

    capabilities: Capabilities
    name: str = OTHER_CHANNEL
    posted: list[tuple[str, str]] = field(default_factory=list)
    shown: list[set[str]] = field(default_factory=list)

    def store(
        self, session: ScopedSession, posted: Sequence[tuple[str, Outgoing]], now: datetime
    ) -> Sequence[Receipt | PermanentError]:
        self.posted += [(address, message.plain) for address, message in posted]
        return [Receipt("k") for _ in posted]

    def show_stored(self, addresses: set[str]) -> None:
        self.shown.append(addresses)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        return Receipt("s")

    async def acknowledge(self, inbound: object) -> None: ...

    async def receive(self, accept: object) -> None: ...

    async def close(self) -> None: ...


async def test_a_drain_counts_web_pages_and_platform_messages(own_copy: Database) -> None:
    stage, page = Stage(own_copy), Page(Capabilities(2000, True, False, FAST))
    stage.channels[1, OTHER_CHANNEL] = page  # type: ignore[assignment]
    stage.link("lead", place=-1)
    stage.tell("lead", "other")
    assert await stage.drain() == 2
    assert page.posted == [("lead-zalo", "news")]
    assert stage.platform.addressees == ["other"]


async def test_an_answer_to_a_web_page_does_not_wait_for_the_claim(
    own_copy: Database,
) -> None:
    stage, page = Stage(own_copy), Page(Capabilities(2000, True, False, FAST))
    stage.channels[1, OTHER_CHANNEL] = page  # type: ignore[assignment]
    stage.link("lead")
    crowd(stage, SEND_BATCH + 5)
    heard_before: list[int] = []

    async def ask(address: str) -> None:
        if not stage.platform.sent:
            stage.reply("lead", channel=OTHER_CHANNEL)
        if page.posted and not heard_before:
            heard_before.append(len(stage.platform.sent))

    stage.platform.before = ask
    assert await stage.drain() == SEND_BATCH + 6
    assert page.posted == [("lead-zalo", "answer")]
    assert heard_before == [SEND_BATCH]


async def test_a_message_with_a_file_is_posted_alone_to_a_web_page(
    own_copy: Database,
) -> None:
    stage, page = Stage(own_copy), Page(Capabilities(2000, True, False, FAST))
    stage.channels[1, OTHER_CHANNEL] = page  # type: ignore[assignment]
    stage.link("lead")
    with stage.commune() as commune:
        found = select(Address).where(Address.channel == OTHER_CHANNEL)
        chat = commune.session.scalars(found).one()
        message = Outgoing((Block(("x",)),), handouts=(Handout(1, "n", "png"),))
        row = {
            "sort": DeliveryKind.ANSWER,
            "address_id": chat.id,
            "fire_at": NOW,
            "not_before": NOW,
        }
        body = encode(message)
        commune.session.add(Delivery(person_id=chat.person_id, body=body, **row))
    assert await stage.drain() == 1
    assert page.posted == []
    assert stage.rows()[0].message_id == "s"
