"""Reads the text and numbers of every report format back, in document order."""

import datetime
import io
import re
from datetime import date
from decimal import Decimal

from docx import Document
from icalendar import Calendar
from matplotlib.text import Text
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.reports.formats.png import figure_of
from bot.texts.cells import shown
from bot.texts.document import Cell, Mean, Report, Share

Rows = list[list[str]]


def flat(text: str) -> str:
    """A text without white space, since line breaks may differ."""
    return re.sub(r"\s+", "", text)


def on_paper(report: Report) -> list[Rows]:
    """The cells of a report's tables as printed."""
    return [
        [[flat(shown(cell)) for cell in row] for row in table.on_paper().rows]
        for table in report.tables
    ]


def one_line(rows: Rows) -> list[str]:
    """Each row's cells, one after the other."""
    return ["".join(row) for row in rows]


def in_order(words: str, cells: list[str]) -> bool:
    """Whether the cells follow each other, with only table headers between them."""
    between = r"[^0-9]{0,60}?"
    return re.search(between.join(map(re.escape, filter(None, cells))), words) is not None


def docx_tables(content: bytes, report: Report) -> list[Rows]:
    """The tables of a document whose heads are those of a report's tables."""
    heads = [[flat(c.title) for c in table.on_paper().columns] for table in report.tables]
    found = []
    for table in Document(io.BytesIO(content)).tables:
        rows = [[flat(cell.text) for cell in row.cells] for row in table.rows]
        if rows[0] in heads:
            found.append(rows[1:])
    return found


def docx_words(content: bytes) -> str:
    """All text of a document outside its tables."""
    return flat("".join(each.text for each in Document(io.BytesIO(content)).paragraphs))


def xlsx_words(content: bytes) -> str:
    """The text of the first sheet."""
    rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return flat("".join(str(row[0] or "") for row in rows))


def xlsx_tables(content: bytes) -> dict[str, list[list[object]]]:
    """The rows of each sheet but the first, the head apart."""
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
        for sheet in book.worksheets[1:]
    }


def as_in_a_sheet(cell: Cell) -> object:
    """The value of a cell as a sheet stores it."""
    match cell:
        case Share():
            return float(cell.part / cell.whole)
        case Decimal():
            return int(cell) if cell == int(cell) else float(cell)
        case Mean():
            return cell.total / cell.count
        case str():
            return shown(cell) or None
        case date():
            return datetime.datetime.combine(cell, datetime.time())
    return cell


def pdf_words(content: bytes) -> str:
    """The text of all pages."""
    return flat("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def png_words(report: Report) -> str:
    """Everything that is drawn, from the top down."""
    return flat("".join(text.get_text() for text in figure_of(report).findobj(Text)))


def ics_days(content: bytes) -> list[tuple[str, date]]:
    """The due dates and their items."""
    events = Calendar.from_ical(content).walk("VEVENT")
    return [(str(event["summary"]), event.decoded("dtstart")) for event in events]
