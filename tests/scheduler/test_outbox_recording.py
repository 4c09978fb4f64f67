"""Outcomes that end together are committed together, and one that fails fails alone."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Connection, event, select
from sqlalchemy.exc import NoResultFound

from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import (
    AddressMoved,
    Capabilities,
    ChannelError,
    MessageRefused,
    PermanentError,
    Receipt,
    TemporaryError,
    UnknownOutcome,
)
from scheduler.delivery.commit_batching import CommitBatcher
from scheduler.delivery.outcome import SendOutcome, SendStart
from scheduler.delivery.packing import Envelope
from scheduler.delivery.recording import OutcomeRecorder
from storage.database import Database
from storage.delivery import Delivery
from storage.group import Group
from storage.person import Address
from storage.sent_messages import SentToPlatform
from storage.words import State
from tests.scheduler.outbox_stage import FAST, WORDS, Platform, Stage, chat_of, delivery, text
from tests.scheduler.small_commune import CHANNEL, NOW, SETUP_AT

COUNTED = Capabilities(4096, True, True, FAST, messages_a_month=100)


@pytest.fixture
def stage(own_copy: Database) -> Stage:
    return Stage(own_copy, Platform(capabilities=COUNTED))


@pytest.fixture
def recorder(stage: Stage) -> OutcomeRecorder:
    return OutcomeRecorder(stage.database, ManualClock(NOW), WORDS, stage.channels)


@pytest.fixture
def gathering(
    stage: Stage, recorder: OutcomeRecorder
) -> CommitBatcher[SendStart | SendOutcome, bool]:
    return CommitBatcher(partial(stage.database.run, recorder.commit))


def claimed(stage: Stage, person: str = "lead") -> Envelope:
    """One more message being sent."""
    with stage.commune() as commune:
        row, chat = delivery(commune, person), chat_of(commune, person)
        return Envelope(chat.id, CHANNEL, chat.address, text("x"), (row.id,), NOW)


def arrived(envelope: Envelope) -> SendOutcome:
    return SendOutcome(1, envelope, Receipt("m"))


@contextmanager
def commits(database: Database) -> Iterator[list[int]]:
    """Counts the transactions that were committed."""
    counted: list[int] = []

    def count(connection: Connection) -> None:
        counted.append(1)

    event.listen(database.engine, "commit", count)
    yield counted
    event.remove(database.engine, "commit", count)


async def test_outcomes_are_committed_when_record_returns(
    stage: Stage, gathering: CommitBatcher[SendStart | SendOutcome, bool]
) -> None:
    await gathering.add(arrived(claimed(stage)))
    assert stage.states() == ["sent"]
    await gathering.add(arrived(claimed(stage)))
    assert stage.states() == ["sent", "sent"]


async def test_sends_that_end_together_are_committed_together(
    stage: Stage, gathering: CommitBatcher[SendStart | SendOutcome, bool]
) -> None:
    envelopes = [claimed(stage) for _ in range(5)]

    async def end(envelope: Envelope, after: float) -> None:
        with gathering.announce():
            await asyncio.sleep(after)
            await gathering.add(arrived(envelope))

    with commits(stage.database) as counted:
        ends = [end(each, 0.0005 * number) for number, each in enumerate(envelopes)]
        await asyncio.gather(*ends)
    assert stage.states() == ["sent"] * 5
    assert len(counted) < 4


async def test_commits_do_not_wait_for_a_slow_send(
    stage: Stage, gathering: CommitBatcher[SendStart | SendOutcome, bool]
) -> None:
    envelope = claimed(stage)
    with gathering.announce(), gathering.announce():
        async with asyncio.timeout(60):
            await gathering.add(arrived(envelope))
            await gathering.add(arrived(claimed(stage)), awaited=False)
    assert stage.states() == ["sent", "sent"]


async def test_one_outcome_that_cannot_be_stored_fails_alone(
    stage: Stage, gathering: CommitBatcher[SendStart | SendOutcome, bool]
) -> None:
    nowhere = Envelope(999, CHANNEL, "x", text("x"), (1,), NOW)
    ends = [
        gathering.add(arrived(claimed(stage))),
        gathering.add(SendOutcome(1, nowhere, error=AddressMoved("x", "y"))),
        gathering.add(arrived(claimed(stage, "other"))),
    ]
    became = await asyncio.gather(*ends, return_exceptions=True)
    assert [type(each) for each in became] == [bool, NoResultFound, bool]
    assert stage.states() == ["sent", "sent"]
    await gathering.add(arrived(claimed(stage)))
    assert stage.states() == ["sent"] * 3


async def test_cancelled_waiters_do_not_block_commits(
    stage: Stage, gathering: CommitBatcher[SendStart | SendOutcome, bool]
) -> None:
    nowhere = Envelope(999, CHANNEL, "x", text("x"), (1,), NOW)
    gone = [
        asyncio.create_task(gathering.add(SendOutcome(1, nowhere, error=AddressMoved("x", "y")))),
        asyncio.create_task(gathering.add(arrived(claimed(stage)))),
    ]
    await asyncio.sleep(0)
    for each in gone:
        each.cancel()
    await gathering.add(arrived(claimed(stage)))
    assert stage.states() == ["sent", "sent"]


def spent(stage: Stage) -> list[tuple[str, int]]:
    with stage.database.everything() as session:
        found = session.execute(
            select(SentToPlatform.channel, SentToPlatform.messages).order_by(SentToPlatform.id)
        )
        return [(channel, messages) for channel, messages in found]


def test_unknown_outcomes_count_against_the_monthly_quota(
    stage: Stage, recorder: OutcomeRecorder
) -> None:
    outcomes = [
        SendOutcome(1, claimed(stage), Receipt("m", 3)),
        SendOutcome(1, claimed(stage), error=UnknownOutcome("x")),
        SendOutcome(1, claimed(stage), error=TemporaryError("x")),
    ]
    with stage.database.everything() as session:
        recorder.record(session, outcomes)
    assert spent(stage) == [(CHANNEL, 4)]
    with stage.database.everything() as session:
        recorder.record(session, [SendOutcome(1, outcomes[2].envelope, Receipt("m", 0))])
        recorder.count_quota(session, 1, CHANNEL, 0)
    assert spent(stage) == [(CHANNEL, 4)]


def counted() -> tuple[float, float]:
    """How many messages were sent, and how many were refused, since the process began."""
    labels = {"channel": CHANNEL}
    sent = REGISTRY.get_sample_value("nhacviec_sent_total", labels) or 0
    refused = {"channel": CHANNEL, "reason": "MessageRefused"}
    return sent, REGISTRY.get_sample_value("nhacviec_failed_total", refused) or 0


def test_sent_and_failed_messages_are_counted(
    stage: Stage, recorder: OutcomeRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    before = counted()
    outcomes = [arrived(claimed(stage)), arrived(claimed(stage))]
    outcomes += [SendOutcome(1, claimed(stage), error=MessageRefused("bad words"))]
    with stage.database.everything() as session:
        recorder.record(session, outcomes)
    assert counted() == (before[0] + 2, before[1] + 1)
    assert stage.states() == ["sent", "sent", "failed"]
    assert "delivery 3: bad words" in caplog.text


@pytest.mark.parametrize(
    ("error", "shut"),
    [(PermanentError("x"), True), (MessageRefused("x"), False), (TemporaryError("x"), False)],
)
def test_a_closed_chat_is_recorded_and_reported_to_the_secretary(
    stage: Stage, recorder: OutcomeRecorder, error: ChannelError, shut: bool
) -> None:
    stage.link("lead", "web")
    stage.channels[1, "web"] = Platform("web")
    envelope = claimed(stage)
    with stage.database.everything() as session:
        recorder.record(session, [SendOutcome(1, envelope, error=error)])
    with stage.commune() as commune:
        chat = commune.session.get_one(Address, envelope.address_id)
        assert chat.unreachable_at == (NOW if shut else None)
        told = commune.deliveries()[1:]
        assert [row.person_id for row in told] == [commune.people["secretary"]] * shut
        for row in told:
            assert (row.state, row.not_before) == (State.PENDING, NOW)
            assert "web" in str(row.body).lower()


def test_a_closed_group_is_recorded_and_reported_to_the_secretary(
    stage: Stage, recorder: OutcomeRecorder
) -> None:
    with stage.commune() as commune:
        group = Group(unit_id=1, channel=CHANNEL, address="g", linked_at=SETUP_AT, next_list_at=NOW)
        commune.session.add(group)
        commune.session.flush()
        row = delivery(commune, None, group_id=group.id)
        envelope = Envelope(group.id, CHANNEL, "g", text("x"), (row.id,), NOW, group=True)
    with stage.database.everything() as session:
        recorder.record(session, [SendOutcome(1, envelope, error=PermanentError("x"))])
    with stage.commune() as commune:
        assert commune.session.get_one(Group, envelope.address_id).unreachable_at == NOW
        assert commune.session.get_one(Address, envelope.address_id).unreachable_at is None
        (told,) = commune.deliveries()[1:]
        assert told.person_id == commune.people["secretary"]


def test_all_deliveries_of_a_failed_message_are_retried_later(
    stage: Stage, recorder: OutcomeRecorder
) -> None:
    first, second = claimed(stage), claimed(stage)
    ids = (*first.delivery_ids, *second.delivery_ids)
    both = Envelope(first.address_id, CHANNEL, first.address, text("x"), ids, NOW)
    with stage.database.everything() as session:
        recorder.record(session, [SendOutcome(1, both, error=TemporaryError("x"))])
        rows = session.scalars(select(Delivery)).all()
        assert [row.attempts for row in rows] == [1, 1]
