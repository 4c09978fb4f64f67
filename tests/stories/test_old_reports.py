"""Old monthly reports that nobody answers: together, once a week, and the secretary closes them."""

from storage.milestone import Milestone
from storage.words import Status
from tests.stories.test_life_of_standing_work import reports
from tests.stories.world import BUILDER, CHIEF, World

HEADING = "Báo cáo định kỳ cũ, không ai trả lời: 2"
MONDAY, TUESDAY, NEXT_MONDAY = "2025-12-15", "2025-12-16", "2025-12-22"


async def two_old_reports(world: World) -> list[Milestone]:
    """The reports of October and November were created, and nobody answered for weeks."""
    await world.link(BUILDER, CHIEF)
    for month in ("2025-10-31", "2025-11-28"):
        await world.skip(f"{month[:7]}-20T17:00")
        await world.advance(f"{month}T09:00")
    await world.skip("2025-12-12T17:00")
    for post in (BUILDER, CHIEF):
        world.look(post)
    return reports(world)


async def test_they_come_together_once_a_week(world: World) -> None:
    first, second = await two_old_reports(world)
    await world.advance(f"{MONDAY}T09:00")
    told = [each.text for each in world.look(BUILDER)]
    (text,) = [text for text in told if HEADING in text]
    assert f"{first.number}. " in text.split(HEADING)[1]
    assert f"{second.number}. " in text.split(HEADING)[1]
    await world.advance("2025-12-19T17:00")
    assert not any("báo cáo tháng 10" in each.text for each in world.look(BUILDER))


async def test_the_secretary_is_offered_to_close_them_once_a_week(world: World) -> None:
    first, second = await two_old_reports(world)
    await world.advance(f"{MONDAY}T07:50")
    summary = world.expect(CHIEF, HEADING, f"{BUILDER}: việc {first.number}, {second.number}")
    assert f"\n{first.number}. " not in summary
    await world.advance(f"{TUESDAY}T07:50")
    assert not any(HEADING in each.text for each in world.look(CHIEF))
    await world.advance(f"{NEXT_MONDAY}T07:50")
    assert any(HEADING in each.text for each in world.look(CHIEF))
    await world.press(CHIEF, f"Đóng báo cáo cũ {first.number}, {second.number}")
    closed = [
        each.status for each in reports(world) if each.number in (first.number, second.number)
    ]
    assert closed == [Status.CANCELLED] * 2


async def test_a_report_that_is_answered_keeps_its_own_place(world: World) -> None:
    first, _ = await two_old_reports(world)
    await world.say(BUILDER, f"{first.number} đang làm 50%")
    await world.advance(f"{MONDAY}T07:50")
    assert not any(HEADING in each.text for each in world.look(CHIEF))
