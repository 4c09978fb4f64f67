"""Office and PDF files for the tests: valid ones, and ones that must be refused."""

import io
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas


def docx_of(text: str) -> bytes:
    """A Word file with one paragraph a line."""
    paper = Document()
    for line in text.split("\n"):
        if line.strip():
            paper.add_paragraph(line)
    return _saved(paper)


def numbered_docx(items: Sequence[tuple[int, str]]) -> bytes:
    """A Word file with automatic numbering: depth 0 is I., 1 is 1., 2 is a bullet."""
    paper = Document()
    numbering = paper.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    formats = (("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "\uf0b7"))
    for depth, (format, text) in enumerate(formats):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", format), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    of = OxmlElement("w:abstractNumId")
    of.set(qn("w:val"), "77")
    number.append(of)
    numbering.append(number)
    for depth, text in items:
        paragraph = paper.add_paragraph(text)
        if depth >= 0:
            _number(paragraph, depth)
    return _saved(paper)


def _number(paragraph: Paragraph, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = 77


def letterhead_docx(number: str, place: str, title: str, lines: Sequence[str]) -> bytes:
    """A Word file with a letterhead in a table, as offices use it, and bold headings."""
    paper = Document()
    table = paper.add_table(1, 2)
    table.cell(0, 0).text = f"ĐẢNG ỦY XÃ MẪU\n*\n{number}"
    table.cell(0, 1).text = f"ĐẢNG CỘNG SẢN VIỆT NAM\n{place}"
    paper.add_paragraph("KẾT LUẬN").runs[0].bold = True
    paper.add_paragraph(title)
    for line in lines:
        paragraph = paper.add_paragraph(line.strip("*"))
        paragraph.runs[0].bold = line.startswith("*")
    return _saved(paper)


def _saved(paper: object) -> bytes:
    written = io.BytesIO()
    paper.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def pdf_of(text: str, font: str) -> bytes:
    """A PDF of the text in that font file, wrapped at the margin, pages numbered."""
    pdfmetrics.registerFont(TTFont("body", font))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(595, 842))
    height, page = 790.0, 1
    for paragraph in text.split("\n"):
        for line in _wrapped(paragraph):
            if height < 60:
                canvas.drawString(295, 30, str(page))
                canvas.showPage()
                height, page = 790.0, page + 1
            canvas.setFont("body", 12)
            canvas.drawString(60, height, line)
            height -= 17
    canvas.save()
    return written.getvalue()


def _wrapped(paragraph: str) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if pdfmetrics.stringWidth(f"{lines[-1]} {word}", "body", 12) > 480:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def repacked(content: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """An office file with parts added, changed, or left out."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return written.getvalue()


def xlsx_of(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """An Excel file of sheets with their rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return _saved(book)
