"""Writes a report as PDF for reading and printing; the form to sign is the docx."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape  # nosec B406 # it writes XML and reads none

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFile
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from bot.language.text.letters import clean
from bot.texts import reports as texts
from bot.texts.cells import shown
from bot.texts.document import CellKind, Report, Section, Table

FONTS = (
    "/usr/share/fonts/truetype/liberation/LiberationSerif-{face}.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-{face}.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-{face}.ttf",
)
"""Serif fonts, best first; matplotlib's is the fallback, as some lack Vietnamese letters."""

VIETNAMESE = frozenset(range(0x1EA0, 0x1EFA)) | {0x0103, 0x0111, 0x01A1, 0x01B0}

FACE, BOLD = "report", "report-bold"
TOP, BOTTOM, LEFT, RIGHT = 18 * mm, 16 * mm, 22 * mm, 15 * mm
MIN_TABLE_SPACE = 45 * mm
"""Free height on a page that a table needs to begin there."""

WIDTH = A4[0] - LEFT - RIGHT
GRID = HexColor("#8a8f98")
HEAD = HexColor("#d9e2f3")

PLAIN = ParagraphStyle("plain", fontName=FACE, fontSize=12, leading=16, spaceAfter=4)
BODY = ParagraphStyle("body", PLAIN, alignment=TA_JUSTIFY, firstLineIndent=8 * mm)
PART = ParagraphStyle("part", PLAIN, fontName=BOLD, spaceBefore=8, keepWithNext=True)
TABLE = ParagraphStyle("table", PART, keepWithNext=False)
TITLE = ParagraphStyle("title", PLAIN, fontName=BOLD, fontSize=14, leading=19, alignment=TA_CENTER)
SMALL = ParagraphStyle("small", PLAIN, fontSize=10, leading=13, alignment=TA_CENTER)
CELL = ParagraphStyle("cell", PLAIN, fontSize=10, leading=12.5, spaceAfter=0)
MIDDLE = ParagraphStyle("middle", CELL, alignment=TA_CENTER)
HEADER = ParagraphStyle("header", MIDDLE, fontName=BOLD)


def render(report: Report, templates: Path | None = None) -> bytes:
    _load_fonts()
    written = BytesIO()
    document = SimpleDocTemplate(
        written,
        pagesize=A4,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        title=clean(report.label),
        author=texts.issuer(report.form, report.letterhead),
        lang="vi",
    )
    document.build([*_flow(report)], canvasmaker=NumberedCanvas)
    return written.getvalue()


class NumberedCanvas(Canvas):
    """Writes "page n of m" on every page; pages are held back until m is known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Hold the page back."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Write all pages with their numbers."""
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFont(FACE, 9)
            place = texts.PAGE.format(page=number, pages=len(self._pages))
            self.drawCentredString(A4[0] / 2, 8 * mm, place)
            super().showPage()
        super().save()


@cache
def _load_fonts() -> None:
    for name, face in ((FACE, "Regular"), (BOLD, "Bold")):
        pdfmetrics.registerFont(TTFont(name, _font(face)))
    pdfmetrics.registerFontFamily(FACE, normal=FACE, bold=BOLD, italic=FACE, boldItalic=BOLD)


def _font(face: str) -> str:
    for place in FONTS:
        path = Path(place.format(face=face))
        if path.is_file() and TTFontFile(str(path)).charToGlyph.keys() >= VIETNAMESE:
            return str(path)
    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    name = "DejaVuSerif.ttf" if face == "Regular" else f"DejaVuSerif-{face}.ttf"
    return str(Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / name)


def _flow(report: Report) -> Iterator[Flowable]:
    issuer, title, made = texts.heading_lines(report)
    yield Paragraph(_text(issuer), HEADER)
    yield Spacer(1, 6)
    yield Paragraph(_text(title), TITLE)
    yield Paragraph(_text(made), SMALL)
    yield Paragraph(_text(report.intro), BODY)
    for roman, section in zip(texts.ROMAN, report.sections, strict=False):
        yield from _section(roman, section)
    if report.closing:
        yield Spacer(1, 6)
        yield Paragraph(_text(report.closing), BODY)


def _section(roman: str, section: Section) -> Iterator[Flowable]:
    yield Paragraph(_text(f"{roman}. {section.title.upper()}"), PART)
    for point in section.points:
        yield Paragraph(_text(point), BODY)
    for number, table in enumerate(section.tables, 1):
        yield CondPageBreak(MIN_TABLE_SPACE)
        yield Paragraph(_text(f"{number}. {table.title}"), TABLE)
        yield _table(table.on_paper())
        yield Spacer(1, 6)


def _table(table: Table) -> LongTable:
    whole = sum(column.weight for column in table.columns)
    widths = [WIDTH * column.weight / whole for column in table.columns]
    styles = [CELL if column.kind is CellKind.TEXT else MIDDLE for column in table.columns]
    rows = [[Paragraph(_text(column.title), HEADER) for column in table.columns]]
    for number, row in enumerate(table.rows, 1):
        mark = "<b>{}</b>" if table.total and number == len(table.rows) else "{}"
        cells = (mark.format(_text(shown(cell))) for cell in row)
        rows.append([Paragraph(*pair) for pair in zip(cells, styles, strict=True)])
    look = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, GRID),
            ("BACKGROUND", (0, 0), (-1, 0), HEAD),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return LongTable(rows, colWidths=widths, repeatRows=1, style=look, splitInRow=1)


def _text(text: str) -> str:
    """Text escaped for a Paragraph, which reads markup."""
    return escape(clean(text)).replace("\n", "<br/>")
