"""Writes a report as a Word document in the Party's or the administration's form.

The templates are Word files with docxtpl placeholders; an office can provide its own under the
same name. Column widths and repeated table headers are set after the template is filled.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docxtpl import DocxTemplate

from bot.language.text.letters import clean
from bot.texts import reports as texts
from bot.texts.cells import shown
from bot.texts.document import CellKind, Report, Section, Table

TEMPLATES = Path(__file__).parent / "templates"
TEXT_WIDTH_MM = 165
"""A4 without the margins: 30 mm left, 15 mm right."""


def render(report: Report, templates: Path | None = None) -> bytes:
    document = DocxTemplate(template_path(report, templates))
    document.render(_context(report), autoescape=True)
    word: Any = document.docx
    tables = iter(report.tables)
    wanted = next(tables, None)
    for made in word.tables:
        if wanted is not None and _matches(made, wanted.on_paper()):
            _set_widths(made, wanted.on_paper())
            wanted = next(tables, None)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def template_path(report: Report, templates: Path | None) -> Path:
    """The office's own template if it exists, else the program's."""
    name = f"{report.form}.docx"
    own = templates / name if templates else None
    return own if own is not None and own.is_file() else TEMPLATES / name


def _context(report: Report) -> Mapping[str, Any]:
    head = report.letterhead
    return {
        "commune": head.commune,
        "commune_alone": texts.commune_alone(head),
        "place": head.place,
        "superior": texts.superior(head),
        "signer": head.signer,
        "date_line": texts.date_line(report),
        "kind": report.kind,
        "title": report.title,
        "intro": clean(report.intro),
        "closing": clean(report.closing),
        "made": texts.figures_moment(report),
        "sections": [
            _section(section, roman)
            for section, roman in zip(report.sections, texts.ROMAN, strict=False)
        ],
    }


def _section(section: Section, roman: str) -> Mapping[str, Any]:
    return {
        "roman": roman,
        "title": section.title,
        "points": [clean(point) for point in section.points],
        "tables": [_table(table.on_paper(), n) for n, table in enumerate(section.tables, 1)],
    }


def _table(table: Table, number: int) -> Mapping[str, Any]:
    return {
        "number": number,
        "title": table.title,
        "columns": [column.title for column in table.columns],
        "rows": [[shown(cell) for cell in row] for row in table.rows],
    }


def _matches(made: WordTable, table: Table) -> bool:
    titles = [column.title for column in table.columns]
    return [cell.text for cell in made.rows[0].cells] == titles


def _set_widths(made: WordTable, table: Table) -> None:
    whole = sum(column.weight for column in table.columns)
    widths = [Mm(TEXT_WIDTH_MM * column.weight / whole) for column in table.columns]
    made.autofit = False
    for place, width in enumerate(widths):
        made.columns[place].width = width
    for row in made.rows:
        _set_row_property(row, "w:cantSplit")
        for cell, width, column in zip(row.cells, widths, table.columns, strict=True):
            cell.width = width
            if column.kind is not CellKind.TEXT:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_row_property(made.rows[0], "w:tblHeader")
    if table.total:
        for cell in made.rows[-1].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True


def _set_row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
