"""Chats that are not linked are answered beside the outbox and behind it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.delivery.channel import Inbound, PermanentError, RateLimit, TemporaryError
from scheduler.delivery.lease import release_leases
from scheduler.delivery.rate_limit import RateLimiter
from scheduler.delivery.strangers import GIVEN_UP_AFTER, LEASE, queue_stranger_answer
from storage.database import Database
from storage.sent_messages import SentToPlatform
from storage.stranger_answer import StrangerAnswer, take_stranger_answer
from tests.scheduler.outbox_stage import (
    OTHER_CHANNEL,
    SECOND,
    WITHOUT_BUTTONS,
    Platform,
    Stage,
    Unhurried,
    takes_all,
    text,
)
from tests.scheduler.small_commune import CHANNEL, NOW

MANY = RateLimit(per_chat_per_second=100, per_bot_per_second=100, per_group_per_minute=100)


def answer(
    stage: Stage, chat: str, words: str, channel: str = CHANNEL, private: bool = True
) -> None:
    """What a stranger wrote is answered with these words."""
    inbound = Inbound(channel, "1", chat, NOW, private=private)
    with stage.database.commune(1) as session:
        queue_stranger_answer(session, inbound, text(words), stage.machine.now())


async def send(stage: Stage) -> Sequence[tuple[str, str]]:
    """Send what waits; returns what the platform has got so far."""
    await stage.outbox.answer_strangers()
    await stage.outbox.finish()
    return stage.platform.sent


def waiting(stage: Stage) -> Sequence[str]:
    with stage.database.everything() as session:
        return session.scalars(select(StrangerAnswer.address)).all()


async def test_an_answer_is_sent_once(own_copy: Database) -> None:
    stage = Stage(own_copy)
    answer(stage, "stranger", "who are you")
    assert await send(stage) == [("stranger", "who are you")]
    assert waiting(stage) == []
    assert await send(stage) == [("stranger", "who are you")]


async def test_a_newer_answer_takes_the_place_of_one_that_waits(own_copy: Database) -> None:
    stage = Stage(own_copy)
    answer(stage, "one", "who are you")
    answer(stage, "other", "who are you")
    answer(stage, "one", "a wrong code")
    assert sorted(await send(stage)) == [("one", "a wrong code"), ("other", "who are you")]


async def test_an_answer_counts_towards_the_monthly_quota(own_copy: Database) -> None:
    counted = Platform(OTHER_CHANNEL, WITHOUT_BUTTONS, pieces=2)
    stage = Stage(own_copy, others={(1, OTHER_CHANNEL): counted})
    answer(stage, "stranger", "who are you", OTHER_CHANNEL)
    await send(stage)
    assert counted.sent == [("stranger", "who are you")]
    with own_copy.everything() as session:
        assert session.scalars(select(SentToPlatform.messages)).all() == [2]


class Grouped(Unhurried):
    """Makes groups wait."""

    async def acquire(self, address: str, group: bool = False) -> float:
        return 5.0 if group else 0.0


async def test_a_group_has_its_own_pacing(own_copy: Database) -> None:
    stage = Stage(own_copy, pacer=Grouped)
    answer(stage, "group", "a wrong code", private=False)
    answer(stage, "stranger", "who are you")
    assert await send(stage) == [("stranger", "who are you")]
    assert waiting(stage) == ["group"]


async def test_a_failed_answer_is_tried_again_when_its_lease_ends(own_copy: Database) -> None:
    stage = Stage(own_copy)
    problems: list[Exception] = [TemporaryError("busy")]

    async def fail_once(address: str) -> None:
        if problems:
            raise problems.pop()

    stage.platform.before = fail_once
    answer(stage, "stranger", "who are you")
    assert await send(stage) == []
    assert await send(stage) == []
    stage.machine.move_to(NOW + LEASE + SECOND)
    assert await send(stage) == [("stranger", "who are you")]


async def test_an_answer_on_which_the_program_fails_stops_no_other(own_copy: Database) -> None:
    stage = Stage(own_copy)

    async def fail(address: str) -> None:
        if address == "first":
            raise ValueError("a fault of the program")

    stage.platform.before = fail
    answer(stage, "first", "a")
    answer(stage, "second", "b")
    assert await send(stage) == [("second", "b")]
    assert waiting(stage) == ["first"]


async def test_a_process_that_starts_alone_sends_what_a_dead_one_had_taken(
    own_copy: Database,
) -> None:
    stage = Stage(own_copy)
    answer(stage, "stranger", "who are you")
    with own_copy.commune(1) as session:
        now = stage.machine.now()
        assert take_stranger_answer(session, CHANNEL, now, now + LEASE) is not None
    assert await send(stage) == []
    release_leases(own_copy)
    assert await send(stage) == [("stranger", "who are you")]


async def test_a_pause_that_the_platform_names_is_kept(own_copy: Database) -> None:
    stage = Stage(own_copy, pacer=RateLimiter)

    async def pause(address: str) -> None:
        stage.platform.before = takes_all
        raise TemporaryError("too fast", retry_after=300)

    stage.platform.before = pause
    answer(stage, "stranger", "who are you")
    await send(stage)
    stage.machine.move_to(NOW + LEASE + SECOND)
    answer(stage, "other", "who are you")
    assert await send(stage) == [("other", "who are you")]
    assert waiting(stage) == ["stranger"]


@pytest.mark.parametrize(
    ("problem", "after"),
    [
        (PermanentError("gone"), timedelta(0)),
        (TemporaryError("busy"), GIVEN_UP_AFTER),
        (ValueError("a fault of the program"), GIVEN_UP_AFTER),
    ],
)
async def test_an_answer_that_never_arrives_is_given_up(
    own_copy: Database, problem: Exception, after: timedelta
) -> None:
    stage = Stage(own_copy)

    async def fail(address: str) -> None:
        raise problem

    stage.platform.before = fail
    answer(stage, "stranger", "who are you")
    stage.machine.move_to(NOW + after)
    assert await send(stage) == []
    assert waiting(stage) == []


async def test_another_process_does_not_send_it_too(own_copy: Database) -> None:
    stage, rival = Stage(own_copy), Stage(own_copy)

    async def meanwhile(address: str) -> None:
        assert await send(rival) == []

    stage.platform.before = meanwhile
    answer(stage, "stranger", "who are you")
    assert await send(stage) == [("stranger", "who are you")]


async def test_all_other_messages_of_the_bot_go_first() -> None:
    limiter, order = RateLimiter(MANY), []

    async def one(name: str, unwanted: bool = False) -> None:
        await (limiter.acquire_with_low_priority(name) if unwanted else limiter.acquire(name))
        order.append(name)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(one("first"))
        tasks.create_task(one("stranger", unwanted=True))
        for number in range(5):
            tasks.create_task(one(f"official {number}"))
    assert order[-1] == "stranger"


async def test_a_stranger_waits_no_longer_than_a_claim_for_a_busy_bot() -> None:
    limiter = RateLimiter(RateLimit(1, 0.1, 1))
    await limiter.acquire("official")
    assert await limiter.acquire_with_low_priority("stranger") > 3


async def test_an_answer_that_a_busy_bot_puts_off_waits_no_whole_lease(own_copy: Database) -> None:
    class Busy(Unhurried):
        async def acquire_with_low_priority(self, address: str, group: bool = False) -> float:
            return 5.0 if stage.machine.now() < NOW + 5 * SECOND else 0.0

    stage = Stage(own_copy, pacer=Busy)
    answer(stage, "stranger", "who are you")
    assert await send(stage) == []
    stage.machine.move_to(NOW + 5 * SECOND)
    assert await send(stage) == [("stranger", "who are you")]
