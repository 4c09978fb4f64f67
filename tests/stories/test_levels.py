"""Numbers of quotas as officials say them: levels, percents, decimals, lower numbers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.program import TRAINING_PLAN
from storage.database import Database
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World, small_world

LEVELS = Path(__file__).parent / "levels.yaml"
CENTRE = "Phó Giám đốc Trung tâm Phục vụ hành chính công"
COMMANDER = "Chỉ huy trưởng Ban CHQS xã"
NOW = "2025-10-13T09:00"
POOR, LAND, REFORM, REVENUE = 1, 2, 3, 4


@pytest.fixture
async def commune(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The commune of 2025: 13 is the level of satisfaction, 32 a percent, 1 a sum of members."""
    async with small_world(database, tmp_path, NOW, TRAINING_PLAN) as world:
        await world.link(CENTRE, COMMANDER, BUILDER)
        await world.say(CENTRE, "13 đạt 97%")
        yield world


@pytest.fixture
async def levels(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """Poor households at most 4 %, land in ha, a score of at least 85.5, revenue in per cent."""
    async with small_world(database, tmp_path, NOW, LEVELS) as world:
        await world.link(ECONOMIST, CHIEF)
        yield world


OF_SATISFACTION = [
    ("13 đạt 98,5%", "hiện 98,5% (mục tiêu từ 97%), trước đó 97%. Đang đạt mục tiêu"),
    ("13: 98.5%", "hiện 98,5% (mục tiêu từ 97%)"),
    ("13: mức hài lòng đạt 98.5 phần trăm", "hiện 98,5% (mục tiêu từ 97%)"),
    ("13 tỷ lệ hài lòng 97,2", "hiện 97,2% (mục tiêu từ 97%)"),
    ("việc 13: tỷ lệ hài lòng tháng này 97,25%", "hiện 97,25% (mục tiêu từ 97%)"),
    ("13 dat 98,5", "hiện 98,5% (mục tiêu từ 97%)"),
    ("13 giảm xuống 95%", "hiện 95% (mục tiêu từ 97%, còn thiếu 2 điểm %), trước đó 97%"),
    ("13 giảm 0,5%", "hiện 96,5% (mục tiêu từ 97%, còn thiếu 0,5 điểm %)"),
    ("13 từ 97% lên 98,25%", "hiện 98,25% (mục tiêu từ 97%)"),
    ("13 đạt 98,5/97%", "hiện 98,5% (mục tiêu từ 97%)"),
    ("13 98% người dân hài lòng", "hiện 98% (mục tiêu từ 97%)"),
    ("13 khảo sát 120 phiếu, hài lòng 97,5%", "hiện 97,5% (mục tiêu từ 97%)"),
    ("13 +1,5", "hiện 98,5% (mục tiêu từ 97%)"),
]


@pytest.mark.parametrize(("said", "written"), OF_SATISFACTION)
async def test_a_level_is_written_as_it_is_said(commune: World, said: str, written: str) -> None:
    answer = await commune.say(CENTRE, said)
    assert "Đã ghi: việc 13" in answer
    assert written in answer


OF_OTHERS = [
    (f"{POOR} còn 3,2% hộ nghèo", "hiện 3,2% (mục tiêu không quá 4%), trước đó 4,3%"),
    (f"{POOR} giảm còn 3,9", "hiện 3,9% (mục tiêu không quá 4%)"),
    (f"{POOR} tăng lên 4,5%", "hiện 4,5% (mục tiêu không quá 4%, còn vượt 0,5 điểm %)"),
    (f"{LAND} đạt 12,5 ha", "đạt 12,5/40 ha"),
    (f"{LAND} thêm 2,5", "đạt 13/40 ha"),
    (f"{LAND} được 12.5/40 ha", "đạt 12,5/40 ha"),
    (f"{LAND} +1,5", "đạt 12/40 ha"),
    (f"{LAND} còn thiếu 5,5 ha", "đạt 34,5/40 ha"),
    (f"{REFORM} đạt 84,2 điểm", "hiện 84,2 điểm (mục tiêu từ 85,5 điểm, còn thiếu 1,3 điểm)"),
    (f"{REFORM}: 86", "hiện 86 điểm (mục tiêu từ 85,5 điểm)"),
    (f"{REVENUE} đạt 40,5%", "đạt 40,5/100% dự toán"),
    (f"{REVENUE} đang làm 45%", "đạt 45/100% dự toán"),
    (f"{REVENUE} đạt 100% dự toán", "đạt 100/100% dự toán"),
]


@pytest.mark.parametrize(("said", "written"), OF_OTHERS)
async def test_other_figures_are_written_with_their_unit(
    levels: World, said: str, written: str
) -> None:
    answer = await levels.say(ECONOMIST, said)
    assert "Đã ghi: " in answer
    assert written in answer


async def test_a_level_is_never_behind_a_pace(commune: World) -> None:
    await commune.say(CENTRE, "13 đạt 60%")
    card = await commune.say(CENTRE, "13")
    assert "hiện 60% (mục tiêu từ 97%, còn thiếu 37 điểm %)" in card
    assert "đáng lẽ" not in card
    assert "đáng lẽ" in await commune.say(BUILDER, "1")


async def test_a_percent_has_no_pace_before_its_first_figure(levels: World) -> None:
    assert "đáng lẽ" not in await levels.say(ECONOMIST, str(REVENUE))
    await levels.say(ECONOMIST, f"{REVENUE} đạt 5%")
    assert "đạt 5/100% dự toán, đáng lẽ 76%" in await levels.say(ECONOMIST, str(REVENUE))


async def test_a_level_is_handed_in_at_its_end_only(levels: World) -> None:
    early = await levels.say(ECONOMIST, f"{POOR} đã xong")
    assert "mức phải giữ đến 31/10, hiện 4,3% (mục tiêu không quá 4%" in early
    await levels.skip("2025-10-31T08:30")
    answer = await levels.say(ECONOMIST, f"{POOR} còn 3,2%")
    assert "Đạt mục tiêu đến hạn" in answer
    assert "đã xong" in await levels.press(ECONOMIST, "Báo hoàn thành")
    assert f"Đã xác nhận việc {POOR}" in await levels.say(CHIEF, f"{POOR} xác nhận")


LOWERED = [
    ("1 đạt 15", "nay báo 15 đồng chí, ít hơn 18 đồng chí đã ghi; chưa ghi", "đúng", "đạt 15/33"),
    ("1 đạt 15", "chưa ghi", "16", "nay báo 16 đồng chí, ít hơn 18 đồng chí đã ghi; chưa ghi"),
    ("1 đạt 15", "chưa ghi", "20", "đạt 20/33"),
]


@pytest.mark.parametrize(("said", "asked", "then", "written"), LOWERED)
async def test_a_lower_number_is_asked_about_with_both_numbers(
    commune: World, said: str, asked: str, then: str, written: str
) -> None:
    await commune.say(BUILDER, "1 đạt 18")
    answer = await commune.say(BUILDER, said)
    assert asked in answer
    assert written in await commune.say(BUILDER, then)


async def test_an_item_number_is_no_confirmation_of_a_lower_number(commune: World) -> None:
    await commune.say(BUILDER, "1 đạt 18")
    await commune.say(BUILDER, "1 đạt 15")
    await commune.say(BUILDER, "1")
    await commune.say(BUILDER, "thôi")
    assert "đạt 18/33" in await commune.say(BUILDER, "1")


@pytest.mark.parametrize(
    "said",
    [
        "nhầm, 15 thôi",
        "em nhầm, 15 đồng chí",
        "1 đính chính lại là đạt 15 đồng chí",
        "1 rà soát lại chỉ đạt 15",
        "1 có 3 đồng chí xin rút, còn 15 vì chuyển đi",
    ],
)
async def test_a_lower_number_that_says_that_it_corrects_is_written(
    commune: World, said: str
) -> None:
    await commune.say(BUILDER, "1 đạt 18")
    answer = await commune.say(BUILDER, said)
    assert "đạt 15/33 đồng chí" in answer, answer


async def test_a_lower_percent_is_asked_about_too(commune: World) -> None:
    await commune.say(COMMANDER, "32 đạt 40,5%")
    asked = await commune.say(COMMANDER, "32 đạt 30%")
    assert "nay báo 30%, ít hơn 40,5% đã ghi; chưa ghi" in asked
    assert "đạt 30/100%" in await commune.say(COMMANDER, "đúng")


async def test_a_count_with_a_fraction_is_asked_for_as_a_whole(commune: World) -> None:
    answer = await commune.say(BUILDER, "1 đạt 12,5")
    assert "tính bằng đồng chí, chỉ ghi số chẵn; 12,5 chưa ghi" in answer
    assert "đạt 12/33" in await commune.say(BUILDER, "12")


async def test_undoing_brings_a_decimal_back(levels: World) -> None:
    await levels.say(ECONOMIST, f"{LAND} đạt 12,5")
    await levels.say(ECONOMIST, f"{LAND} đạt 20,5")
    await levels.say(ECONOMIST, f"hoàn tác {LAND}")
    assert "đạt 12,5/40 ha" in await levels.say(ECONOMIST, str(LAND))


async def test_totals_and_charts_show_units(levels: World) -> None:
    answer = await levels.say(CHIEF, "tiến độ")
    for part in (
        "4,3% (mục tiêu không quá 4%, còn vượt 0,3 điểm %)",
        "10,5/40 ha, đáng lẽ 30,7",
        "chưa có số (mục tiêu từ 85,5 điểm)",
        "0/100% dự toán",
    ):
        assert part in answer


async def test_an_order_may_have_a_decimal_in_its_target(levels: World) -> None:
    shown = await levels.say(
        CHIEF,
        "giao việc: giảm tỷ lệ hộ nghèo xuống dưới 3,5% trước 31/12, Phòng Kinh tế chủ trì",
    )
    assert "Chỉ tiêu: không quá 3,5%, là mức phải giữ" in shown
