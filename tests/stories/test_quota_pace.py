"""The pace of a quota is shown to the lead, and to the secretary on Mondays."""

from tests.stories.world import BUILDER, CHIEF, World


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
