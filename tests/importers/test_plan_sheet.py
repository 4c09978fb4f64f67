"""Plans in Excel: headings in any order and spelling, dates of any type, keys of rows."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.importers.faults import BadPlan
from bot.importers.paper_reading import read_paper
from bot.importers.plan_known import KnownBlocks
from bot.importers.plan_sheet import is_plan
from bot.importers.plan_template import plan_template
from bot.texts import plan_columns as columns
from storage.words import MilestoneShape, TaskKind
from tests.importers.files import xlsx_of
from tests.importers.plan_sheets import ECONOMY, HEAD, PARTY, faults, read


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
        Decimal(33),
        Decimal(11),
        "đồng chí",
    )
    assert (campaign.opens_on, campaign.closes_on) == (date(2026, 1, 15), date(2026, 2, 15))
    assert campaign.milestones[0].shape is MilestoneShape.OPENING
    assert (standing.lead, standing.milestones) == ("kinh-te", ())
    assert [step.title for step in phased.milestones] == ["Dự thảo", "Ban hành"]
    assert (plan.source.number, plan.source.name) == ("12-KH/ĐU", "Kế hoạch")


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
        rows = [
            [1, title, f"{day}/12", PARTY, "Ban Xây dựng Đảng"]
            for day, title in enumerate(titles, 20)
        ]
        return [task.key for task in read(known, xlsx_of(("S", [HEAD, *rows]))).tasks]

    assert keys("Việc mới", "Báo cáo")[1] == keys("Báo cáo")[0]
    first, second = keys("Việc mới", "Việc mới")
    assert first != second


def test_a_unit_whose_name_joins_two_is_one_lead(known: KnownBlocks) -> None:
    unit = {"key": "vptonghop", "name": "Văn phòng Đảng ủy, UBND và HĐND", "aliases": ["VP; TH"]}
    post = {
        "key": "cvp",
        "name": "Chánh Văn phòng tổng hợp",
        "unit": unit["name"],
        "rank": "official",
    }
    wider = replace(known, units=(*known.units, unit), posts=(*known.posts, post))
    for cell in (post["unit"], "VP; TH"):
        content = xlsx_of(("Sheet1", [HEAD, [1, "Việc", "31/12", PARTY, cell]]))
        assert [task.lead for task in read(wider, content).tasks] == ["cvp"]


def test_the_day_of_the_document_needs_its_year(known: KnownBlocks) -> None:
    source = [["Ngày văn bản", "8/10"], ["Số, ký hiệu", "x" * 61]]
    content = xlsx_of(("Kế hoạch", [HEAD, [1, "Việc", "31/11", PARTY, "PKT"]]), ("Văn bản", source))
    with pytest.raises(BadPlan) as bad:
        read(known, content)
    assert [line.removeprefix("ke-hoach.xlsx:") for line in bad.value.lines] == [
        "1: “Ngày văn bản” “8/10” không có năm; cần như 05/01/2026",
        "1: “Số, ký hiệu” không đúng; cần số, ký hiệu như 12-KH/ĐU, không quá 60 chữ",
        "2: không có ngày “31/11” trong lịch; cần một ngày có thật",
    ]


@pytest.mark.parametrize(
    ("title", "lead", "due"),
    [
        ("Tên nhiệm vụ", "Đồng chí phụ trách", "Tiến độ"),
        ("Nhiệm vụ cụ thể", "Cơ quan, đơn vị chủ trì", "Hạn hoàn thành"),
        ("Nhiệm vụ/giải pháp", "Chủ trì thực hiện", "Thời gian"),
        ("Tên công việc", "Người thực hiện", "Ngày kết thúc"),
    ],
)
def test_headings_may_be_those_of_offices(
    known: KnownBlocks, title: str, lead: str, due: str
) -> None:
    rows = [["Việc", "PKT", "20/11/2025", PARTY]]
    plan = read(known, xlsx_of(("Sheet1", [[title, lead, due, "Lĩnh vực"], *rows])))
    assert [task.milestones[0].due_on for task in plan.tasks] == [date(2025, 11, 20)]
