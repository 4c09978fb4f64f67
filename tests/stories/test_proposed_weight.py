"""The weight of proposed work: read of the paper, shown, and changed in words."""

import pytest

from storage.words import Weight
from tests.stories.test_answers import milestone
from tests.stories.test_conclusion_intake import brought
from tests.stories.world import CHIEF, World

PAPER = """ĐẢNG ỦY XÃ MẪU
Số: 12-KL/ĐU
KHẨN
Xã Thử, ngày 06 tháng 10 năm 2025

KẾT LUẬN
của Ban Thường vụ về việc rà soát hộ nghèo

I. NHIỆM VỤ
1. Giao Phòng Kinh tế rà soát hộ nghèo, hoàn thành trước ngày 30/11/2025.
2. Giao Ban Xây dựng Đảng kiểm tra chi bộ, hoàn thành trước ngày 15/12/2025.
"""


async def test_a_paper_marked_urgent_proposes_urgent_work(world: World) -> None:
    await world.link(CHIEF)
    await brought(world, PAPER.encode(), "ket-luan.txt")
    assert "Mức độ: khẩn" in await world.press(CHIEF, "Xem từng việc")
    await world.say(CHIEF, "lĩnh vực kinh tế - xã hội")
    assert "Mức độ: khẩn" in await world.say(CHIEF, "nhận")
    assert milestone(world, 8).task.weight is Weight.URGENT


@pytest.mark.parametrize(
    ("said", "weight", "shown"),
    [
        ("mức độ trọng tâm", Weight.KEY, "Mức độ: trọng tâm"),
        ("việc này là trọng tâm", Weight.KEY, "Mức độ: trọng tâm"),
        ("sửa mức độ thường", Weight.ORDINARY, ""),
        ("binh thuong", Weight.ORDINARY, ""),
    ],
)
async def test_the_weight_of_a_proposal_is_changed_in_words(
    world: World, said: str, weight: Weight, shown: str
) -> None:
    await world.link(CHIEF)
    await brought(world, PAPER.encode(), "ket-luan.txt")
    await world.press(CHIEF, "Xem từng việc")
    answer = await world.say(CHIEF, said)
    assert "Đã sửa mức độ" in answer
    assert shown in answer
    assert "Mức độ: khẩn" not in answer
    await world.say(CHIEF, "lĩnh vực kinh tế - xã hội")
    await world.say(CHIEF, "nhận")
    assert milestone(world, 8).task.weight is weight


async def test_an_unknown_weight_is_told(world: World) -> None:
    await world.link(CHIEF)
    await brought(world, PAPER.encode(), "ket-luan.txt")
    await world.press(CHIEF, "Xem từng việc")
    assert "Chưa rõ mức độ" in await world.say(CHIEF, "mức độ rất đỏ")


@pytest.mark.parametrize(
    "said",
    [
        "giao việc khẩn: báo cáo thiệt hại, chủ trì Trưởng phòng Kinh tế, hạn 20/10",
        "giao việc: báo cáo thiệt hại, chủ trì Trưởng phòng Kinh tế, hạn 20/10, khẩn",
        "giao việc: báo cáo thiệt hại, mức độ khẩn, chủ trì Trưởng phòng Kinh tế, hạn 20/10",
    ],
)
async def test_work_given_in_talk_may_be_urgent(world: World, said: str) -> None:
    await world.link(CHIEF)
    await world.say(CHIEF, f"{said}, lĩnh vực kinh tế - xã hội")
    await world.say(CHIEF, "nhận")
    found = milestone(world, 8)
    assert (found.task.title, found.task.weight) == ("Báo cáo thiệt hại", Weight.URGENT)
