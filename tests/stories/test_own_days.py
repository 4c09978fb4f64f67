"""A commune's own days off and working days move the reminders due on them at once."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from bot.importers.national import national_days
from scheduler.calendar.tet import Tet, tet_days_off
from scheduler.ladder.office import office_of
from storage.commune import Commune
from storage.database import Database
from storage.milestone import by_number
from storage.task import Task
from storage.words import TaskKind
from tests.stories.world import CHIEF, ECONOMIST, World, at, small_world


def next_fire(world: World, number: int) -> datetime | None:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found.next_fire_at


def next_birth(world: World) -> datetime | None:
    with world.database.commune(1) as session:
        (found,) = session.scalars(select(Task).where(Task.kind == TaskKind.STANDING))
        return found.next_birth_at


async def test_a_day_off_moves_a_reminder_to_the_working_day_before_and_back(
    world: World,
) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.say(ECONOMIST, "5 đã nhận")
    await world.skip("2025-11-25T17:00")
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


async def test_reports_are_created_by_the_new_days(world: World) -> None:
    await world.link(CHIEF)
    assert next_birth(world) == at("2025-10-22T08:00")
    await world.say(CHIEF, "nghỉ 22/10 Kỷ niệm thành lập xã")
    assert next_birth(world) == at("2025-10-21T08:00")


async def test_a_working_saturday_is_added(world: World) -> None:
    await world.link(CHIEF)
    await world.skip("2025-12-12T16:00")
    await world.advance("2025-12-12T17:00")
    world.look(CHIEF)
    assert "thứ Bảy 13/12 làm việc" in await world.say(CHIEF, "làm bù 13/12")
    await world.advance("2025-12-13T07:45")
    world.expect(CHIEF, "Đầu ngày", "13/12")


async def test_the_culture_day_can_be_switched_on_and_off(world: World) -> None:
    await world.link(CHIEF)
    assert "24/11 làm việc" in await world.say(CHIEF, "văn hóa làm")
    assert "Ngày 24/11: làm việc" in await world.say(CHIEF, "ngày nghỉ")
    assert "24/11 nghỉ" in await world.say(CHIEF, "24/11 nghỉ")


async def test_several_days_off_are_set_and_removed(world: World) -> None:
    await world.link(CHIEF)
    answer = await world.say(CHIEF, "nghỉ từ 18/12 đến 19/12 Đại hội Thể dục thể thao")
    assert "thứ Năm 18/12 đến thứ Sáu 19/12 nghỉ (Đại hội Thể dục thể thao)" in answer
    assert "18/12/2025: nghỉ" in await world.say(CHIEF, "ngày nghỉ")
    assert "không quá 20 ngày" in await world.say(CHIEF, "nghỉ 1/12 đến 31/12")
    assert "vắng mặt từ" in await world.say(CHIEF, f"nghỉ từ 1/12 đến 2/12, đ/c {ECONOMIST} thay")
    assert "Đã bỏ" in await world.say(CHIEF, "bỏ ngày nghỉ 18/12 đến 19/12")
    assert "Chưa có ngày nào" in await world.say(CHIEF, "ngày nghỉ")


async def test_the_secretary_sets_estimated_tet_days(database: Database, tmp_path: Path) -> None:
    async with small_world(database, tmp_path, start="2026-11-27T07:55") as world:
        await world.link(CHIEF)
        await world.advance("2026-11-30T07:45")
        told = "\n".join(message.text for message in world.look(CHIEF))
        assert "Lịch nghỉ Tết 2027 chưa chốt" in told
        assert "từ thứ Năm 4/2/2027 đến thứ Tư 10/2/2027" in told
        assert "chưa chốt" in await world.say(CHIEF, "ngày nghỉ")
        answer = await world.say(CHIEF, "nghỉ 5/2 đến 11/2 Tết")
        assert "thứ Sáu 5/2/2027 đến thứ Năm 11/2/2027 nghỉ (Tết)" in answer
        assert "Làm việc: thứ Năm 4/2/2027" in answer
        with world.database.commune(1) as session:
            commune = session.scalars(select(Commune)).one()
            office = office_of(session, commune, national_days(), world.clock.now())
        assert tet_days_off(2027, office.calendar) == Tet(2027, date(2027, 2, 5), date(2027, 2, 11))
        assert "chưa chốt" not in await world.say(CHIEF, "ngày nghỉ")
        await world.advance("2026-12-07T07:45")
        assert not any("chưa chốt" in message.text for message in world.look(CHIEF))


async def test_an_invalid_or_past_day_changes_nothing(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    assert "Xin ghi một ngày" in await world.say(CHIEF, "nghỉ 31/11")
    assert "Lịch riêng của xã không có thứ Tư 24/12" in await world.say(CHIEF, "bỏ ngày 24/12")
    await world.say(ECONOMIST, "nghỉ 24/12 Lễ hội đền")
    assert "Chưa có ngày nào" in await world.say(ECONOMIST, "ngày nghỉ")
