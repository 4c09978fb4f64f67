"""Who made a mistake says so in their own words: "à nhầm, 2 mới xong"."""

import pytest

from tests.stories.test_which_item import milestone, replied
from tests.stories.world import BUILDER, World


@pytest.mark.parametrize(
    "said",
    ["à nhầm, 2 mới xong", "ghi nhầm rồi, việc 2 xong", "không phải 1, 2 xong"],
)
async def test_a_mistaken_item_is_taken_back_and_the_right_one_written(
    world: World, said: str
) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 xong")
    answer = await world.say(BUILDER, said)
    assert "Đã hoàn tác “đã xong”" in answer
    assert "Đã ghi: việc 2" in answer
    assert milestone(world, 1).status == "pending"
    assert milestone(world, 2).status == "submitted"


async def test_a_mistaken_state_of_the_same_item_is_replaced(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 xong")
    await world.say(BUILDER, "ghi nhầm rồi, việc 1 mới được 80%")
    assert (milestone(world, 1).status, milestone(world, 1).percent) == ("in_progress", 80)


@pytest.mark.parametrize("said", ["báo nhầm", "1 ghi nhầm", "chưa xong đâu, báo nhầm"])
async def test_undoing_is_offered_where_nothing_is_said_in_place(world: World, said: str) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 xong")
    assert "hoàn tác 1" in await world.say(BUILDER, said)
    assert milestone(world, 1).status == "submitted"
    await world.press(BUILDER, "Hoàn tác 1")
    assert milestone(world, 1).status == "pending"


async def test_several_items_are_not_taken_back_at_once(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 xong, 2 đang làm 30%")
    answer = await world.say(BUILDER, "à nhầm, 4 đạt 12")
    assert "về việc 1, 2 vẫn giữ" in answer
    assert milestone(world, 1).status == "submitted"
    assert milestone(world, 4).value == 12


async def test_a_question_before_anything_was_written_is_dropped(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "3 xong")
    assert "đã xong" in await world.say(BUILDER, "à nhầm, 2 xong")
    assert replied(world, 2, 3) == [True, False]
    assert "Hiện không có câu hỏi nào" in await world.say(BUILDER, "thôi")


async def test_a_mistake_of_others_is_no_correction(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 xong")
    await world.say(BUILDER, "2 vướng vì chi bộ kê khai nhầm")
    assert milestone(world, 1).status == "submitted"
    assert milestone(world, 2).status == "blocked"
