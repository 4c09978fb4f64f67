"""A commune's own days move what is due on them, at once and nothing else."""

from datetime import datetime

from sqlalchemy import select

from storage.milestone import by_number
from storage.task import Task
from storage.words import Kind
from tests.stories.world import CHIEF, ECONOMIST, World, at


def next_fire(world: World, number: int) -> datetime | None:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found.next_fire_at


def next_birth(world: World) -> datetime | None:
    with world.database.commune(1) as session:
        (found,) = session.scalars(select(Task).where(Task.kind == Kind.STANDING))
        return found.next_birth_at


async def test_a_day_off_moves_a_reminder_to_the_working_day_before_and_back(
    world: World,
) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.say(ECONOMIST, "5 đã nhận")
    await world.advance("2025-11-26T09:00")
    others = {number: next_fire(world, number) for number in (1, 2, 3, 4, 6, 7)}
    assert next_fire(world, 5) == at("2025-12-03T08:00")
    answer = await world.say(CHIEF, "nghỉ 3/12 Lễ hội đền")
    assert "thứ Tư 3/12 nghỉ (Lễ hội đền)" in answer
    assert next_fire(world, 5) == at("2025-12-02T08:00")
    assert {number: next_fire(world, number) for number in others} == others
    assert "Lễ hội đền" in await world.say(CHIEF, "ngày nghỉ")
    assert "Đã bỏ" in await world.say(CHIEF, "bỏ ngày 3/12")
    assert next_fire(world, 5) == at("2025-12-03T08:00")


async def test_a_report_is_born_by_the_new_days(world: World) -> None:
    await world.link(CHIEF)
    assert next_birth(world) == at("2025-10-22T08:00")
    await world.say(CHIEF, "nghỉ 22/10 Kỷ niệm thành lập xã")
    assert next_birth(world) == at("2025-10-21T08:00")


async def test_a_saturday_worked_instead(world: World) -> None:
    await world.link(CHIEF)
    await world.advance("2025-12-12T17:00")
    world.look(CHIEF)
    assert "thứ Bảy 13/12 làm việc" in await world.say(CHIEF, "làm bù 13/12")
    await world.advance("2025-12-13T07:45")
    world.expect(CHIEF, "Đầu ngày", "13/12")


async def test_the_day_of_culture_is_a_switch(world: World) -> None:
    await world.link(CHIEF)
    assert "24/11 làm việc" in await world.say(CHIEF, "văn hóa làm")
    assert "Ngày 24/11: làm việc" in await world.say(CHIEF, "ngày nghỉ")
    assert "24/11 nghỉ" in await world.say(CHIEF, "24/11 nghỉ")


async def test_what_is_no_day_or_is_past_changes_nothing(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    assert "Xin ghi một ngày" in await world.say(CHIEF, "nghỉ 31/11")
    assert "không có trong lịch" in await world.say(CHIEF, "bỏ ngày 24/12")
    await world.say(ECONOMIST, "nghỉ 24/12 Lễ hội đền")
    assert "Chưa có ngày nào" in await world.say(ECONOMIST, "ngày nghỉ")
