"""Plans in Excel: headings in any order and spelling, dates of any type, faults by row."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.importers.faults import BadPlan
from bot.importers.national import national_days
from bot.importers.paper_reading import read_paper
from bot.importers.plan_known import KnownBlocks, known_of
from bot.importers.plan_shape import KEYS
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
        "ke-hoach.xlsx:2: cột “Nhiệm vụ” đang để trống; cần tên việc, không quá 200 chữ",
        "ke-hoach.xlsx:3: không có ngày “31/11” trong lịch; cần một ngày có thật",
        "ke-hoach.xlsx:4: không có chức danh “Trưởng ban Xây dựng đảg”; "
        "có phải Trưởng Ban Xây dựng Đảng?",
        "ke-hoach.xlsx:4: không hiểu ngày “khi nào xong”; cần như 2025-12-31, 31/12, "
        "hết tháng 11, 23 tháng Chạp, Tết - 30, mùng 6 Tết",
        "ke-hoach.xlsx:5: cột “Chỉ tiêu” không đúng; cần chỉ tiêu, số nguyên lớn hơn 0",
        "ke-hoach.xlsx:5: cột “Lĩnh vực” đang để trống; cần tên lĩnh vực, không quá 60 chữ",
        "ke-hoach.xlsx:6: cột “Chủ trì” đang để trống; cần một chức danh của xã",
        "ke-hoach.xlsx:6: ngày 01/10/2025 trước ngày văn bản 08/10/2025; cần ngày sau đó",
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
        rows = [
            [1, title, f"{day}/12", PARTY, "Ban Xây dựng Đảng"]
            for day, title in enumerate(titles, 20)
        ]
        return [task.key for task in read(known, xlsx_of(("S", [HEAD, *rows]))).tasks]

    assert keys("Việc mới", "Báo cáo")[1] == keys("Báo cáo")[0]
    first, second = keys("Việc mới", "Việc mới")
    assert first != second


LEADS = [
    "Trưởng phòng Kinh tế; Trưởng Ban Xây dựng Đảng",
    "Trưởng phòng Kinh tế\nTrưởng Ban Xây dựng Đảng",
    "Phòng Kinh tế, Ban Xây dựng Đảng",
    "Phòng Kinh tế và Ban Xây dựng Đảng",
    "Phòng Kinh tế / Ban Xây dựng Đảng",
    "Phòng Kinh tế (Ban Xây dựng Đảng phối hợp)",
    "Trưởng phòng Kinh tế; ông Năm",
]


@pytest.mark.parametrize("cell", LEADS)
def test_two_leads_in_one_cell_are_refused(known: KnownBlocks, cell: str) -> None:
    told = faults(known, [1, "Việc", "31/12", PARTY, cell])
    assert len(told) == 1
    assert told[0].startswith("ke-hoach.xlsx:2: cột “Chủ trì” có nhiều chức danh: “")
    assert told[0].endswith("; cần đúng một, còn lại ghi ở cột “Phối hợp”")


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


def test_an_empty_cell_is_not_called_a_missing_column(known: KnownBlocks) -> None:
    told = faults(
        known,
        [1, "Việc một", "", "", "", "", "", "", "", "", "Có hạn"],
        [2, "Việc hai", "", PARTY, "PKT", "", "", "", "", "", "Chỉ tiêu"],
        [3, "Việc ba", "", PARTY, "PKT", "", "", "", "", "", "Đợt"],
    )
    empty = [line.partition(": ")[2].split(" đang để trống")[0] for line in told]
    assert empty == [
        *("cột “Chủ trì”", "cột “Hạn”", "cột “Lĩnh vực”"),
        *("cột “Chỉ tiêu”", "cột “Hạn”", "cột “Đơn vị tính”"),
        *("cột “Bắt đầu”", "cột “Hạn”"),
    ]


def test_a_missing_column_is_told_once_and_the_rows_are_checked(known: KnownBlocks) -> None:
    head = ["Nhiệm vụ", "Chủ trì", "Hạn"]
    rows = [["Việc một", "PKT", "31/11"], ["Việc hai", "Ông Ba", "31/12"]]
    assert [line.split(";")[0] for line in faults(known, *rows, head=head)] == [
        "ke-hoach.xlsx:1: thiếu cột “Lĩnh vực”",
        "ke-hoach.xlsx:2: không có ngày “31/11” trong lịch",
        "ke-hoach.xlsx:3: không có chức danh “Ông Ba”",
    ]


def test_every_fault_of_one_row_is_told(known: KnownBlocks) -> None:
    row = [
        1,
        "x" * 201,
        "31/11",
        "",
        "Ông Ba",
        "Bà Tư",
        "ba",
        "",
        "hai",
        "lúc nào",
        "lạ",
        "",
        "",
        "?",
    ]
    assert [
        line.split(";")[0].removeprefix("ke-hoach.xlsx:2: ") for line in faults(known, row)
    ] == [
        "cột “Chỉ tiêu” không đúng",
        "cột “Hỏi số văn bản”: “?” không rõ",
        "cột “Loại” không đúng",
        "cột “Lĩnh vực” đang để trống",
        "cột “Nhiệm vụ” không đúng",
        "cột “Đã đạt” không đúng",
        "không có chức danh “Bà Tư”",
        "không có chức danh “Ông Ba”",
        "không có ngày “31/11” trong lịch",
        "không hiểu ngày “lúc nào”",
    ]


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


GOOD: list[object] = [1, "Việc", "31/12", PARTY, "PKT"]


def test_two_rows_that_are_the_same_are_asked_about(known: KnownBlocks) -> None:
    told = faults(known, GOOD, [2, "Việc khác", *GOOD[2:]], [3, *GOOD[1:]])
    assert told == [
        "ke-hoach.xlsx:4: hàng này giống hệt hàng 2; cần xóa một hàng, hoặc ghi cho khác nhau"
    ]


def changed(change: Callable[[Workbook], object], *sheets: str) -> bytes:
    """A sound plan in each of these sheets, after a change of the book."""
    names = sheets or ("Sheet1",)
    rows: list[Sequence[object]] = [HEAD, GOOD]
    book = load_workbook(io.BytesIO(xlsx_of(*((name, rows) for name in names))))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def hide_row(book: Workbook) -> None:
    book.worksheets[0].row_dimensions[2].hidden = True


def hide_column(book: Workbook) -> None:
    book.worksheets[0].column_dimensions["E"].hidden = True


def hide_sheet(book: Workbook) -> None:
    plan = book.worksheets[-1]
    if len(book.worksheets) == 1:
        book.create_sheet("Trang bìa")
    plan.sheet_state = "veryHidden"


def hide_blank_row(book: Workbook) -> None:
    book.worksheets[0].row_dimensions[9].hidden = True
    book.create_sheet("Danh-muc").sheet_state = "hidden"


def add_formula(book: Workbook) -> None:
    book.worksheets[0]["C2"] = "=DATE(2025,12,31)"


ASKED: list[tuple[Callable[[Workbook], object], tuple[str, ...], str]] = [
    (hide_row, (), ":2: hàng này đang ẩn mà có việc"),
    (hide_column, (), ":1: cột “Đơn vị chủ trì (một)” đang ẩn"),
    (hide_sheet, (), ":1: trang “Sheet1” đang ẩn mà có bảng kế hoạch"),
    (hide_sheet, ("A", "B"), ":1: trang “B” đang ẩn mà có bảng kế hoạch"),
    (lambda _: None, ("A", "B"), ":1: trang “B” và trang “A” đều có bảng kế hoạch"),
    (add_formula, (), ":2: ô C2 là công thức chưa có kết quả"),
]


@pytest.mark.parametrize(("change", "sheets", "told"), ASKED)
def test_what_is_hidden_or_not_computed_is_asked_about(
    known: KnownBlocks, change: Callable[[Workbook], object], sheets: tuple[str, ...], told: str
) -> None:
    with pytest.raises(BadPlan) as bad:
        read(known, changed(change, *(sheets or ("Sheet1",))))
    assert [line.startswith(f"ke-hoach.xlsx{told}") for line in bad.value.lines] == [True], (
        bad.value
    )


def test_hidden_rows_and_sheets_without_work_are_left_alone(known: KnownBlocks) -> None:
    assert len(read(known, changed(hide_blank_row)).tasks) == 1


def test_sentences_on_sheets_have_no_word_of_plan_files(known: KnownBlocks) -> None:
    head = [column.heading for column in columns.COLUMNS]

    def row(**cells: object) -> list[object]:
        return [cells.get(column.field.replace(".", "_")) for column in columns.COLUMNS]

    sound = {"title": "Việc", "sector": PARTY, "lead": "PKT", "due": "31/12"}
    told = faults(
        known,
        row(**sound, key="Mã Một"),
        row(**sound, key="mot"),
        row(**sound, key="mot", clause="x" * 61, basis="x" * 501, quote="x" * 501),
        row(**sound, support="PKT", ro_nguoi="x" * 501, ro_viec="x" * 501),
        row(**sound, support="XDĐ; Ban Xây dựng Đảng; Ông Ba", confidential="?"),
        row(**{**sound, "due": ""}, phases=f"{'x' * 201}: 31/11; ban hành: khi nào"),
        row(**{**sound, "due": ""}, phases="dự thảo: 31/12; ban hành: 30/11"),
        row(**sound, target="33", start="-1", measure="x" * 61),
        row(**{**sound, "due": "1/1/2205"}, kind="Đợt", opens="30/12/2204"),
        row(title="y" * 201),
        head=head,
    )
    assert len(told) > 15
    keys = KEYS | {"head", "deputy", "secretary", "yaml", "docs", "year", "true", "false"}
    for line in told:
        said = line.partition(": ")[2].replace("ket-nap-dang-vien", "")
        assert not keys & set(re.findall(r"\w+", re.sub("“.*?”", "", said))), line


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
