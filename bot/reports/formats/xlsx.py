"""A report as a workbook: a sheet a table, made to be filtered, with real dates and numbers."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.language.text.letters import clean
from bot.texts import reports as texts
from bot.texts.document import Cell, CellKind, Mean, Report, Share, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What Excel and others take for a formula, typed or opened from elsewhere."""

NO_SHEET = re.compile(r"[\[\]:*?/\\']")
LONGEST_SHEET = 31
WIDTH_OF_WEIGHT = 4
NARROWEST = 8
"""Letters."""
SUMMARY_WIDTH = 110
FORMATS = {
    CellKind.DAY: "dd/mm/yyyy",
    CellKind.NUMBER: "#,##0",
    CellKind.SHARE: "0.0%",
    CellKind.MEAN: "0.0",
}

BOLD = Font(bold=True)
HEAD = PatternFill("solid", fgColor="D9E2F3")
LINE = Side(style="thin", color="BFBFBF")
BORDER = Border(LINE, LINE, LINE, LINE)


def render(report: Report, templates: Path | None = None) -> bytes:
    """The workbook; its first sheet says the whole in sentences."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _summary(first, report)
    for table in report.tables:
        _table(book.create_sheet(_free_name(book, table.name)), table)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def write_text(cell: SheetCell, text: str) -> None:
    """Put text into a cell so that no program ever takes it for a formula."""
    told = clean(text)
    cell.value = told
    cell.data_type = "s"
    if told.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def _summary(sheet: Worksheet, report: Report) -> None:
    sheet.title = texts.SUMMARY_SHEET
    sheet.column_dimensions["A"].width = SUMMARY_WIDTH
    lines = [*texts.heading_lines(report), "", report.intro]
    bold = {*texts.heading_lines(report)}
    for section in report.sections:
        lines += ["", section.title, *section.points]
        bold.add(section.title)
    for number, line in enumerate(lines, 1):
        cell = sheet.cell(number, 1)
        assert isinstance(cell, SheetCell)
        write_text(cell, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if line in bold:
            cell.font = BOLD


def _table(sheet: Worksheet, table: Table) -> None:
    for place, column in enumerate(table.columns, 1):
        _put(sheet, 1, place, column.title, CellKind.TEXT).fill = HEAD
        sheet.cell(1, place).font = BOLD
        sheet.column_dimensions[get_column_letter(place)].width = max(
            NARROWEST, WIDTH_OF_WEIGHT * column.weight
        )
    for number, row in enumerate(table.rows, 2):
        _row(sheet, number, row, table)
    last = len(table.rows) + 1
    if table.total:
        for place in range(1, len(table.columns) + 1):
            sheet.cell(last, place).font = BOLD
    across = get_column_letter(len(table.columns))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{across}{max(1, last - table.total)}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _row(sheet: Worksheet, number: int, row: Sequence[Cell], table: Table) -> None:
    for place, (cell, column) in enumerate(zip(row, table.columns, strict=True), 1):
        _put(sheet, number, place, cell, column.kind)


def _put(sheet: Worksheet, row: int, place: int, value: Cell, kind: CellKind) -> SheetCell:
    cell = sheet.cell(row, place)
    assert isinstance(cell, SheetCell)
    across = None if kind is CellKind.TEXT else "center"
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=across)
    cell.border = BORDER
    if isinstance(value, str):
        write_text(cell, value)
    elif value is not None:
        cell.value = _number(value)
        cell.number_format = FORMATS[kind]
    return cell


def _number(value: int | date | Share | Mean) -> int | float | date:
    match value:
        case Share():
            return value.part / value.whole
        case Mean():
            return value.total / value.count
    return value


def _free_name(book: Workbook, wished: str) -> str:
    """A sheet's name that Excel takes and no other sheet has."""
    name = NO_SHEET.sub(" ", wished)[:LONGEST_SHEET].strip()
    taken = {each.lower() for each in book.sheetnames}
    number = 2
    free = name
    while free.lower() in taken:
        free = f"{name[: LONGEST_SHEET - 4]} ({number})"
        number += 1
    return free
