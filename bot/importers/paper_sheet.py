"""Excel files as grids of text: dates as ISO, numbers without a needless point."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.importers.paper_faults import BROKEN, RefusedPaper
from bot.importers.sheet_marks import marks_of
from bot.language.papers.parts import PaperSheet
from bot.language.papers.plain import tidy

MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_SHEETS = 20
MOST_BLANK = 200
"""Blank rows after which the rest of a sheet is ignored."""
LONGEST_CELL = 4_000


def read_sheets(content: bytes) -> list[PaperSheet]:
    """The sheets of an Excel file that hold anything. Raises RefusedPaper."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets[:MOST_SHEETS]
        found = [_sheet(sheet) for sheet in sheets]
        book.close()
    except (InvalidFileException, *BROKEN) as e:
        raise RefusedPaper("broken") from e
    kept = [sheet for sheet in found if sheet.rows]
    if not kept:
        raise RefusedPaper("empty")
    return kept


def _sheet(sheet: Any) -> PaperSheet:
    """A sheet of a book opened read-only, whose types openpyxl does not tell."""
    rows = tuple(_rows(sheet.iter_rows(values_only=True)))
    with sheet._get_source() as part:
        marks = marks_of(part, len(rows), MOST_COLUMNS)
    return PaperSheet(
        sheet.title,
        rows,
        sheet.sheet_state != "visible",
        marks.hidden_rows,
        marks.hidden_columns,
        marks.uncomputed,
    )


def _rows(rows: Iterator[tuple[object, ...]]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    filled = 0
    for at, row in enumerate(rows):
        if at - filled > MOST_BLANK:
            break
        if at > MOST_ROWS:
            raise RefusedPaper("too_long")
        cells = tuple(_text(cell) for cell in row[:MOST_COLUMNS])
        found.append(cells)
        if any(cells):
            filled = at + 1
    return found[:filled]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        # Excel keeps a time as a part of the day, which may miss the minute by a little.
        minute = (cell + timedelta(seconds=30)).replace(second=0, microsecond=0)
        return f"{minute:%Y-%m-%d}" if minute.time() == time() else f"{minute:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell)[:LONGEST_CELL])
