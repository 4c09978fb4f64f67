"""The numbers and signs that Word puts before list items; they are not in the text."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

BULLETS = "-+•*"
"""One sign for each depth of a bulleted list, whatever picture Word shows."""
DEEPEST = 9


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    values = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in values:
        while number >= value:
            written, number = written + sign, number - value
    return written


FORMATS: Mapping[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalZero": lambda number: f"{number:02d}",
}


@dataclass(frozen=True, slots=True)
class _Depth:
    """How one depth of a list is written: its format, its text ("%1.%2."), its first number."""

    format: str
    text: str
    start: int


class Numbering:
    """Counts the list items of one paper as they come."""

    def __init__(self, paper: Document) -> None:
        self._lists: dict[str, str] = {}
        self._depths: dict[tuple[str, int], _Depth] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for relation in paper.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._read(relation.target_part.element)

    def label(self, paragraph: Paragraph) -> str:
        """The number or sign that Word shows before a paragraph; counts the paragraph."""
        found = _place(paragraph)
        if found is None:
            return ""
        numbered, depth = found
        of = self._lists.get(numbered, "")
        shape = self._depths.get((of, depth))
        if shape is None or shape.format == "none":
            return ""
        if shape.format == "bullet":
            return BULLETS[min(depth, len(BULLETS) - 1)]
        counts = self._counts[of]
        counts[depth] = counts.get(depth, shape.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return self._written(of, shape, counts)

    def _written(self, of: str, shape: _Depth, counts: Mapping[int, int]) -> str:
        text = shape.text
        for depth in range(DEEPEST):
            if f"%{depth + 1}" in text:
                other = self._depths.get((of, depth), shape)
                number = counts.get(depth, other.start)
                text = text.replace(f"%{depth + 1}", FORMATS.get(other.format, str)(number))
        return text.strip()

    def _read(self, root: _Element) -> None:
        for abstract in root.iterchildren(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId")) or ""
            for level in abstract.iterchildren(qn("w:lvl")):
                depth = int(level.get(qn("w:ilvl")) or 0)
                self._depths[name, depth] = _Depth(
                    format=_value(level, "w:numFmt") or "decimal",
                    text=_value(level, "w:lvlText"),
                    start=int(_value(level, "w:start") or 1),
                )
        for number in root.iterchildren(qn("w:num")):
            self._lists[number.get(qn("w:numId")) or ""] = _value(number, "w:abstractNumId")


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and depth of a paragraph: its own, or those of its style."""
    properties = [paragraph._p.pPr]
    style = paragraph.style
    while style is not None:
        properties.append(style.element.pPr)
        style = style.base_style
    for each in properties:
        numbered = each.find(qn("w:numPr")) if each is not None else None
        if numbered is not None:
            name, depth = _value(numbered, "w:numId"), int(_value(numbered, "w:ilvl") or 0)
            return None if name in ("", "0") else (name, depth)
    return None


def _value(parent: _Element, tag: str) -> str:
    found = parent.find(qn(tag))
    return str(found.get(qn("w:val")) or "") if found is not None else ""
