"""Every text of a Word or Excel file: body, headers, text boxes, watermarks, comments, sheets."""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from xml.etree.ElementTree import Element  # nosec B405 # a type; defusedxml parses
from zipfile import ZipFile

from bot.importers.paper_faults import RefusedPaper
from bot.importers.paper_limits import LARGEST_OPENED, parse_xml
from bot.language.papers.marks import PaperWords

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_PARAGRAPHS = (f"{_WORD}p", f"{_DRAWING}p")
_TEXTS = (f"{_WORD}t", f"{_DRAWING}t")
_BREAKS = (f"{_WORD}br", f"{_WORD}cr", f"{_DRAWING}br")
_REMOVED = (f"{_WORD}del", f"{_WORD}moveFrom")
_ABOUT = "docProps/core.xml"
_STRINGS = "xl/sharedStrings.xml"
_BOOK = "xl/workbook.xml"
_CELLS = re.compile(r"xl/worksheets/[^/]+\.xml")
_MARGIN_CODES = re.compile(r'&[LCR]|&"[^"]*"|&\d+|&[A-Z]')
_COLUMN = re.compile(r"[A-Z]+")


class TooLargeUnpacked(ValueError):
    """The parts of an office file are too large together"""


def office_words(content: bytes) -> PaperWords:
    """The texts of a docx or xlsx file. Raises what the libraries do for a broken one."""
    with ZipFile(io.BytesIO(content)) as parts:
        if sum(info.file_size for info in parts.infolist()) > LARGEST_OPENED:
            raise TooLargeUnpacked
        roots = dict(_roots(parts))
    lines: list[str] = []
    for name, root in roots.items():
        if not _CELLS.fullmatch(name):
            lines += _about(root) if name == _ABOUT else _lines(root)
    strings = _strings(roots)
    sheets = [root for name, root in roots.items() if _CELLS.fullmatch(name)]
    for root in sheets:
        lines += _margins(root)
    tables = [_rows(table) for root in roots.values() for table in root.iter(f"{_WORD}tbl")]
    tables += [_cells(root, strings) for root in sheets]
    names = [
        each.get("name", "") for each in roots.get(_BOOK, Element("none")).iter(f"{_SHEET}sheet")
    ]
    return PaperWords(tuple(lines), tuple(tables), tuple(names))


def _roots(parts: ZipFile) -> Iterator[tuple[str, Element]]:
    """Each part of XML that can be read, by its name."""
    for name in parts.namelist():
        if name.endswith((".xml", ".vml")):
            with suppress(RefusedPaper):
                yield name, parse_xml(parts.read(name))


def _about(root: Element) -> Iterator[str]:
    """Title, subject, keywords and description, as the file's properties state them."""
    for each in root:
        yield each.text or ""


def _lines(root: Element) -> Iterator[str]:
    """Each paragraph that is in no table; those of a text box by themselves; watermarks; notes."""
    in_tables = {id(each) for table in root.iter(f"{_WORD}tbl") for each in table.iter()}
    for each in root.iter():
        if each.tag in _PARAGRAPHS and id(each) not in in_tables:
            yield from _text(each).split("\n")
        elif each.tag == _WATERMARK:
            yield each.get("string", "")
        elif each.tag == f"{_SHEET}comment":
            yield from _spoken(each).split("\n")


def _text(element: Element) -> str:
    """What is seen of a paragraph, without the paragraphs of text boxes in it."""
    stated: list[str] = []
    for child in element:
        if child.tag in _TEXTS:
            stated.append(child.text or "")
        elif child.tag in _BREAKS:
            stated.append("\n")
        elif child.tag == f"{_WORD}tab":
            stated.append(" ")
        elif child.tag not in _REMOVED and child.tag not in _PARAGRAPHS:
            stated.append(_text(child))
    return "".join(stated)


def _rows(table: Element) -> list[list[str]]:
    return [
        [
            "\n".join(_text(each) for each in cell.iter(f"{_WORD}p"))
            for cell in row.iter(f"{_WORD}tc")
        ]
        for row in table.iter(f"{_WORD}tr")
    ]


def _strings(roots: Mapping[str, Element]) -> list[str]:
    root = roots.get(_STRINGS, Element("none"))
    return [_spoken(each) for each in root.iter(f"{_SHEET}si")]


def _spoken(element: Element) -> str:
    """The text of all runs of an Excel string."""
    return "".join(each.text or "" for each in element.iter(f"{_SHEET}t"))


def _margins(root: Element) -> Iterator[str]:
    """The parts of the headers and footers that are printed."""
    for margins in root.iter(f"{_SHEET}headerFooter"):
        for each in margins:
            yield from _MARGIN_CODES.sub("\n", each.text or "").split("\n")


def _cells(root: Element, strings: list[str]) -> list[list[str]]:
    """The rows of a sheet with each cell in its column."""
    found: list[list[str]] = []
    for row in root.iter(f"{_SHEET}row"):
        cells: list[str] = []
        for cell in row.iter(f"{_SHEET}c"):
            place = _place(cell.get("r", ""))
            cells += [""] * (min(place, 16_384) - len(cells))
            cells.append(_value(cell, strings))
        found.append(cells)
    return found


def _place(reference: str) -> int:
    """The column of a cell, from 0: 1 for "B7"."""
    named = _COLUMN.match(reference)
    place = 0
    for letter in named.group() if named else "":
        place = place * 26 + ord(letter) - 64
    return place - 1


def _value(cell: Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _spoken(cell)
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.get("t") != "s":
        return value
    at = int(value)
    return strings[at] if 0 <= at < len(strings) else ""
