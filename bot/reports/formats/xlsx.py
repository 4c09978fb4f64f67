"""Writes a report as an Excel workbook: one sheet a table, with filters, dates and numbers."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
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
"""Spreadsheet programs read a text that begins with one of these as a formula."""

NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
MAX_SHEET_NAME = 31
WIDTH_OF_WEIGHT = 4
MIN_WIDTH = 8
"""Width in characters."""
SUMMARY_WIDTH = 110
FORMATS = {
    CellKind.DAY: "dd/mm/yyyy",
    CellKind.NUMBER: "#,##0",
    CellKind.SHARE: "0.0%",
    CellKind.MEAN: "0.0",
}
WITH_HOUR = "hh:mm dd/mm/yyyy"
DECIMAL = "#,##0.0##"
"""The format of a number with decimal places."""

BOLD = Font(bold=True)
HEAD = PatternFill("solid", fgColor="D9E2F3")
LINE = Side(style="thin", color="BFBFBF")
BORDER = Border(LINE, LINE, LINE, LINE)


def render(report: Report, templates: Path | None = None) -> bytes:
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
    """Write text into a cell so that no program reads it as a formula."""
    cleaned = clean(text)
    cell.value = cleaned
    cell.data_type = "s"
    if cleaned.startswith(FORMULA_STARTS):
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
        _write_cell(sheet, 1, place, column.title, CellKind.TEXT).fill = HEAD
        sheet.cell(1, place).font = BOLD
        sheet.column_dimensions[get_column_letter(place)].width = max(
            MIN_WIDTH, WIDTH_OF_WEIGHT * column.weight
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
        _write_cell(sheet, number, place, cell, column.kind)


def _write_cell(sheet: Worksheet, row: int, place: int, value: Cell, kind: CellKind) -> SheetCell:
    cell = sheet.cell(row, place)
    assert isinstance(cell, SheetCell)
    across = None if kind is CellKind.TEXT else "center"
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=across)
    cell.border = BORDER
    if isinstance(value, str):
        write_text(cell, value)
    elif value is not None:
        cell.value = _number(value)
        whole = FORMATS[kind] if _is_whole(value) else DECIMAL
        cell.number_format = WITH_HOUR if isinstance(value, datetime) else whole
    return cell


def _is_whole(value: Cell) -> bool:
    """Whether a cell holds no decimal with places, which a format for whole numbers would round."""
    return not isinstance(value, Decimal) or value == int(value)


def _number(value: int | Decimal | date | Share | Mean) -> int | float | date:
    match value:
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case Share():
            return float(value.part / value.whole)
        case Mean():
            return value.total / value.count
    return value


def _free_name(book: Workbook, wished: str) -> str:
    """A name that Excel accepts for a sheet and no other sheet has."""
    name = NOT_IN_SHEET_NAME.sub(" ", wished)[:MAX_SHEET_NAME].strip()
    taken = {each.lower() for each in book.sheetnames}
    number = 2
    free = name
    while free.lower() in taken:
        free = f"{name[: MAX_SHEET_NAME - 4]} ({number})"
        number += 1
    return free
