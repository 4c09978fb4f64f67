"""Pauses that a platform asks for, and the rate limits of its chats."""

from datetime import timedelta

from scheduler.delivery.channel import (
    TemporaryError,
)
from storage.database import Database
from storage.words import State
from tests.scheduler.outbox_stage import (
    OTHER_CHANNEL,
    SECOND,
    Platform,
    Stage,
    Unhurried,
)
from tests.scheduler.small_commune import NOW

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
    assert (lead.not_before, lead.unknown) == (NOW + 5 * SECOND, False)


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
