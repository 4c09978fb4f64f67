"""A paper's content as parts or sheets: each kind by its own reader, loaded when it is needed.

Run as a program it reads a file from its input and writes what it read as JSON; `bounded` runs it
so, with bounds on time and memory, since readers of office files can be led to use any amount.
"""

import json
import sys
from dataclasses import dataclass
from typing import Any

from bot.importers.paper_faults import MarkedPaper, RefusedPaper
from bot.language.papers.marks import bears_mark
from bot.language.papers.parts import Line, Part, Sheet, Table

LONGEST = 150_000
"""Letters; a conclusion of forty pages has about 100,000."""
SECONDS = 20
MEMORY = 1_536 * 1024 * 1024
"""Bytes of address space; the libraries take most of it before they read anything."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as read: `parts` of a text, or `sheets` of an Excel file."""

    kind: str
    parts: tuple[Part, ...] = ()
    sheets: tuple[Sheet, ...] = ()


def read_paper(content: bytes) -> Paper:
    """What a file says. Raises RefusedPaper; MarkedPaper where it bears a mark of secrecy."""
    from bot.importers.paper_limits import kind_of_paper

    kind = kind_of_paper(content)
    paper = Paper(kind, sheets=_sheets(content)) if kind == "xlsx" else _text(kind, content)
    lines = _lines(paper)
    if any(bears_mark(line) for line in lines):
        raise MarkedPaper
    if not paper.sheets and sum(map(len, lines)) > LONGEST:
        raise RefusedPaper("too_long")
    return paper


def _text(kind: str, content: bytes) -> Paper:
    if kind == "docx":
        from bot.importers.paper_docx import read_docx

        return Paper(kind, tuple(read_docx(content)))
    if kind == "pdf":
        from bot.importers.paper_pdf import read_pdf

        return Paper(kind, tuple(read_pdf(content)))
    from bot.importers.paper_text import read_text

    return Paper(kind, tuple(read_text(content)))


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    from bot.importers.paper_sheet import read_sheets

    return tuple(read_sheets(content))


def _lines(paper: Paper) -> list[str]:
    lines = [part.text for part in paper.parts if isinstance(part, Line)]
    rows = [row for part in paper.parts if isinstance(part, Table) for row in part.rows]
    rows += [row for sheet in paper.sheets for row in sheet.rows]
    return lines + [line for row in rows for cell in row for line in cell.split("\n") if line]


def encode(paper: Paper) -> dict[str, Any]:
    """The paper as JSON holds it."""
    return {
        "kind": paper.kind,
        "parts": [
            [list(row) for row in part.rows]
            if isinstance(part, Table)
            else {"text": part.text, "heading": part.heading, "apart": part.apart}
            for part in paper.parts
        ],
        "sheets": [[sheet.name, [list(row) for row in sheet.rows]] for sheet in paper.sheets],
    }


def decode(told: dict[str, Any]) -> Paper:
    """The paper that `encode` wrote."""
    return Paper(
        kind=told["kind"],
        parts=tuple(
            Table(tuple(tuple(row) for row in part)) if isinstance(part, list) else Line(**part)
            for part in told["parts"]
        ),
        sheets=tuple(
            Sheet(name, tuple(tuple(row) for row in rows)) for name, rows in told["sheets"]
        ),
    )


def _bound() -> None:
    """Hold this process to its bounds, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _main() -> None:
    _bound()
    try:
        told: dict[str, Any] = encode(read_paper(sys.stdin.buffer.read()))
    except RefusedPaper as refused:
        told = {"refused": refused.why}
    except (MemoryError, RecursionError):
        told = {"refused": "bomb"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main()
