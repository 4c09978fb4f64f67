"""Word files as paragraphs and tables, with the numbers of lists written out."""

import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as Paper
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError, _Element

from bot.importers.paper_docx_lists import Numbering
from bot.importers.paper_faults import BROKEN, RefusedPaper
from bot.language.papers.parts import PaperLine, PaperPart, PaperTable
from bot.language.papers.plain import tidy

MOST_PARAGRAPHS = 20_000
LONGEST_BOLD_HEADING = 32
"""Words."""

_TEXT, _TAB, _BREAK, _RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_HYPHEN = qn("w:noBreakHyphen")
_SKIPPED = (qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:drawing"), qn("w:pict"))
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def read_docx(content: bytes) -> list[PaperPart]:
    """The paragraphs and tables of a Word file, in order. Raises RefusedPaper."""
    try:
        paper = Document(io.BytesIO(content))
        found = list(_parts(paper, Numbering(paper)))
    except (OpcError, LxmlError, *BROKEN) as broken:
        raise RefusedPaper("broken") from broken
    if not any(isinstance(part, PaperTable) or part.text for part in found):
        raise RefusedPaper("empty")
    return found


def _parts(paper: Paper, numbering: Numbering) -> Iterator[PaperPart]:
    for count, element in enumerate(_blocks(paper.element.body)):
        if count > MOST_PARAGRAPHS:
            raise RefusedPaper("too_long")
        if element.tag == qn("w:tbl"):
            yield PaperTable(tuple(_rows(DocxTable(element, paper))))
        else:
            yield from _lines(Paragraph(element, paper), numbering)


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables, also those within content controls."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag == qn("w:sdt"):
            for inner in child.iterchildren(qn("w:sdtContent")):
                yield from _blocks(inner)


def _lines(paragraph: Paragraph, numbering: Numbering) -> Iterator[PaperLine]:
    label = numbering.label(paragraph)
    heading = _is_heading(paragraph)
    for at, written in enumerate(_text(paragraph._p).split("\n")):
        text = tidy(written)
        if at == 0 and label:
            text = f"{label} {text}"
        if text and any(letter.isalnum() for letter in text):
            yield PaperLine(text, heading, apart=True)


def _text(element: _Element) -> str:
    """What is seen of a paragraph: insertions, not deletions, and no drawing."""
    stated: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            stated.append(child.text or "")
        elif child.tag == _TAB:
            stated.append(" ")
        elif child.tag in (_BREAK, _RETURN):
            stated.append("\n")
        elif child.tag == _HYPHEN:
            stated.append("-")
        elif child.tag not in _SKIPPED and child.tag != _ALTERNATIVE:
            stated.append(_text(child))
    return "".join(stated)


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether it is set as a heading: by its style, or short and wholly bold."""
    style = paragraph.style
    name = (style.name or "") if style is not None else ""
    if name.startswith(("Heading", "Title")):
        return True
    runs = [run for run in paragraph.runs if run.text.strip()]
    by_style = bool(style is not None and style.font.bold)
    bold = all(by_style if run.bold is None else run.bold for run in runs)
    return bool(runs) and bold and len(paragraph.text.split()) <= LONGEST_BOLD_HEADING


def _rows(table: DocxTable) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        cells: list[str] = []
        before: _Element | None = None
        for cell in row.cells:
            same = cell._tc is before
            cells.append("" if same else "\n".join(_cell_lines(cell._tc)))
            before = cell._tc
        yield tuple(cells)


def _cell_lines(cell: _Element) -> Iterator[str]:
    for block in _blocks(cell):
        if block.tag == qn("w:p"):
            yield from (tidy(line) for line in _text(block).split("\n"))
