"""Shares and numbers of quotas that cannot be meant are asked back, never written wrongly."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.program import TRAINING_PLAN
from storage.database import Database
from tests.stories.world import World, small_world

CENTRE = "Phó Giám đốc Trung tâm Phục vụ hành chính công"
COMMANDER = "Chỉ huy trưởng Ban CHQS xã"
BUILDER = "Trưởng Ban Xây dựng Đảng"
NOW = "2025-10-13T09:00"


@pytest.fixture
async def commune(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The commune of 2025: 13 counts satisfaction in per cent, 32 the levy, 1 party members."""
    async with small_world(database, tmp_path, NOW, TRAINING_PLAN) as world:
        await world.link(CENTRE, COMMANDER, BUILDER)
        yield world


WRONG = [
    (CENTRE, "13 đạt 140%", "13", "chưa có số (mục tiêu từ 97%)"),
    (CENTRE, "13 đạt 98,1234%", "13", "chưa có số (mục tiêu từ 97%)"),
    (CENTRE, "13 đang làm 60%", "13", "chưa có số (mục tiêu từ 97%)"),
    (CENTRE, "13 đã phát phiếu cho 50% số hộ", "13", "chưa có số (mục tiêu từ 97%)"),
    (CENTRE, "13 đạt -5%", "13", "chưa có số (mục tiêu từ 97%)"),
    (BUILDER, "1 đạt 12,5", "1", "đạt 11/33"),
    (BUILDER, "việc 1: đạt 12,5 đồng chí", "1", "đạt 11/33"),
    (COMMANDER, "32 còn 40% nữa", "32", "đạt 0/100%"),
    (COMMANDER, "32 đạt 140", "32", "đạt 0/100%"),
    (COMMANDER, "32 đạt 140%", "32", "đạt 0/100%"),
    (BUILDER, "1 đạt 400", "1", "đạt 11/33 đồng chí"),
    (BUILDER, "1 đã kết nạp được 500 đồng chí", "1", "đạt 11/33 đồng chí"),
    (BUILDER, "1 +400", "1", "đạt 11/33 đồng chí"),
    (BUILDER, "1 đạt 60%", "1", "đạt 11/33 đồng chí"),
    (BUILDER, "1 đang làm 60%", "1", "đạt 11/33 đồng chí"),
    (BUILDER, "1 được nửa chỉ tiêu rồi", "1", "đạt 11/33 đồng chí"),
    (BUILDER, "1 xong 100%", "1", "đạt 11/33 đồng chí"),
    (BUILDER, "5 đang làm -5%", "5", "chưa nhận việc"),
    (BUILDER, "5 đang làm 120%", "5", "chưa nhận việc"),
]


@pytest.mark.parametrize(("post", "said", "number", "state"), WRONG, ids=[row[1] for row in WRONG])
async def test_a_figure_that_cannot_be_written_as_said_changes_nothing(
    commune: World, post: str, said: str, number: str, state: str
) -> None:
    answer = await commune.say(post, said)
    assert f"việc {number}" in answer.lower()
    assert "Đã ghi:" not in answer
    await commune.say(post, "thôi")
    assert f"Tình trạng: {state}" in (await commune.say(post, number)).replace(
        "chưa nhận việc, ", ""
    )


RIGHT = [
    (COMMANDER, "32 đạt 140%", "đúng", "đạt 140/100%"),
    (COMMANDER, "32 đạt 140%", "40", "đạt 40/100%"),
    (COMMANDER, "32 đạt 140%", "45,5%", "đạt 45,5/100%"),
    (CENTRE, "13 đang làm 60%", "95,5", "hiện 95,5% (mục tiêu từ 97%, còn thiếu 1,5 điểm %)"),
    (CENTRE, "13 đạt 98,1234%", "98,12", "hiện 98,12% (mục tiêu từ 97%)"),
    (BUILDER, "1 đạt 400", "1 đạt 400", "đạt 400/33"),
    (BUILDER, "1 đạt 400", "40", "đạt 40/33"),
    (BUILDER, "1 đạt 60%", "20", "đạt 20/33"),
    (BUILDER, "1 xong 100%", "đúng", "đạt 33/33"),
]


@pytest.mark.parametrize(("post", "said", "then", "written"), RIGHT)
async def test_the_number_meant_is_written_when_it_is_told(
    commune: World, post: str, said: str, then: str, written: str
) -> None:
    await commune.say(post, said)
    answer = await commune.say(post, then)
    assert "Đã ghi:" in answer
    assert written in answer


async def test_a_count_with_its_share_beside_it_is_written(commune: World) -> None:
    assert "đạt 22/33" in await commune.say(BUILDER, "1 đạt 22/33 (67%)")
    assert "đạt 40/33" in await commune.say(BUILDER, "1 đạt 40")


async def test_of_several_items_the_doubtful_figure_is_asked_for(commune: World) -> None:
    answer = await commune.say(BUILDER, "1 đang làm 40%, 5 đang làm 60%")
    assert "đang làm 60%" in answer
    assert "Việc 1 (Kết nạp đảng viên mới năm 2025): " in answer
    assert "đạt 20/33" in await commune.say(BUILDER, "20")
