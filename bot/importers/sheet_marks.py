"""What a sheet's cells alone do not tell: hidden rows and columns, and formulas without a value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element  # nosec B405 # a type; defusedxml parses

from defusedxml.ElementTree import iterparse

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """Numbers of hidden rows and columns from 1, and names ("E3") of formulas without a value."""

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    uncomputed: tuple[str, ...] = ()


def marks_of(part: IO[bytes], most_rows: int, most_columns: int) -> SheetMarks:
    """The marks of a sheet's XML, as far as its rows and columns are read."""
    rows: list[int] = []
    columns: list[int] = []
    uncomputed: list[str] = []
    number = 0
    for _, element in iterparse(part, forbid_dtd=True):
        tag = element.tag.removeprefix(NAMESPACE)
        if tag == "col" and _is_hidden(element):
            last = min(int(element.get("max", 0)), most_columns)
            columns += range(int(element.get("min", 1)), last + 1)
        elif tag == "row":
            number = int(element.get("r", number + 1))
            if number > most_rows:
                break
            if _is_hidden(element):
                rows.append(number)
            uncomputed += _uncomputed(element)
            element.clear()
    return SheetMarks(tuple(rows), tuple(columns), tuple(uncomputed))


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _uncomputed(row: Element) -> Iterator[str]:
    for cell in row:
        value = cell.find(f"{NAMESPACE}v")
        if cell.find(f"{NAMESPACE}f") is not None and (value is None or not value.text):
            yield cell.get("r", "")
