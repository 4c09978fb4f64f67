"""Steps of proposed work, each with a day and perhaps a lead of its own, are told in words."""

import pytest

from tests.stories.test_answers import milestone
from tests.stories.world import CHIEF, ECONOMIST, World

GIVEN = "giao việc: đề án chợ, chủ trì Trưởng Ban Xây dựng Đảng, lĩnh vực kinh tế - xã hội"


@pytest.mark.parametrize(
    "said",
    [
        "các bước: dự thảo 5/11; lấy ý kiến 14/11 do Trưởng phòng Kinh tế; ban hành 28/11",
        "các bước dự thảo 5/11, lấy ý kiến (Trưởng phòng Kinh tế) 14/11, ban hành 28/11",
    ],
)
async def test_a_step_of_given_work_may_have_its_own_lead(world: World, said: str) -> None:
    await world.link(CHIEF, ECONOMIST)
    shown = await world.say(CHIEF, f"{GIVEN}, {said}")
    assert "Lấy ý kiến: 14/11/2025, Trưởng phòng Kinh tế chủ trì" in shown
    await world.say(CHIEF, "nhận")
    assert "9. Đề án chợ: Lấy ý kiến" in await world.say(ECONOMIST, "việc của tôi")
    assert f"{milestone(world, 10).due_on:%d/%m}" == "28/11"


async def test_a_step_without_a_day_is_asked_again(world: World) -> None:
    await world.link(CHIEF)
    assert "Chưa rõ các bước" in await world.say(
        CHIEF, f"{GIVEN}, các bước: dự thảo 5/11; ban hành"
    )
