"""What a drain sends and in which order, and how leases bound it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.delivery.channel import (
    Capabilities,
    Outgoing,
)
from scheduler.delivery.lease import LEASE, release_leases
from scheduler.delivery.notices import add_edit
from scheduler.delivery.outbox import SEND_BATCH
from scheduler.delivery.rate_limit import WINDOW_SIZE
from storage.database import Database
from storage.sent_messages import SentToPlatform
from storage.words import State
from tests.scheduler.outbox_stage import (
    FAST,
    SECOND,
    Hanging,
    Platform,
    Stage,
    crowd,
    text,
)
from tests.scheduler.small_commune import CHANNEL, NOW, store_commune


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
    await hanging.has_begun()
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
    assert "delivery 1 cannot be sent" in caplog.text
    lead = stage.rows()[0]
    assert (lead.state, lead.lease_until) == (State.PENDING, None)
    assert (lead.unknown, lead.attempts, lead.reason) == (True, 1, "UnknownOutcome")


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
        return list(session.scalars(select(SentToPlatform.messages).order_by(SentToPlatform.id)))
