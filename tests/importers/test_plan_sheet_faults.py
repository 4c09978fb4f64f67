"""Faults of plans in Excel: what is not said plainly is named by row, all at once."""

import io
import re
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook, load_workbook

from bot.importers.faults import BadPlan
from bot.importers.plan_known import KnownBlocks
from bot.importers.plan_shape import KEYS
from bot.texts import plan_columns as columns
from tests.importers.files import xlsx_of
from tests.importers.plan_sheets import HEAD, PARTY, faults, read


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
        "ke-hoach.xlsx:5: cột “Chỉ tiêu” không đúng; cần một số lớn hơn 0, như 33 hoặc 97,5",
        "ke-hoach.xlsx:5: cột “Lĩnh vực” đang để trống; cần tên lĩnh vực, không quá 60 chữ",
        "ke-hoach.xlsx:6: cột “Chủ trì” đang để trống; cần một chức danh của xã",
        "ke-hoach.xlsx:6: ngày 01/10/2025 trước ngày văn bản 08/10/2025; cần ngày sau đó",
        "ke-hoach.xlsx:7: cột “Loại” không đúng; cần Có hạn, Nhiều bước, Chỉ tiêu, Đợt hoặc "
        "Thường xuyên",
        "ke-hoach.xlsx:8: cột “Các bước” không đúng; cần như dự thảo: 30/11; ban hành: 31/12",
    ]


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
