"""Cancelled and finished work is listed, and the secretary takes it back later, with a reason."""

import pytest

from storage.words import Status
from tests.stories.test_answers import milestone
from tests.stories.world import BUILDER, CHIEF, DEPUTY, World


@pytest.mark.parametrize("words", ["mở lại vì trên yêu cầu làm tiếp", "khôi phục vì trên yêu cầu"])
async def test_the_secretary_reopens_cancelled_work_weeks_later_as_it_was(
    world: World, words: str
) -> None:
    await world.link(BUILDER, CHIEF)
    await world.say(BUILDER, "1 đang làm 40%")
    await world.say(CHIEF, "1 hủy vì trùng việc khác")
    await world.skip("2025-11-03T09:00")
    world.look(BUILDER)
    answer = await world.say(CHIEF, f"1 {words}")
    assert "Đã mở lại việc 1" in answer
    assert "đang làm 40%" in answer
    row = milestone(world, 1)
    assert (row.status, row.percent, row.closed_at) == (Status.IN_PROGRESS, 40, None)
    await world.settle()
    world.expect(BUILDER, "Văn phòng đã mở lại việc 1", "trước đó đã hủy", "trên yêu cầu")
    await world.advance("2025-11-14T09:00")
    assert any("1. Kế hoạch" in each.text for each in world.look(BUILDER))


async def test_a_finished_item_reopened_waits_for_confirmation_again(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await world.say(BUILDER, "1 xong")
    await world.say(CHIEF, "1 xác nhận")
    await world.skip("2025-10-20T09:00")
    assert "lý do mở lại việc?" in await world.say(CHIEF, "1 mở lại")
    assert "Đã mở lại việc 1" in await world.say(CHIEF, "phụ lục sai số liệu")
    assert milestone(world, 1).status is Status.SUBMITTED
    assert "Đã hoàn tác “mở lại việc”" in await world.say(CHIEF, "hoàn tác 1")
    row = milestone(world, 1)
    assert row.status is Status.DONE
    assert row.closed_at is not None


async def test_only_the_secretary_reopens_and_only_what_is_closed(world: World) -> None:
    await world.link(BUILDER, CHIEF, DEPUTY)
    assert "chưa kết thúc" in await world.say(CHIEF, "1 mở lại vì nhầm")
    await world.say(CHIEF, "1 hủy vì trùng việc khác")
    for post in (BUILDER, DEPUTY):
        assert "Đã mở lại" not in await world.say(post, "1 mở lại vì cần làm")
        assert milestone(world, 1).status is Status.CANCELLED
    assert "“1 mở lại vì …”" in await world.say(CHIEF, "1 chỉ đạo làm tiếp")


@pytest.mark.parametrize(
    "asked",
    ["việc đã hủy", "việc bị huỷ", "những việc nào đã bị hủy?", "danh sách việc đã hủy"],
)
async def test_cancelled_work_is_listed_with_its_day_and_reason(world: World, asked: str) -> None:
    await world.link(BUILDER, CHIEF)
    assert "không có việc nào bị hủy" in await world.say(CHIEF, asked)
    await world.say(CHIEF, "1 hủy vì trùng việc khác")
    listed = await world.say(CHIEF, asked)
    assert "1. Kế hoạch" in listed
    assert "đã hủy 8/10" in listed
    assert "Lý do hủy: trùng việc khác" in listed
    assert "Lý do hủy: trùng việc khác" in await world.say(BUILDER, "1")
