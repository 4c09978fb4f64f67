"""Writes the Excel template of a plan: drop-down lists of posts and sectors, help per column."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.texts import plan_columns as columns
from bot.texts.figure_choices import FIGURES

ROWS = 300
"""Rows with drop-down lists and date format."""
DATE_FORMAT = "dd/mm/yyyy"
HEAD = PatternFill("solid", fgColor="DCE6F1")
LISTS = "Danh-muc"
"""The hidden sheet with the entries of the drop-down lists."""


@dataclass(frozen=True, slots=True)
class _Choices:
    posts: tuple[str, ...]
    sectors: tuple[str, ...]


def plan_template(posts: tuple[str, ...], sectors: tuple[str, ...]) -> bytes:
    """The template as an Excel file, for a commune with these posts and sectors."""
    choices = _Choices(posts, sectors)
    book = Workbook()
    book.remove(book.worksheets[0])
    _plan(book.create_sheet(columns.PLAN_SHEET), choices)
    _source(book.create_sheet(columns.SOURCE_SHEET))
    _help(book.create_sheet(columns.HELP_SHEET))
    _lists(book.create_sheet(LISTS), choices)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _plan(sheet: Worksheet, choices: _Choices) -> None:
    for at, column in enumerate(columns.COLUMNS, 1):
        cell = sheet.cell(1, at, column.heading)
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width
        for row in range(2, ROWS + 2):
            sheet.cell(row, at).alignment = Alignment(wrap_text=True, vertical="top")
            if column.field in ("due", "opens"):
                sheet.cell(row, at).number_format = DATE_FORMAT
        _offer(sheet, letter, column, choices)
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 32


def _offer(sheet: Worksheet, letter: str, column: columns.PlanColumn, choices: _Choices) -> None:
    """Add a column's drop-down list, if any, and its help text."""
    lists = {
        "lead": f"'{LISTS}'!$A$1:$A${max(len(choices.posts), 1)}",
        "sector": f"'{LISTS}'!$B$1:$B${max(len(choices.sectors), 1)}",
        "kind": f"'{LISTS}'!$C$1:$C${len(columns.KINDS)}",
        "figure": f"'{LISTS}'!$D$1:$D${len(FIGURES)}",
    }
    chosen = lists.get(column.field)
    rule = DataValidation(type="list" if chosen else None, formula1=chosen, allow_blank=True)
    # Other values may be typed too: a unit instead of its post, a new sector.
    rule.showErrorMessage = False
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = column.heading[:32], column.help[:250]
    rule.add(f"{letter}2:{letter}{ROWS + 1}")
    sheet.add_data_validation(rule)


def _source(sheet: Worksheet) -> None:
    for at, (_, heading, _, example) in enumerate(columns.SOURCE, 1):
        sheet.cell(at, 1, heading).font = Font(bold=True)
        sheet.cell(at, 3, f"{columns.EXAMPLE}: {example}").font = Font(italic=True, color="808080")
    for letter, width in (("A", 18), ("B", 60), ("C", 50)):
        sheet.column_dimensions[letter].width = width
    sheet.cell(len(columns.SOURCE), 2).number_format = DATE_FORMAT


def _help(sheet: Worksheet) -> None:
    rows: Sequence[tuple[str, str]] = [
        columns.HELP_HEADINGS,
        *((column.heading, column.help) for column in columns.COLUMNS),
        *(("", note) for note in columns.HELP_NOTES),
    ]
    for at, (heading, text) in enumerate(rows, 1):
        sheet.cell(at, 1, heading).font = Font(bold=True)
        sheet.cell(at, 2, text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 90


def _lists(sheet: Worksheet, choices: _Choices) -> None:
    lists = (choices.posts, choices.sectors, columns.KINDS.values(), FIGURES)
    for at, values in enumerate(lists, 1):
        for row, value in enumerate(values, 1):
            sheet.cell(row, at, value)
    sheet.sheet_state = "hidden"
