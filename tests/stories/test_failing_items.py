"""A failing item blocks no other; after a few retries it is set aside and reported."""

from datetime import datetime

from sqlalchemy import select, update

from scheduler.engine.isolate import retry_put_aside
from storage.inbound import InboundRow
from storage.milestone import Milestone, by_number
from storage.task import Task
from storage.words import TaskKind
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

BROKEN = {"before": "mười bốn"}
"""A ladder that no import lets in."""


def break_ladder(world: World, number: int) -> None:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        found.task.ladder = BROKEN


def next_fire(world: World, number: int) -> datetime | None:
    with world.database.commune(1) as session:
        return session.scalar(select(Milestone.next_fire_at).where(Milestone.number == number))


async def test_a_failing_item_blocks_no_other_and_is_reported_to_the_secretary(
    world: World,
) -> None:
    await world.link(ECONOMIST, BUILDER, CHIEF)
    await world.skip("2025-11-25T17:00")
    break_ladder(world, 5)
    await world.advance("2025-12-09T08:05")
    texts = [message.text for post in (BUILDER, ECONOMIST) for message in world.look(post)]
    assert texts
    assert not any("Dự toán" in text for text in texts)
    assert next_fire(world, 5) is None
    morning = [m.text for m in world.look(CHIEF) if "Đầu ngày" in m.text][-1]
    assert "Chương trình lỗi, chưa nhắc được: 1" in morning
    assert "5. Dự toán ngân sách năm 2026" in morning


async def test_a_restart_retries_failed_items(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.skip("2025-11-25T17:00")
    break_ladder(world, 5)
    await world.advance("2025-12-09T07:00")
    with world.database.everything() as session:
        session.execute(update(Task).values(ladder={}))
    retry_put_aside(world.database, world.clock.now())
    await world.advance("2025-12-09T08:05")
    assert any("hạn ngày mai" in message.text for message in world.look(ECONOMIST))
    morning = await world.say(CHIEF, "5")
    assert "Dự toán" in morning
    await world.advance("2025-12-10T07:50")
    assert not any("Chương trình lỗi" in message.text for message in world.look(CHIEF))


async def test_failing_reports_are_listed_by_their_task(world: World) -> None:
    await world.link(CHIEF)
    with world.database.commune(1) as session:
        task = session.scalars(select(Task).where(Task.kind == TaskKind.STANDING)).first()
        assert task is not None
        assert task.next_birth_at is not None
        task.ladder = BROKEN
        task_id = task.id
    await world.advance("2025-10-25T07:50")
    with world.database.commune(1) as session:
        assert session.get_one(Task, task_id).next_birth_at is None


async def test_a_message_that_fails_is_reported_to_sender_and_secretary(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    with world.database.commune(1) as session:
        session.execute(update(Task).values(ladder=BROKEN))
    assert "chưa xử lý được" in await world.say(ECONOMIST, "5 đang làm 40%")
    await world.settle()
    world.expect(CHIEF, "Một tin của đồng chí", "chưa xử lý được")
    with world.database.commune(1) as session:
        failed = session.scalars(select(InboundRow).where(InboundRow.failure != "")).all()
        assert [row.attempts for row in failed] == [3]
