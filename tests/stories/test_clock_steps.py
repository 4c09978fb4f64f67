"""When the machine's clock is set back or forward, nothing is sent twice or omitted."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from storage.delivery import Delivery
from storage.words import DeliveryKind, State
from tests.stories.world import BUILDER, ECONOMIST, World, at

MORNING = "2025-11-28T08:05"


def reminded(world: World) -> Counter[tuple[object, ...]]:
    """The steps sent by milestone and person, with their number."""
    with world.database.everything() as session:
        rows = session.scalars(
            select(Delivery).where(
                Delivery.sort == DeliveryKind.REMINDER, Delivery.state == State.SENT
            )
        )
        return Counter((row.milestone_id, row.step, row.fire_at, row.person_id) for row in rows)


async def test_after_the_clock_is_set_back_nothing_is_sent_twice(world: World) -> None:
    await world.link(BUILDER, ECONOMIST)
    await world.advance(MORNING)
    before = reminded(world)
    assert before
    for hours in (1, 5, 30):
        world.clock.set(at(MORNING) - timedelta(hours=hours))
        await world.settle()
        assert reminded(world) == before
    await world.advance(MORNING)
    assert reminded(world) == before


async def test_after_the_clock_is_set_back_answers_still_go_out(world: World) -> None:
    await world.link(ECONOMIST)
    await world.advance(MORNING)
    world.clock.set(at(MORNING) - timedelta(hours=2))
    assert "Đã ghi" in await world.say(ECONOMIST, "5 đang làm 40%")


async def test_after_the_clock_is_set_forward_the_latest_step_is_sent_once(world: World) -> None:
    await world.link(BUILDER, ECONOMIST)
    await world.advance("2025-11-27T07:00")
    world.clock.set(at(MORNING))
    await world.settle()
    said = reminded(world)
    assert max(said.values()) == 1
    world.clock.set(at("2025-11-27T07:01"))
    await world.advance(MORNING)
    assert reminded(world) == said
