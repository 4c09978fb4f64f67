"""The training clock moves only by hand: what changes at exactly 08:00 is told, and told once."""

from datetime import timedelta

from sqlalchemy import select, text, update

from scheduler.engine.isolate import RETRY_AFTER
from storage.delivery import Delivery
from storage.group import Group
from storage.milestone import Milestone
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World

EVENING, MORNING = "2025-11-20T17:00", "2025-11-21T08:00"
"""At 08:00 item 1 is due in a week: its lead and its supporter are reminded."""


async def at_eight(world: World, *posts: str) -> None:
    await world.link(*posts)
    await world.skip(EVENING)
    await world.advance(MORNING)


def heard(world: World, post: str) -> list[str]:
    return [message.text for message in world.look(post)]


async def test_a_task_given_back_and_forth_at_eight_is_handed_over_each_time(
    world: World,
) -> None:
    await at_eight(world, CHIEF, BUILDER, DEPUTY, ECONOMIST)
    assert any("Kế hoạch kiểm tra" in text for text in heard(world, ECONOMIST))
    for lead, other in ((DEPUTY, BUILDER), (BUILDER, DEPUTY), (DEPUTY, BUILDER)):
        world.look(lead)
        world.look(other)
        await world.say(CHIEF, f"giao lại 1 cho {lead}")
        await world.settle()
        assert sum("Mới giao" in text for text in heard(world, lead)) == 1
        assert not any("Nhắc việc" in text for text in heard(world, other))
    world.expect_silence(ECONOMIST)
    await world.advance("2025-11-24T09:00")
    assert any("chưa xác nhận đã nhận" in text.lower() for text in heard(world, DEPUTY))


async def test_an_obstacle_reported_at_eight_alerts_each_time(world: World) -> None:
    await at_eight(world, CHIEF, BUILDER)
    world.look(CHIEF)
    for reason in ("thiếu số liệu", "thiếu người"):
        await world.say(BUILDER, f"1 vướng mắc: {reason}")
        await world.settle()
        assert sum(reason in text for text in heard(world, CHIEF)) == 1
        await world.say(BUILDER, "1 đang làm 40%")


async def test_a_row_that_the_database_refuses_stops_no_other_work(world: World) -> None:
    await at_eight(world, CHIEF, BUILDER, ECONOMIST)
    world.look(BUILDER)
    now = world.clock.now()
    with world.database.commune(1) as session:
        # As if 08:00 had not been: its reminders are there already, and cannot be made again.
        session.execute(
            update(Milestone)
            .where(Milestone.number == 1)
            .values(fired_until=now - timedelta(minutes=1), next_fire_at=now)
        )
    await world.say(BUILDER, "2 vướng mắc: chờ ý kiến")
    await world.settle()
    assert any("chờ ý kiến" in text for text in heard(world, CHIEF))
    with world.database.commune(1) as session:
        again = session.scalar(select(Milestone.next_fire_at).where(Milestone.number == 1))
        assert again == now + RETRY_AFTER
    await world.advance("2025-11-21T09:00")
    with world.database.commune(1) as session:
        row = session.scalars(select(Milestone).where(Milestone.number == 1)).one()
        assert row.next_fire_at is None


REFUSE_LISTS, ACCEPT_LISTS = (
    {
        True: "CREATE TRIGGER refuse BEFORE INSERT ON delivery WHEN NEW.step = 'unit_week' "
        "BEGIN SELECT RAISE(ABORT, 'refused'); END",
        False: "ALTER TABLE delivery ADD CONSTRAINT refuse CHECK (step <> 'unit_week')",
    },
    {True: "DROP TRIGGER refuse", False: "ALTER TABLE delivery DROP CONSTRAINT refuse"},
)
"""Statements by whether the database is SQLite."""


async def test_a_list_that_fails_is_tried_again_later_and_stops_no_other_work(
    world: World,
) -> None:
    await at_eight(world, CHIEF, BUILDER)
    world.look(CHIEF)
    now = world.clock.now()
    with world.database.commune(1) as session:
        chat = {"channel": "telegram", "address": "-1", "linked_at": now}
        session.add(Group(unit_id=1, next_list_at=now, **chat))
    with world.database.everything() as session:
        session.connection().execute(text(REFUSE_LISTS[world.database.is_sqlite]))
    await world.say(BUILDER, "1 vướng mắc: chờ ý kiến")
    await world.settle()
    assert any("chờ ý kiến" in words for words in heard(world, CHIEF))
    with world.database.commune(1) as session:
        assert session.scalar(select(Group.next_list_at)) == now + RETRY_AFTER
    with world.database.everything() as session:
        session.connection().execute(text(ACCEPT_LISTS[world.database.is_sqlite]))
    await world.advance("2025-11-21T08:10")
    with world.database.commune(1) as session:
        assert session.scalar(select(Delivery.step).where(Delivery.group_id.is_not(None)))
