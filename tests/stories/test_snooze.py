"""An official snoozes one item, or all items of the newest message."""

from tests.stories.test_answers import milestone
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, EVERYWHERE, World, at


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
    assert "08:00 thứ Sáu 12/12" in await world.say(ECONOMIST, "5 nhắc lại sáng mai")


async def test_an_unreadable_time_is_asked_again(world: World) -> None:
    await world.link(ECONOMIST)
    assert "nhắc lại khi nào" in await world.say(ECONOMIST, "5 nhắc lại sau")
    assert "chiều nay" in await world.say(ECONOMIST, "lúc nào cũng được")
    assert "14:00 thứ Tư 8/10" in await world.say(ECONOMIST, "chiều nay")


@EVERYWHERE
async def test_overdue_work_waits_until_the_next_working_day_at_most(world: World) -> None:
    await world.link(BUILDER)
    await world.skip("2025-12-05T17:00")
    await world.advance("2025-12-08T09:00")
    await world.say(BUILDER, "1 đang làm 50%")
    told = await world.say(BUILDER, "1 nhắc lại thứ Hai")
    assert "chỉ hoãn được đến 08:00 thứ Ba 9/12/2025" in told
    assert "nhắc tôi việc 1" in told
    assert "lúc 08:00 thứ Ba 9/12/2025" in await world.say(BUILDER, "1 nhắc lại sáng mai")
    world.look(BUILDER)
    await world.advance("2025-12-09T08:00")
    world.expect(BUILDER, "1. Kế hoạch", "Nhắc lại theo yêu cầu của đồng chí")


async def test_a_digest_of_days_ago_is_snoozed_too_and_a_day_may_be_said(world: World) -> None:
    await world.link(BUILDER)
    for number in (1, 2, 3, 4):
        await world.say(BUILDER, f"{number} đã nhận")
    await world.skip("2025-12-01T17:00")
    await world.advance("2025-12-02T08:30")
    world.look(BUILDER)
    await world.skip("2025-12-04T09:00")
    told = await world.say(BUILDER, "nhắc lại sáng mai")
    assert "nhắc lại việc 1" in told
    assert "không có việc" not in told
    told = await world.say(BUILDER, "nhắc lại ngày 20/12")
    assert "chỉ hoãn được đến" in told


async def test_a_day_within_what_is_allowed_is_kept(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 đã nhận")
    assert "08:00 thứ Hai 20/10/2025" in await world.say(ECONOMIST, "5 nhắc lại ngày 20/10")
    assert "14:30 thứ Ba 21/10/2025" in await world.say(ECONOMIST, "5 nhắc lại 14h30 ngày 21/10")
    assert "lúc đã qua" in await world.say(ECONOMIST, "5 nhắc lại ngày 20/9/2025")


async def test_who_leads_nothing_in_the_last_message_is_told_so(world: World) -> None:
    await world.link(CHIEF)
    assert "không còn việc nào do đồng chí chủ trì" in await world.say(CHIEF, "nhắc lại sáng mai")


async def test_what_one_asked_for_is_snoozed_with_the_message_that_brought_it(
    world: World,
) -> None:
    await world.link(ECONOMIST)
    for number in (5, 6, 7):
        await world.say(ECONOMIST, f"{number} đã nhận")
    await world.say(ECONOMIST, "nhắc tôi 10h gọi chị Hoa")
    await world.advance("2025-10-08T10:00")
    assert "khi nào" in await world.press(ECONOMIST, "Nhắc lại sau")
    answer = await world.press(ECONOMIST, "2 giờ")
    assert "12:00 thứ Tư 8/10/2025: gọi chị Hoa" in answer
    world.look(ECONOMIST)
    await world.advance("2025-10-08T12:00")
    world.expect(ECONOMIST, "12:00: gọi chị Hoa.")
