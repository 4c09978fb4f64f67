"""Requirements of each format: document form, safe sheets, fonts, calendars."""

import io
import re
import struct
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.reports.catalogue import render
from bot.reports.formats.docx import TEMPLATES
from bot.reports.formats.xlsx import FORMULA_STARTS
from bot.texts.document import CellKind, Column, Due, Form, Report, Section, Table
from tests.reports.office import DECEMBER, QUARTER, Archive
from tests.reports.reading import flat

DANGEROUS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+84912345678",
    "-5 việc",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    '=HYPERLINK("http://x.vn","bấm")',
    "bình thường = được",
    "'=1",
    "",
    "a\x00\x07\ud800\ufffeb",
    "<b>&amp;</b> {{ commune }} {% endfor %} ]]>",
    "$x^2$ \\frac",
    "ký tự ☃ 😀 Ệ ﷽",
    "dài " * 3000,
]
"""Any text an official may type."""


def millimetres(length: Length | None) -> int:
    return round(length.mm) if length is not None else 0


@pytest.fixture
def report(archive: Archive) -> Report:
    return archive.report("period", DECEMBER)


def saying(report: Report, texts: list[str]) -> Report:
    """The report with one table of texts."""
    rows = tuple((number, text) for number, text in enumerate(texts, 1))
    columns = (Column("Số", CellKind.NUMBER, 2), Column("Nội dung", weight=10))
    table = Table("Lời", "Lời của cán bộ", columns, rows)
    dues = tuple(Due(f"k-{n}", text, date(2025, 12, 1), text) for n, text in rows)
    section = Section("Lời", tuple(texts), (table,))
    return replace(report, sections=(section,), dues=dues, summary=tuple(texts))


@pytest.mark.parametrize("format_name", ["docx", "pdf", "png", "xlsx", "ics"])
def test_every_format_renders_any_text(report: Report, format_name: str) -> None:
    assert render(saying(report, DANGEROUS), format_name)


def test_no_text_is_ever_a_formula(report: Report) -> None:
    sheets = load_workbook(io.BytesIO(render(saying(report, DANGEROUS), "xlsx"))).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert len(texts) > len(DANGEROUS)
    for cell in texts:
        assert cell.quotePrefix == str(cell.value).startswith(FORMULA_STARTS)


def test_a_sheet_has_filters_and_a_frozen_header(report: Report) -> None:
    book = load_workbook(io.BytesIO(render(report, "xlsx")))
    assert book.sheetnames[:2] == ["Tổng hợp", "Theo lĩnh vực"]
    sheet = book["Quá hạn"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K3"
    assert isinstance(sheet["E2"].value, datetime)
    assert sheet["E2"].number_format == "dd/mm/yyyy"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width
    assert sheet.print_title_rows == "$1:$1"
    # A total is no row to be sorted among the others.
    assert book["Theo lĩnh vực"].auto_filter.ref == "A1:H3"


def test_equal_and_long_sheet_names_become_unique(report: Report) -> None:
    [*_, table] = report.tables
    names = ["Quá hạn: việc / của [tôi]", "quá hạn  việc   của  tôi", "Dài " * 20, "Dài " * 20]
    tables = tuple(replace(table, name=name) for name in names)
    many = replace(report, sections=(Section("x", (), tables),))
    sheets = load_workbook(io.BytesIO(render(many, "xlsx"))).sheetnames
    assert len({name.lower() for name in sheets}) == 5
    assert all(len(name) <= 31 for name in sheets)


def test_the_party_form_has_its_required_parts(report: Report) -> None:
    document = Document(io.BytesIO(render(report, "docx")))
    page = document.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [millimetres(each) for each in margins] == [20, 20, 30, 15]
    assert [millimetres(each) for each in (page.page_width, page.page_height)] == [210, 297]
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(14))
    head, *_, signed = [[cell.text for cell in table._cells] for table in document.tables]
    assert head[0].split("\n") == [
        "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
        "ĐẢNG ỦY XÃ THỬ",
        "*",
        "Số       -BC/ĐU",
    ]
    assert head[1].split("\n") == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "",
        "Thử, ngày 05 tháng 01 năm 2026",
    ]
    assert "Nơi nhận:" in signed[0]
    assert "Thường trực Thành ủy" in signed[0]
    assert signed[1].split("\n")[:2] == ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"]
    assert signed[1].endswith("Phó Bí thư Thường trực")
    lines = [each.text for each in document.paragraphs]
    titles = [line for line in lines if re.match(r"[IVX]+- ", line)]
    assert titles == [
        "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "II- TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "III- NHIỆM VỤ KỲ TỚI",
    ]
    everything = flat("".join(lines) + str([head, signed]))
    assert "CỘNGHÒA" not in everything
    assert "{" not in everything.replace("{}", "")


def test_the_administrative_form_has_its_required_parts(archive: Archive) -> None:
    report = archive.report("period", DECEMBER, form=Form.UBND)
    document = Document(io.BytesIO(render(report, "docx")))
    head, *_, signed = [[cell.text for cell in table._cells] for table in document.tables]
    assert head[0].split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "XÃ THỬ"]
    assert "Số:       /BC-UBND" in head[0]
    assert head[1].split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert signed[1].startswith("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
    lines = [each.text for each in document.paragraphs]
    assert "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ" in lines
    assert "ĐẢNG CỘNG SẢN" not in str([head, signed, lines])


def test_tables_repeat_their_header_and_split_no_row(report: Report) -> None:
    document = Document(io.BytesIO(render(report, "docx")))
    tables = document.tables[1:-1]
    assert len(tables) == len(report.tables)
    for table in tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
        widths = [cell.width for cell in table.rows[0].cells]
        assert abs(sum(width or 0 for width in widths) - Mm(165)) < Mm(1)
    numbers = tables[0].rows[1].cells[1].paragraphs[0]
    assert numbers.alignment is WD_ALIGN_PARAGRAPH.CENTER


def test_an_office_template_replaces_the_shipped_one(report: Report, tmp_path: Path) -> None:
    document = Document(str(TEMPLATES / "party.docx"))
    document.paragraphs[0].add_run("Mẫu riêng của {{ commune }}")
    document.save(str(tmp_path / "party.docx"))
    made = Document(io.BytesIO(render(report, "docx", tmp_path)))
    assert "Mẫu riêng của xã Thử" in [each.text for each in made.paragraphs]
    other = Document(io.BytesIO(render(replace(report, form=Form.UBND), "docx", tmp_path)))
    assert "Mẫu riêng của xã Thử" not in [each.text for each in other.paragraphs]


def test_pdf_pages_are_numbered_and_fonts_embedded(report: Report) -> None:
    reader = PdfReader(io.BytesIO(render(report, "pdf")))
    for number, page in enumerate(reader.pages, 1):
        assert f"Trang {number}/{len(reader.pages)}" in page.extract_text()
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found = font.get_object()
            # The library names one font that every reader has, and writes nothing with it.
            assert found["/BaseFont"] == "/Helvetica" or "/FontFile2" in found["/FontDescriptor"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Báo cáo tháng 12 năm 2025"


def test_a_picture_fits_a_phone_and_platform_limits(
    report: Report,
) -> None:
    [*_, table] = report.tables
    long = replace(table, rows=table.rows * 300)
    many = replace(report, sections=(Section("x", (), (long,) * 20),))
    for each in (report, many):
        width, height = struct.unpack(">II", render(each, "png")[16:24])
        assert width == 1080
        assert width + height < 10_000


def test_a_calendar_is_readable_by_another_library(archive: Archive) -> None:
    report = archive.report("open", QUARTER)
    content = render(report, "ics")
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    events = calendar.walk("VEVENT")
    assert report.series
    expected = len(report.dues) + len(report.series)
    assert len({str(event["uid"]) for event in events}) == len(events) == expected
    for event in events:
        assert event.decoded("dtend") - event.decoded("dtstart") == date.resolution
        assert isinstance(event.decoded("dtstart"), date)
        assert event.decoded("dtstamp").utcoffset() is not None
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR"
