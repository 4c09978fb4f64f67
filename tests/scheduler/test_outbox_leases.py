"""A process keeps what it claimed while it is heard of; what it may have sent is marked."""

import asyncio

import pytest

from bot.texts.reminders import repeat_note
from scheduler.delivery import lease_keeper
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.lease import LEASE, release_leases
from scheduler.delivery.lease_keeper import LeaseKeeper
from scheduler.delivery.rate_limit import WINDOW_SIZE
from storage.database import Database
from storage.delivery import Delivery
from storage.words import State, Status
from tests.scheduler.outbox_stage import SECOND, Stage, Unhurried, crowd, reminder
from tests.scheduler.small_commune import NOW

AFTER = LEASE + SECOND


def repeated(stage: Stage) -> list[bool]:
    """Whether each message claimed now may have arrived before."""
    return [bool(each.repeated) for claim in stage.claim() for each in claim.envelopes]


async def hang(stage: Stage, count: int) -> asyncio.Task[int]:
    """A drain in which so many sends have begun, and none is answered."""
    begun, all_begun = list[str](), asyncio.Event()

    async def never(address: str) -> None:
        begun.append(address)
        if len(begun) == count:
            all_begun.set()
        await asyncio.Event().wait()

    stage.platform.before = never
    draining = asyncio.create_task(stage.drain())
    await asyncio.wait_for(all_begun.wait(), 60)
    return draining


async def die(stage: Stage, draining: asyncio.Task[int]) -> None:
    """The process is killed."""
    stage.outbox.abandon()
    await asyncio.wait([draining], timeout=60)


async def test_only_what_a_dead_process_had_begun_is_marked_as_a_repeat(stage: Stage) -> None:
    crowd(stage, 3 * WINDOW_SIZE)
    await die(stage, await hang(stage, WINDOW_SIZE))
    assert repeated(stage) == []
    stage.machine.set(NOW + AFTER)
    assert sorted(repeated(stage)) == [False] * 2 * WINDOW_SIZE + [True] * WINDOW_SIZE


async def test_at_most_one_message_of_a_chat_is_in_doubt(stage: Stage) -> None:
    for words in "abc":
        stage.tell("lead", words=words)
    await die(stage, await hang(stage, 1))
    release_leases(stage.database)
    assert repeated(stage) == [True, False, False]


async def test_what_was_sent_and_recorded_is_not_in_doubt(stage: Stage) -> None:
    stage.tell("lead")
    await stage.drain()
    assert [(row.state, row.unknown) for row in stage.rows()] == [(State.SENT, False)]


async def test_a_silent_process_loses_its_claims_and_one_that_beats_keeps_them(
    stage: Stage,
) -> None:
    stage.tell("lead", "other")
    keeper = LeaseKeeper(stage.database, stage.machine)
    keeper.hold(stage.claim())
    for beat in range(1, 9):
        stage.machine.set(NOW + beat * 10 * SECOND)
        assert stage.claim() == []
        await keeper.renew_all()
    keeper.stop()
    stage.machine.set(NOW + 80 * SECOND + LEASE)
    assert stage.claim() == []
    stage.machine.set(NOW + 80 * SECOND + AFTER)
    assert len(stage.claim()) == 2


async def test_a_slow_send_is_heard_of_by_itself(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease_keeper, "BEAT_SECONDS", 0.01)
    stage.tell("lead")
    draining = await hang(stage, 1)
    stage.machine.set(NOW + 10 * SECOND)
    async with asyncio.timeout(60):
        while stage.rows()[0].lease_until != NOW + 10 * SECOND + LEASE:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await die(stage, draining)


async def test_what_is_dropped_is_renewed_no_longer(stage: Stage) -> None:
    stage.tell("lead", "other")
    claims = stage.claim()
    keeper = LeaseKeeper(stage.database, stage.machine)
    keeper.hold(claims)
    keeper.drop(claims[:1])
    stage.machine.set(NOW + 10 * SECOND)
    await keeper.renew_all()
    keeper.stop()
    stage.machine.set(NOW + AFTER)
    assert [each.envelopes[0].address for each in stage.claim()] == ["lead"]


@pytest.mark.parametrize("taken", [True, False])
async def test_a_frozen_process_looks_before_it_sends(stage: Stage, taken: bool) -> None:
    async def freeze(address: str) -> None:
        stage.platform.before = awake
        stage.machine.set(NOW + AFTER)
        if taken:
            (claim,) = stage.claim()
            assert len(claim.envelopes) == 2
            stage.machine.set(NOW + AFTER + SECOND)

    async def awake(address: str) -> None: ...

    stage.platform.before = freeze
    stage.tell("lead", words="a")
    stage.tell("lead", words="b")
    assert await stage.drain() == (1 if taken else 2)
    assert [words for _, words in stage.platform.sent] == (["a"] if taken else ["a", "b"])
    if taken:
        assert stage.rows()[1].lease_until == NOW + AFTER + LEASE
        assert stage.rows()[1].unknown is False


@pytest.mark.parametrize("beats", [True, False])
async def test_a_process_frozen_before_its_turn_sends_nothing_that_was_taken(
    own_copy: Database, beats: bool
) -> None:
    class Freezing(Unhurried):
        async def acquire(self, address: str, group: bool = False) -> float:
            made.machine.set(NOW + AFTER)
            assert len(made.claim()) == 1
            made.machine.set(NOW + AFTER + SECOND)
            if beats:
                async with asyncio.timeout(60):
                    await made.outbox.renew_leases()
            return 0.0

    made = Stage(own_copy, pacer=Freezing)
    made.tell("lead")
    assert await made.drain() == 0
    assert made.platform.sent == []
    assert made.rows()[0].lease_until == NOW + AFTER + LEASE


async def test_a_digest_of_which_an_item_changed_is_made_anew(own_copy: Database) -> None:
    gone = 0

    async def change(commune_id: int, message: Outgoing) -> Outgoing:
        with made.commune() as commune:
            commune.session.get_one(Delivery, gone).state = State.VOID
        return message

    made = Stage(own_copy, ready=change)
    with made.commune() as commune:
        kept, gone = (
            reminder(commune, commune.add(number=number, status=Status.ACCEPTED), "before_7").id
            for number in (1, 2)
        )
    assert await made.drain() == 1
    states = {row.id: str(row.state) for row in made.rows()}
    assert states == {kept: "sent", gone: "void"}
    ((_, words),) = made.platform.sent
    assert "1 việc cần lưu ý" in words
    assert repeat_note().plain not in words
