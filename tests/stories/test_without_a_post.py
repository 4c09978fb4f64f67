"""Who has handed over their last post is told so, and may still see and remove their data."""

import pytest

from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

NO_POST = "hiện không giữ chức danh nào"


@pytest.mark.parametrize("said", ["việc", "quá hạn", "5 xong", "5", "xong", "tiến độ", "xin chào"])
async def test_an_ex_holder_is_told_that_they_hold_no_post(world: World, said: str) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.say(CHIEF, f"bàn giao {ECONOMIST} cho Lê Văn Bình")
    await world.advance("2025-10-08T10:00")
    world.expect(ECONOMIST, "đã bàn giao", NO_POST)
    assert NO_POST in await world.say(ECONOMIST, said)
    assert NO_POST not in await world.say(ECONOMIST, "dữ liệu của tôi")
    assert "kênh duy nhất" in await world.say(ECONOMIST, "ngắt telegram")


async def test_who_holds_another_post_is_told_which(world: World) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST)
    await world.say(CHIEF, f"bàn giao {ECONOMIST} cho {BUILDER}")
    await world.say(CHIEF, f"bàn giao {ECONOMIST} cho Lê Văn Bình")
    await world.advance("2025-10-08T10:00")
    told = [message.text for message in world.look(BUILDER) if "đã bàn giao" in message.text]
    assert f"Đồng chí còn giữ: {BUILDER}." in told[-1]
    assert NO_POST not in await world.say(BUILDER, "việc")


async def test_a_substitute_without_a_post_works_on(world: World) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST)
    await world.say(CHIEF, f"bàn giao {ECONOMIST} cho Lê Văn Bình")
    await world.say(BUILDER, f"vắng mặt từ 8/10 đến 10/10, đ/c {ECONOMIST} thay")
    assert NO_POST not in await world.say(ECONOMIST, "việc")
