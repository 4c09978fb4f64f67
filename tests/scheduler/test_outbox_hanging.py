"""A send that hangs delays nobody else."""

import asyncio

from scheduler.delivery.lease import LEASE
from storage.group import Group
from storage.words import DeliveryKind
from tests.scheduler.outbox_stage import (
    Hanging,
    Platform,
    Stage,
    delivery,
)
from tests.scheduler.small_commune import CHANNEL, NOW, store_commune


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
