"""`vì sao` explains why each reminder came or did not come."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World, small_world


@pytest.fixture
async def late(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The small commune, whose plan is imported after the first steps' time."""
    async with small_world(database, tmp_path, start="2025-11-20T07:55") as world:
        yield world


async def test_why_lists_sent_skipped_and_coming_steps(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 đã nhận")
    await world.skip("2025-12-02T17:00")
    await world.advance("2025-12-04T09:00")
    answer = await world.say(ECONOMIST, "vì sao 5")
    past, coming = answer.split("Sắp tới")
    assert "08:00 thứ Tư 3/12/2025: trước hạn 7 ngày, " in past
    assert "qua Telegram" in past
    assert "giao việc, Trưởng phòng Kinh tế: đã gửi" in past
    assert "ngày đến hạn, Trưởng phòng Kinh tế" in coming
    assert "trước hạn 14 ngày" not in coming


async def test_why_explains_reminders_outdated_while_waiting(world: World) -> None:
    await world.link(CHIEF)
    await world.advance("2025-10-08T09:00")
    assert "chờ kết nối, chưa có ai kết nối" in await world.say(CHIEF, "tai sao 5")
    await world.say(CHIEF, "5 hủy vì trùng với việc khác")
    await world.link(ECONOMIST)
    answer = await world.say(CHIEF, "tại sao 5")
    assert "giao việc, Trưởng phòng Kinh tế: không gửi, việc đã đổi trước khi gửi" in answer
    assert "Không còn tin nhắc nào" in answer


async def test_why_lists_steps_before_the_handover_as_skipped(late: World) -> None:
    await late.link(BUILDER)
    answer = await late.say(BUILDER, "vì sao 1")
    assert "trước hạn 14 ngày, Trưởng Ban Xây dựng Đảng: không gửi, trước lúc giao việc" in answer
    assert "giao việc, Trưởng Ban Xây dựng Đảng: đã gửi" in answer
    assert "trước hạn 7 ngày" in answer.split("Sắp tới")[1]


async def test_why_lists_a_snooze(world: World) -> None:
    await world.link(ECONOMIST)
    await world.skip("2025-12-02T17:00")
    await world.advance("2025-12-03T09:00")
    await world.say(ECONOMIST, "5 nhắc lại sáng mai")
    coming = (await world.say(ECONOMIST, "vì sao 5")).split("Sắp tới")[1]
    assert "08:00 thứ Năm 4/12/2025: nhắc lại theo yêu cầu, " in coming
    await world.advance("2025-12-04T09:00")
    past = (await world.say(ECONOMIST, "vì sao 5")).split("Sắp tới")[0]
    assert "nhắc lại theo yêu cầu, Trưởng phòng Kinh tế: đã gửi" in past


async def test_why_names_the_step_skipped_for_a_later_one_of_the_day(world: World) -> None:
    await world.link(BUILDER)
    await world.skip("2025-12-22T17:00")
    await world.advance("2025-12-26T09:00")
    assert "cùng ngày có bậc nhắc khác thay" in await world.say(BUILDER, "vì sao 4")


async def test_why_answers_only_those_who_may_see_the_item(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    assert "Không có việc số 5" in await world.say(BUILDER, "vì sao 5?")
    assert "Dự toán" in await world.say(CHIEF, "vì sao 5?")
