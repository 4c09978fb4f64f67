"""Plans in Excel: headings in any order and spelling, dates of any type, faults by row."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.importers.faults import BadPlan
from bot.importers.national import national_days
from bot.importers.paper_reading import read_paper
from bot.importers.plan_known import KnownBlocks, known_of
from bot.importers.plan_sheet import is_plan, plan_in_sheets
from bot.importers.plan_template import plan_template
from bot.importers.plan_values import Plan
from bot.texts import plan_columns as columns
from storage.database import Database
from storage.words import MilestoneShape, TaskKind
from tests.importers.files import xlsx_of
from tests.importers.papers import CALENDAR
from tests.stored_plan import store_plan
from tests.stories.world import PLAN, at

TODAY = date(2025, 10, 8)
HEAD = [
    "TT",
    "NHIEM VU",
    "Hạn hoàn thành",
    "Lĩnh vực",
    "Đơn vị chủ trì (một)",
    "phoi hop",
    "Chỉ tiêu",
]
HEAD += ["ĐVT", "Đã đạt", "Bắt đầu", "Loại", "Các bước", "Ghi chú", "Hỏi số văn bản"]
PARTY, ECONOMY = "xây dựng Đảng", "kinh tế - xã hội"


@pytest.fixture
def known(database: Database) -> Iterator[KnownBlocks]:
    store_plan(database, national_days(), PLAN, at("2025-10-08T08:00"))
    with database.commune(1) as session:
        yield known_of(session)


def read(known: KnownBlocks, content: bytes, name: str = "ke-hoach.xlsx") -> Plan:
    return plan_in_sheets(read_paper(content).sheets, name, known, TODAY, CALENDAR)[0]


def faults(known: KnownBlocks, *rows: Sequence[object], head: Sequence[object] = HEAD) -> list[str]:
    with pytest.raises(BadPlan) as bad:
        read(known, xlsx_of(("Sheet1", [head, *rows])))
    return list(bad.value.lines)


def test_rows_become_tasks_of_each_kind(known: KnownBlocks) -> None:
    rows: list[list[object]] = [
        [
            1,
            "Báo cáo năm",
            date(2025, 12, 15),
            PARTY,
            "Ban Xây dựng Đảng",
            "PKT; VPĐU",
            "",
            "",
            "",
            "",
        ],
        [2, "Kết nạp đảng viên 2026", "hết tháng 12", PARTY, "XDĐ", "", 33, "đồng chí", 11, ""],
        [
            3,
            "Vệ sinh môi trường Tết",
            "28 Tết",
            ECONOMY,
            "truong phong kinh te",
            "",
            "",
            "",
            "",
            "15/1",
        ],
        [4, "Tiếp công dân", "", ECONOMY, "Phòng Kinh tế", "", "", "", "", ""],
        [5, "Đề án", "", PARTY, "ban", "", "", "", "", ""],
        ["", "", "", "", "", "", "", "", "", ""],
    ]
    rows[0] += ["", "", "gấp", "x"]
    rows[2] += ["Đợt"]
    rows[4] += ["nhiều bước", "Dự thảo: 30/11; Ban hành: 31/12/2025"]
    plan = read(known, xlsx_of(("Bảng 1", [["KẾ HOẠCH"], ["Số 12-KH/ĐU"], HEAD, *rows])))
    assert [task.kind for task in plan.tasks] == [
        TaskKind.DATED,
        TaskKind.QUOTA,
        TaskKind.CAMPAIGN,
        TaskKind.STANDING,
        TaskKind.PHASED,
    ]
    dated, quota, campaign, standing, phased = plan.tasks
    assert (dated.lead, dated.support, dated.milestones[0].asks_document) == (
        "ban",
        ("kinh-te", "bi-thu"),
        True,
    )
    assert dated.milestones[0].due_on == date(2025, 12, 15)
    whole = quota.milestones[0]
    assert (whole.due_on, whole.target, whole.start, quota.measure) == (
        date(2025, 12, 31),
        33,
        11,
        "đồng chí",
    )
    assert (campaign.opens_on, campaign.closes_on) == (date(2026, 1, 15), date(2026, 2, 15))
    assert campaign.milestones[0].shape is MilestoneShape.OPENING
    assert (standing.lead, standing.milestones) == ("kinh-te", ())
    assert [step.title for step in phased.milestones] == ["Dự thảo", "Ban hành"]
    assert (plan.source.number, plan.source.name) == ("12-KH/ĐU", "Kế hoạch")


def test_every_fault_is_reported_at_once_with_its_row(known: KnownBlocks) -> None:
    assert faults(
        known,
        [1, "", "31/12", PARTY, "Ban Xây dựng Đảng"],
        [2, "Việc hai", "31/11", PARTY, "Ban Xây dựng Đảng"],
        [3, "Việc ba", "khi nào xong", PARTY, "Trưởng ban Xây dựng đảg"],
        [4, "Việc bốn", "31/12", "", "Ban Xây dựng Đảng", "", "ba mươi", "đồng chí"],
        [5, "Việc năm", "1/10/2025", PARTY, ""],
        [6, "Việc sáu", "31/12", PARTY, "Ban Xây dựng Đảng", "", "", "", "", "", "lạ"],
        [
            7,
            "Việc bảy",
            "",
            PARTY,
            "Ban Xây dựng Đảng",
            "",
            "",
            "",
            "",
            "",
            "nhiều bước",
            "lúc nào",
        ],
    ) == [
        "ke-hoach.xlsx:2: thiếu cột “Nhiệm vụ”; cần tên việc, không quá 200 chữ",
        "ke-hoach.xlsx:3: không có ngày “31/11” trong lịch; cần một ngày có thật",
        "ke-hoach.xlsx:4: không có chức danh “Trưởng ban Xây dựng đảg”; "
        "có phải Trưởng Ban Xây dựng Đảng?",
        "ke-hoach.xlsx:4: không hiểu ngày “khi nào xong”; cần như 2025-12-31, 31/12, "
        "hết tháng 11, 23 tháng Chạp, Tết - 30, mùng 6 Tết",
        "ke-hoach.xlsx:5: cột “Chỉ tiêu” không đúng; cần chỉ tiêu, số nguyên lớn hơn 0",
        "ke-hoach.xlsx:5: thiếu cột “Lĩnh vực”; cần tên lĩnh vực, không quá 60 chữ",
        "ke-hoach.xlsx:6: ngày 01/10/2025 trước ngày văn bản 08/10/2025; cần ngày sau đó",
        "ke-hoach.xlsx:6: thiếu cột “Chủ trì”; cần một chức danh của xã",
        "ke-hoach.xlsx:7: cột “Loại” không đúng; cần Có hạn, Nhiều bước, Chỉ tiêu, Đợt hoặc "
        "Thường xuyên",
        "ke-hoach.xlsx:8: cột “Các bước” không đúng; cần như dự thảo: 30/11; ban hành: 31/12",
    ]


def test_a_sheet_without_a_plan_is_refused(known: KnownBlocks) -> None:
    told = faults(known, ["Ông A", 3], head=["Họ tên", "Điểm"])
    assert told == [
        "ke-hoach.xlsx:1: không thấy hàng tiêu đề có cột “Nhiệm vụ” và “Chủ trì”; "
        "cần bảng mẫu, gõ “mẫu” trong chat"
    ]
    twice = [*HEAD, "Thời hạn"]
    assert any("hai cột cùng nghĩa" in line for line in faults(known, head=twice))


def test_the_template_is_read_back_and_explains_each_column(
    known: KnownBlocks, tmp_path: Path
) -> None:
    posts = tuple(post["name"] for post in known.posts)
    content = plan_template(posts, known.sectors)
    assert is_plan(read_paper(content).sheets)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames[:3] == [columns.PLAN_SHEET, columns.SOURCE_SHEET, columns.HELP_SHEET]
    sheet = book[columns.PLAN_SHEET]
    headings = [cell.value for cell in sheet[1]]
    assert headings == [column.heading for column in columns.COLUMNS]
    helped = {row[0].value for row in book[columns.HELP_SHEET].iter_rows(max_col=1)}
    assert set(headings) <= helped
    places = {column.field: at for at, column in enumerate(columns.COLUMNS, 1)}
    told = {"title": "Việc mới", "sector": PARTY, "lead": posts[3], "kind": "Có hạn"}
    for name, value in told.items():
        sheet.cell(2, places[name], value)
    sheet.cell(2, places["due"], date(2026, 3, 31))
    for row, value in enumerate(("Kế hoạch 2026", "3-KH/ĐU", "Kế hoạch công tác", "05/01/2026"), 1):
        book[columns.SOURCE_SHEET].cell(row, 2, value)
    book.save(tmp_path / "dien.xlsx")
    plan = read(known, (tmp_path / "dien.xlsx").read_bytes())
    assert [(task.title, task.milestones[0].due_on) for task in plan.tasks] == [
        ("Việc mới", date(2026, 3, 31))
    ]
    assert (plan.source.number, plan.source.dated) == ("3-KH/ĐU", date(2026, 1, 5))


def test_a_row_keeps_its_key_when_other_rows_are_added(known: KnownBlocks) -> None:
    def keys(*titles: str) -> list[str]:
        rows = [[1, title, "31/12", PARTY, "Ban Xây dựng Đảng"] for title in titles]
        return [task.key for task in read(known, xlsx_of(("S", [HEAD, *rows]))).tasks]

    assert keys("Việc mới", "Báo cáo")[1] == keys("Báo cáo")[0]
    first, second = keys("Việc mới", "Việc mới")
    assert first != second
