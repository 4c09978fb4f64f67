"""A plan sent again: what it no longer names is asked about, a mended title stays its item."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.importers.plan_identity import MIN_LIKENESS, likeness
from storage.words import Status
from tests.importers.files import xlsx_of
from tests.stories.test_answers import milestone
from tests.stories.test_conclusion_intake import brought
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

HEAD = ("Nhiệm vụ", "Lĩnh vực", "Chủ trì", "Hạn")
REPORT = ("Báo cáo dân vận", "xây dựng Đảng", "Ban Xây dựng Đảng", date(2025, 12, 12))
LAND = ("Cấp giấy chứng nhận", "kinh tế - xã hội", "Phòng Kinh tế", "hết tháng 11")
PHASED = ("Nhiệm vụ", "Lĩnh vực", "Chủ trì", "Các bước")

SAME = [
    ("Báo cáo dân vận", "Báo cáo công tác dân vận"),
    ("Báo cáo dân vận", "Báo cáo dân vận quý IV năm 2025"),
    ("Báo cáo dân vậm", "Báo cáo dân vận"),
    ("Cấp giấy chứng nhận", "Cấp giấy chứng nhận quyền sử dụng đất"),
    ("Rà soát hộ nghèo, hộ cận nghèo", "Rà soát hộ nghèo và hộ cận nghèo"),
]
OTHER = [
    ("Báo cáo tháng 11", "Báo cáo tháng 12"),
    ("Báo cáo dân vận", "Cấp giấy chứng nhận"),
    ("Tổng kết năm", "Tổng kết công tác kiểm tra, giám sát của Đảng ủy"),
    ("Báo cáo", "Báo cáo dân vận quý IV"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_a_mended_title_is_alike(old: str, new: str) -> None:
    assert likeness(old, new) >= MIN_LIKENESS
    assert likeness(new, old) >= MIN_LIKENESS


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_the_title_of_other_work_is_not_alike(old: str, new: str) -> None:
    assert likeness(old, new) < MIN_LIKENESS


async def send(world: World, *rows: Sequence[object], head: Sequence[object] = HEAD) -> str:
    return await brought(world, xlsx_of(("Kế hoạch", [head, *rows])), "ke-hoach.xlsx")


async def test_a_mended_title_is_shown_and_stays_the_item(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await send(world, REPORT, LAND)
    await world.press(CHIEF, "Lưu cả kế hoạch")
    await world.say(BUILDER, "8 đang làm 40%")
    told = await send(world, ("Báo cáo công tác dân vận năm 2025", *REPORT[1:]), LAND)
    assert "Coi là việc cũ được sửa tên: 1" in told
    assert "Báo cáo dân vận → Báo cáo công tác dân vận năm 2025" in told
    assert "Không còn trong bảng" not in told
    assert milestone(world, 8).task.title == "Báo cáo dân vận"
    await world.press(CHIEF, "Lưu cả kế hoạch")
    shown = await world.say(BUILDER, "8")
    assert "8. Báo cáo công tác dân vận năm 2025" in shown
    assert "đang làm 40%" in shown


async def test_a_row_with_a_key_of_its_own_is_other_work(world: World) -> None:
    await world.link(CHIEF)
    await send(world, REPORT, LAND)
    await world.press(CHIEF, "Lưu cả kế hoạch")
    other = ("viec-khac", "Báo cáo công tác dân vận", *REPORT[1:])
    told = await send(world, other, ("", *LAND), head=("Mã việc", *HEAD))
    assert "sửa tên" not in told
    assert "Không còn trong bảng: 1 việc" in told


async def test_a_removed_row_is_asked_about_and_kept_until_it_is_cancelled(world: World) -> None:
    await world.link(CHIEF)
    await send(world, REPORT, LAND)
    await world.press(CHIEF, "Lưu cả kế hoạch")
    told = await send(world, LAND)
    assert "Không còn trong bảng: 1 việc" in told
    assert "8. Báo cáo dân vận" in told
    assert milestone(world, 8).status is Status.PENDING
    assert "không còn trong kế hoạch" in await world.press(CHIEF, "Hủy việc 8")
    assert milestone(world, 8).status is Status.CANCELLED
    assert "Không còn trong bảng" not in await send(world, LAND)


async def test_a_phase_put_in_between_leaves_the_others_what_they_are(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    row = ("Đề án nhân sự", "xây dựng Đảng", "Ban Xây dựng Đảng")
    await send(world, (*row, "Dự thảo: 30/11; Ban hành: 31/12"), head=PHASED)
    await world.press(CHIEF, "Lưu cả kế hoạch")
    await world.say(BUILDER, "9 đang làm 10%")
    told = await send(
        world, (*row, "Dự thảo: 30/11; Lấy ý kiến: 10/12; Ban hành: 31/12"), head=PHASED
    )
    assert "Không còn trong bảng" not in told
    await world.press(CHIEF, "Lưu cả kế hoạch")
    assert [milestone(world, number).title for number in (8, 9, 10)] == [
        "Dự thảo",
        "Ban hành",
        "Lấy ý kiến",
    ]
    assert milestone(world, 9).percent == 10
    told = await send(world, (*row, "Lấy ý kiến: 10/12; Ban hành: 31/12"), head=PHASED)
    assert "8. Đề án nhân sự: Dự thảo" in told


STEPS = ("Nhiệm vụ", "Bước", "Lĩnh vực", "Chủ trì", "Hạn", "Số việc")


async def test_phases_in_rows_of_a_sheet_keep_lead_and_number_when_sent_again(
    world: World,
) -> None:
    await world.link(BUILDER, ECONOMIST, CHIEF)
    draft = ("Đề án chợ", "Dự thảo", "xây dựng Đảng", "Ban Xây dựng Đảng", "5/11", "")
    opinions = ("", "Lấy ý kiến", "", "Phòng Kinh tế", "14/11", 28)
    issue = ("", "Ban hành", "", "", "28/11", "")
    await send(world, draft, opinions, issue, head=STEPS)
    await world.press(CHIEF, "Xem từng việc")
    assert (
        "Lấy ý kiến: 14/11/2025, Trưởng phòng Kinh tế chủ trì"
        in world.messages_of(world.chat(CHIEF))[-1]
    )
    await world.say(CHIEF, "nhận")
    assert "28. Đề án chợ: Lấy ý kiến" in await world.say(ECONOMIST, "việc của tôi")
    assert "nhận việc 29" in await world.say(BUILDER, "29 đã nhận")
    told = await send(world, draft, (*opinions[:4], "17/11", 28), issue, head=STEPS)
    assert "Không còn trong bảng" not in told
    await world.press(CHIEF, "Lưu cả kế hoạch")
    assert f"{milestone(world, 28).due_on:%d/%m}" == "17/11"
    assert [milestone(world, each).title for each in (28, 29, 30)] == [
        "Lấy ý kiến",
        "Dự thảo",
        "Ban hành",
    ]


async def test_a_number_that_another_item_has_is_told_before_anything_is_stored(
    world: World,
) -> None:
    await world.link(CHIEF)
    told = await send(world, (*REPORT, 3), head=(*HEAD, "Số việc"))
    assert "số 3 đang là của việc “Ban hành Chương trình hành động”" in told


NUMBERED = ("Kèm theo Kế hoạch số 12-KH/ĐU ngày 08/10/2025 của Đảng ủy xã",)
"""The line above a table that tells its document."""


@pytest.mark.parametrize("above", [NUMBERED, ()], ids=["of the same number", "without a number"])
async def test_a_new_edition_under_another_file_name_is_the_same_document(
    world: World, above: Sequence[str]
) -> None:
    await world.link(BUILDER, CHIEF)
    head = [list(above)] if above else []
    extra = ("Tổng kết năm", "xây dựng Đảng", "Ban Xây dựng Đảng", date(2025, 12, 20))
    first = xlsx_of(("Kế hoạch", [*head, HEAD, REPORT, LAND, extra]))
    await brought(world, first, "ban-1-ke-hoach.xlsx")
    await world.press(CHIEF, "Lưu cả kế hoạch")
    await world.say(BUILDER, "8 đang làm 40%")
    mended = (REPORT[0], *REPORT[1:3], date(2025, 12, 15))
    told = await brought(
        world, xlsx_of(("Kế hoạch", [*head, HEAD, mended, LAND])), "ban-2-ke-hoach.xlsx"
    )
    assert "Coi là bản mới của “ban-1-ke-hoach” đã lưu" in told
    assert "thêm 0 việc" in told
    assert "10. Tổng kết năm" in told
    await world.press(CHIEF, "Lưu cả kế hoạch")
    assert f"{milestone(world, 8).due_on:%d/%m}" == "15/12"
    assert milestone(world, 8).percent == 40


@pytest.mark.parametrize(
    "above", ["Kèm theo Kế hoạch số 13-KH/ĐU ngày 09/10/2025 của Đảng ủy xã", "Bảng khác"]
)
async def test_another_document_is_not_taken_for_the_stored_one(world: World, above: str) -> None:
    await world.link(CHIEF)
    await brought(world, xlsx_of(("Kế hoạch", [NUMBERED, HEAD, REPORT, LAND])), "mot.xlsx")
    await world.press(CHIEF, "Lưu cả kế hoạch")
    other = ("Tổng kết năm", "xây dựng Đảng", "Ban Xây dựng Đảng", date(2025, 12, 20))
    rows = (REPORT, LAND) if "13-KH" in above else (REPORT, other, other[:3] + (date(2025, 12, 9),))
    told = await brought(world, xlsx_of(("Kế hoạch", [(above,), HEAD, *rows])), "hai.xlsx")
    assert "Coi là bản mới" not in told
    assert f"thêm {len(rows)} việc" in told
