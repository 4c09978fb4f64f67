"""The secretary sends a plan as a sheet, repeats last year's, or gives a task in chat."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from storage.milestone import by_number
from storage.proposal import Proposal
from storage.task import Task
from storage.words import TaskKind
from tests.importers.files import xlsx_of
from tests.stories.test_conclusion_intake import brought
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, EVERYWHERE, World

HEAD = ("Nhiệm vụ", "Lĩnh vực", "Chủ trì", "Hạn")
ROWS = (
    ("Báo cáo dân vận", "xây dựng Đảng", "Ban Xây dựng Đảng", date(2025, 12, 12)),
    ("Cấp giấy chứng nhận", "kinh tế - xã hội", "Phòng Kinh tế", "hết tháng 11"),
)


async def test_a_sheet_is_shown_and_stored_only_after_confirmation(world: World) -> None:
    await world.link(CHIEF)
    told = await brought(world, xlsx_of(("Kế hoạch", [HEAD, *ROWS])), "ke-hoach.xlsx")
    assert "2 việc" in told
    assert "- Cấp giấy chứng nhận, 30/11/2025: Trưởng phòng Kinh tế" in told
    assert "thêm 2 việc" in told
    assert "Đã giao 2 việc" in await world.press(CHIEF, "Lưu cả kế hoạch")
    await world.link_by_message(BUILDER)
    assert "Báo cáo dân vận" in await world.say(BUILDER, "8")
    again = await brought(world, xlsx_of(("Kế hoạch", [HEAD, *ROWS])), "ke-hoach.xlsx")
    assert "giữ nguyên 2 việc" in again


async def test_a_faulty_sheet_names_every_row_and_stores_nothing(world: World) -> None:
    await world.link(CHIEF)
    bad = [
        HEAD,
        ("Việc một", "xây dựng Đảng", "Ông Ba", "31/11"),
        ("", "", "Phòng Kinh tế", "1/12"),
    ]
    told = await brought(world, xlsx_of(("Kế hoạch", bad)), "loi.xlsx")
    assert "loi.xlsx:2: không có chức danh “Ông Ba”" in told
    assert "loi.xlsx:2: không có ngày “31/11”" in told
    assert "loi.xlsx:3: cột “Nhiệm vụ” đang để trống" in told
    with world.database.commune(1) as session:
        assert session.scalars(select(Proposal)).all() == []
    folder = world.program.services.settings.evidence_folder
    assert [path for path in folder.rglob("*") if path.is_file()] == []


async def test_the_template_comes_as_a_file(world: World) -> None:
    await world.link(CHIEF)
    await world.say(CHIEF, "/mau")
    [file] = world.server.carried(world.chat(CHIEF))
    assert file.kind == "document"
    book = load_workbook(io.BytesIO(file.content))
    assert book.sheetnames[0] == "Kế hoạch"


async def test_a_task_given_in_chat_is_completed_by_questions(world: World) -> None:
    await world.link(CHIEF)
    asked = await world.say(CHIEF, "giao việc: rà soát hộ nghèo, hộ cận nghèo trên địa bàn")
    assert "Việc: Rà soát hộ nghèo, hộ cận nghèo trên địa bàn." in asked
    assert "Ai chủ trì" in asked
    assert "Hạn ngày nào" in await world.say(CHIEF, "Trưởng phòng Kinh tế")
    shown = await world.say(CHIEF, "20/12")
    assert "Việc sắp giao" in shown
    assert "Hạn: 20/12/2025" in shown
    assert "Lĩnh vực: kinh tế - xã hội" in shown
    assert "Đã giao: Rà soát hộ nghèo, hộ cận nghèo trên địa bàn (việc 8)" in await world.press(
        CHIEF, "Giao việc"
    )
    with world.database.commune(1) as session:
        row = by_number(session, 8)
        assert row is not None
        assert (row.due_on, row.task.key) == (date(2025, 12, 20), "giao-viec-2025-2025/viec-1")


async def test_details_given_in_one_sentence_are_not_asked_again(world: World) -> None:
    await world.link(CHIEF)
    shown = await world.say(
        CHIEF,
        "giao việc: nộp báo cáo tổng kết năm, chủ trì Ban Xây dựng Đảng, phối hợp PKT, VPĐU, "
        "hạn 15/12, lĩnh vực xây dựng",
    )
    assert "Việc sắp giao" in shown
    assert "Chủ trì: Trưởng Ban Xây dựng Đảng" in shown
    assert "Phối hợp: Trưởng phòng Kinh tế, Bí thư Đảng ủy" in shown
    assert "Thôi" in world.buttons(CHIEF)
    assert "Đã bỏ qua" in await world.press(CHIEF, "Thôi")
    second = await world.say(CHIEF, "giao việc: kết nạp 5 đảng viên, chủ trì XDĐ, hạn 31/12")
    assert "Chỉ tiêu: 5 đảng viên" in second


async def test_last_years_plan_is_proposed_with_moved_dates(world: World) -> None:
    await world.link(CHIEF)
    told = await world.say(CHIEF, "sao kế hoạch 2025 sang 2026")
    assert "Kế hoạch 2025 chuyển sang 2026" in told
    assert "- Kế hoạch kiểm tra chi bộ, 28/11/2025 → 27/11/2026: Trưởng Ban Xây dựng Đảng" in told
    assert "Chưa ghi gì" in told
    assert "Đã giao" in await world.press(CHIEF, "Lưu cả kế hoạch")
    with world.database.commune(1) as session:
        old = session.scalars(select(Task).where(Task.key.contains("-2025/"))).all()
        new = session.scalars(select(Task).where(Task.key.contains("-2026/"))).all()
        assert len(new) == len(old)
        tet = next(task for task in new if task.kind is TaskKind.CAMPAIGN)
        before = next(task for task in old if task.kind is TaskKind.CAMPAIGN)
        assert before.closes_on is not None
        assert tet.closes_on is not None
        # Tet is on 17/2/2026 and on 6/2/2027.
        assert (tet.closes_on - before.closes_on).days == 354
    assert "Không có nhiệm vụ nào" in await world.say(CHIEF, "sao kế hoạch 2020 sang 2021")


@EVERYWHERE
async def test_a_task_given_in_chat_is_confirmed_by_buttons_or_numbers(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    assert "dành cho Văn phòng" in await world.say(BUILDER, "giao việc: họp, hạn 20/12")
    await world.say(CHIEF, "giao việc: sơ kết quý, chủ trì XDĐ, hạn 20/12, lĩnh vực xây dựng")
    assert "Đã giao: Sơ kết quý (việc 8)" in await world.say(CHIEF, "nhận")


LONG = (
    "rà soát toàn bộ hộ nghèo và hộ cận nghèo trên địa bàn xã theo chuẩn nghèo đa chiều giai đoạn "
    "mới và đối chiếu với danh sách của từng thôn cùng Ban công tác Mặt trận rồi niêm yết "
    "công khai tại nhà văn hóa và tổng hợp báo cáo Ủy ban nhân dân xã trước khi họp Hội đồng "
    "nhân dân"
)


@pytest.mark.parametrize("way", ["in the order", "as a change"])
async def test_a_title_too_long_is_kept_whole_as_the_work_and_said_to_be_cut(
    world: World, way: str
) -> None:
    await world.link(CHIEF)
    fields = f"chủ trì {ECONOMIST}, hạn 20/12, lĩnh vực kinh tế - xã hội"
    if way == "in the order":
        told = await world.say(CHIEF, f"giao việc: {LONG}, {fields}")
    else:
        await world.say(CHIEF, f"giao việc: rà soát, {fields}")
        told = await world.say(CHIEF, f"sửa tên: {LONG}")
    assert "Tên việc dài quá 200 chữ nên rút gọn, nội dung ghi ở “Rõ việc”." in told
    await world.press(CHIEF, "Giao việc")
    with world.database.commune(1) as session:
        row = by_number(session, 8)
        assert row is not None
        assert row.task.ro["work"].lower() == LONG.lower()
        assert len(row.task.title) <= 200
        assert row.task.title.endswith("…")
        assert LONG.lower().startswith(row.task.title[:-1].lower())


async def test_a_content_that_no_field_takes_is_refused_or_said_to_be_cut(world: World) -> None:
    await world.link(CHIEF)
    told = await world.say(CHIEF, f"giao việc: {LONG} và {LONG}, chủ trì {ECONOMIST}, hạn 20/12")
    assert "Phần sau 500 chữ đã bị cắt" in told
    assert "dài quá 500 chữ, chưa ghi" in await world.say(CHIEF, f"rõ việc: {LONG} và {LONG}")
