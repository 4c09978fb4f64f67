"""Leaders ask in free words about all work; officials about their own."""

import pytest

from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

ASKED = [
    ("việc nào quá hạn", "Quá hạn"),
    ("phong kinh te cham viec gi", "Dự toán"),
    ("ai chưa báo cáo", "Chưa báo cáo"),
    ("tiến độ mảng xây dựng Đảng", "Kết nạp đảng viên"),
    ("việc của Trưởng phòng Kinh tế", "Dự toán"),
    ("việc số 5 làm đến đâu", "5. Dự toán"),
    ("hướng dẫn tôi với", "đồng chí có thể gõ"),
]


@pytest.mark.parametrize(("text", "part"), ASKED)
async def test_the_secretarys_questions_are_answered(world: World, text: str, part: str) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.skip("2025-12-12T17:00")
    await world.advance("2025-12-15T09:00")
    assert part in await world.say(CHIEF, text)


async def test_an_official_asks_of_their_own_work_only(world: World) -> None:
    await world.link(BUILDER, ECONOMIST)
    await world.skip("2025-12-12T17:00")
    await world.advance("2025-12-15T09:00")
    answer = await world.say(BUILDER, "phòng kinh tế còn việc gì")
    assert "Dự toán" not in answer
