"""Everyday wordings of orders, cancelling, absence and own reminders, each with what it does."""

import pytest

from storage.words import Status
from tests.stories.test_answers import milestone
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World

ORDER = "giao việc: báo cáo thiệt hại, chủ trì Trưởng phòng Kinh tế, hạn 20/10"


@pytest.mark.parametrize("yes", ["đúng", "dung roi em", "đồng ý", "ok em nhé"])
async def test_an_order_that_is_shown_is_given_by_a_plain_yes(world: World, yes: str) -> None:
    await world.link(CHIEF)
    await world.say(CHIEF, f"{ORDER}, lĩnh vực kinh tế - xã hội")
    await world.say(CHIEF, yes)
    assert milestone(world, 8).task.title == "Báo cáo thiệt hại"


async def test_a_yes_names_no_sector(world: World) -> None:
    await world.link(CHIEF)
    asked = await world.say(CHIEF, ORDER)
    assert "lĩnh vực" in asked
    assert "lĩnh vực" in await world.say(CHIEF, "đúng")


async def test_xoa_is_a_word_for_cancelling(world: World) -> None:
    await world.link(CHIEF)
    assert "lý do" in await world.say(CHIEF, "xóa việc 1 giùm tôi")
    await world.say(CHIEF, "trùng việc khác")
    assert milestone(world, 1).status is Status.CANCELLED


async def test_cancelling_one_item_is_no_reason_for_reopening_another(world: World) -> None:
    await world.link(CHIEF)
    await world.say(CHIEF, "1 hủy vì trùng việc khác")
    await world.say(CHIEF, "mở lại việc 1")
    await world.say(CHIEF, "xóa việc 2 giùm tôi")
    assert milestone(world, 1).status is Status.CANCELLED


async def test_an_absence_of_hours_says_that_whole_days_are_kept(world: World) -> None:
    await world.link(BUILDER, DEPUTY)
    answer = await world.say(BUILDER, f"vắng mặt từ 14h đến 16h chiều nay, đ/c {DEPUTY} thay")
    assert "theo cả ngày" in answer
    answer = await world.say(BUILDER, f"vắng mặt từ 13/10 đến 14/10, đ/c {DEPUTY} thay")
    assert "theo cả ngày" not in answer


@pytest.mark.parametrize("tail", ["đi", "giúp tôi", "nhé em", ""])
async def test_a_reminder_is_dropped_with_or_without_courtesy(world: World, tail: str) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "nhắc tôi 15h mai ký giấy mời")
    answer = await world.say(ECONOMIST, f"bỏ lời nhắc ký giấy mời {tail}")
    assert "Đã bỏ lời nhắc 1: ký giấy mời" in answer
