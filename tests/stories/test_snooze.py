"""An official snoozes one item, or all items of the newest message."""

from tests.stories.test_answers import milestone
from tests.stories.world import BUILDER, ECONOMIST, World, at


async def test_one_item_is_reminded_again_at_the_requested_time(world: World) -> None:
    await world.link(ECONOMIST)
    for number in (5, 6, 7):
        await world.say(ECONOMIST, f"{number} đã nhận")
    await world.skip("2025-11-25T17:00")
    await world.advance("2025-11-26T08:00")
    world.look(ECONOMIST)
    answer = await world.say(ECONOMIST, "5 nhắc lại sáng mai")
    assert "nhắc lại việc 5" in answer
    assert "08:00 thứ Năm 27/11/2025" in answer
    assert milestone(world, 5).snoozed_until == at("2025-11-27T08:00")
    await world.advance("2025-11-27T07:59")
    world.expect_silence(ECONOMIST)
    await world.advance("2025-11-27T08:00")
    world.expect(ECONOMIST, "theo yêu cầu của đồng chí", "Dự toán")


async def test_buttons_snooze_all_items_of_the_newest_message(world: World) -> None:
    await world.link(BUILDER)
    await world.skip("2025-11-26T17:00")
    await world.advance("2025-11-27T08:00")
    assert "khi nào" in await world.press(BUILDER, "Nhắc lại sau")
    answer = await world.press(BUILDER, "2 giờ")
    assert "10:00 thứ Năm 27/11/2025" in answer
    assert "việc 1" in answer
    assert "việc 2" in answer
    assert milestone(world, 5).snoozed_until is None
    await world.advance("2025-11-27T10:00")
    world.expect(BUILDER, "theo yêu cầu của đồng chí", "Kế hoạch kiểm tra chi bộ", "Dự thảo")


async def test_a_snooze_never_passes_the_next_step_or_the_due_date(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 đã nhận")
    await world.skip("2025-12-03T17:00")
    await world.advance("2025-12-04T09:00")
    assert "thứ Sáu 5/12" in await world.say(ECONOMIST, "5 nhac lai sang mai")
    await world.advance("2025-12-09T09:00")
    assert "08:00 thứ Tư 10/12" in await world.say(ECONOMIST, "5 nhắc lại sau thứ Hai")
    await world.advance("2025-12-11T09:00")
    assert "không nhắc lại muộn hơn được" in await world.say(ECONOMIST, "5 nhắc lại sáng mai")


async def test_an_unreadable_time_is_asked_again(world: World) -> None:
    await world.link(ECONOMIST)
    assert "nhắc lại khi nào" in await world.say(ECONOMIST, "5 nhắc lại sau")
    assert "chiều nay" in await world.say(ECONOMIST, "lúc nào cũng được")
    assert "14:00 thứ Tư 8/10" in await world.say(ECONOMIST, "chiều nay")
