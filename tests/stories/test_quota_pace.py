"""The pace of a quota is shown to the lead, and to the secretary on Mondays."""

from pathlib import Path

from sqlalchemy import select

from storage.database import Database
from storage.milestone import Milestone
from tests.stories.world import BUILDER, CHIEF, PLAN, World, small_world


async def test_the_lead_sees_the_expected_count(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "4 đạt 12")
    await world.advance("2025-10-24T07:59")
    world.look(BUILDER)
    await world.advance("2025-10-24T08:00")
    world.expect(BUILDER, "Kết nạp đảng viên", "Đã đạt 12/33 đồng chí, đáng lẽ 26", "báo số đã đạt")


async def test_slow_quotas_are_in_the_secretarys_summary_on_mondays_only(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await world.advance("2025-10-13T07:44")
    world.look(CHIEF)
    await world.advance("2025-10-13T07:45")
    world.expect(CHIEF, "Chậm tiến độ: 1", "Kết nạp đảng viên", "đạt 11/33 đồng chí, đáng lẽ 25")
    await world.advance("2025-10-14T07:44")
    world.look(CHIEF)
    await world.advance("2025-10-14T07:45")
    assert "Chậm tiến độ" not in world.expect(CHIEF, "Đầu ngày")


async def test_after_a_monday_off_slow_quotas_come_on_tuesday(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await world.say(CHIEF, "nghỉ 13/10 Kỷ niệm thành lập xã")
    await world.advance("2025-10-14T07:44")
    world.look(CHIEF)
    await world.advance("2025-10-14T07:45")
    world.expect(CHIEF, "Chậm tiến độ: 1")


async def test_a_quota_on_its_pace_is_not_listed(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await world.say(BUILDER, "4 đạt 30")
    await world.advance("2025-10-13T07:44")
    world.look(CHIEF)
    await world.advance("2025-10-13T07:45")
    assert "Chậm tiến độ" not in world.expect(CHIEF, "Đầu ngày")


async def test_nothing_is_called_slow_before_its_first_number(world: World) -> None:
    """A plan taken in late: nobody has said yet how many there are."""
    await world.link(BUILDER, CHIEF)
    with world.database.commune(1) as session:
        session.scalars(select(Milestone).where(Milestone.number == 4)).one().value = None
    await world.advance("2025-10-13T07:44")
    world.look(CHIEF)
    await world.advance("2025-10-13T07:45")
    assert "Chậm tiến độ" not in world.expect(CHIEF, "Đầu ngày")
    assert "đáng lẽ" not in await world.say(BUILDER, "4")


async def test_a_level_is_asked_for_each_month_and_has_no_pace(
    database: Database, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yaml"
    text = PLAN.read_text(encoding="utf-8")
    villages = "    villages: {An Dương: 20, Bình Minh: 13}\n"
    level = text.replace("    start: 11\n", "    figure: level\n").replace(villages, "")
    assert level != text
    plan.write_text(level, encoding="utf-8")
    async with small_world(database, tmp_path, plan=plan) as world:
        await world.link(BUILDER, CHIEF)
        await world.say(BUILDER, "4 đạt 20")
        assert "hiện 20 đồng chí (mục tiêu từ 33 đồng chí" in await world.say(BUILDER, "4")
        assert "đáng lẽ" not in await world.say(BUILDER, "4")
        await world.advance("2025-10-24T07:59")
        world.look(BUILDER)
        await world.advance("2025-10-24T08:00")
        assert "đáng lẽ" not in world.expect(BUILDER, "Kết nạp đảng viên", "báo mức hiện nay")
        await world.say(BUILDER, "4 đạt 18")
        assert "hiện 18 đồng chí" in await world.say(BUILDER, "4")
