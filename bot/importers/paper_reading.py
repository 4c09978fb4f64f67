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
from bot.language.papers.parts import PaperLine, PaperPart, PaperSheet, PaperTable

LONGEST = 150_000
"""Letters; a conclusion of forty pages has about 100,000."""
SECONDS = 20
MEMORY = 1_536 * 1024 * 1024
"""Bytes of address space; the libraries take most of it before they read anything."""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper as read: `parts` of a text, or `sheets` of an Excel file."""

    kind: str
    parts: tuple[PaperPart, ...] = ()
    sheets: tuple[PaperSheet, ...] = ()


def read_paper(content: bytes) -> ReadPaper:
    """What a file says. Raises RefusedPaper; MarkedPaper where it bears a mark of secrecy."""
    from bot.importers.paper_limits import kind_of_paper

    kind = kind_of_paper(content)
    paper = ReadPaper(kind, sheets=_sheets(content)) if kind == "xlsx" else _text(kind, content)
    lines = _lines(paper)
    if any(bears_mark(line) for line in lines):
        raise MarkedPaper
    if not paper.sheets and sum(map(len, lines)) > LONGEST:
        raise RefusedPaper("too_long")
    return paper


def _text(kind: str, content: bytes) -> ReadPaper:
    if kind == "docx":
        from bot.importers.paper_docx import read_docx

        return ReadPaper(kind, tuple(read_docx(content)))
    if kind == "pdf":
        from bot.importers.paper_pdf import read_pdf

        return ReadPaper(kind, tuple(read_pdf(content)))
    from bot.importers.paper_text import read_text

    return ReadPaper(kind, tuple(read_text(content)))


def _sheets(content: bytes) -> tuple[PaperSheet, ...]:
    from bot.importers.paper_sheet import read_sheets

    return tuple(read_sheets(content))


def _lines(paper: ReadPaper) -> list[str]:
    lines = [part.text for part in paper.parts if isinstance(part, PaperLine)]
    rows = [row for part in paper.parts if isinstance(part, PaperTable) for row in part.rows]
    rows += [row for sheet in paper.sheets for row in sheet.rows]
    return lines + [line for row in rows for cell in row for line in cell.split("\n") if line]


def encode(paper: ReadPaper) -> dict[str, Any]:
    """The paper as JSON holds it."""
    return {
        "kind": paper.kind,
        "parts": [
            [list(row) for row in part.rows]
            if isinstance(part, PaperTable)
            else {"text": part.text, "heading": part.heading, "apart": part.apart}
            for part in paper.parts
        ],
        "sheets": [[sheet.name, [list(row) for row in sheet.rows]] for sheet in paper.sheets],
    }


def decode(told: dict[str, Any]) -> ReadPaper:
    """The paper that `encode` wrote."""
    return ReadPaper(
        kind=told["kind"],
        parts=tuple(
            PaperTable(tuple(tuple(row) for row in part))
            if isinstance(part, list)
            else PaperLine(**part)
            for part in told["parts"]
        ),
        sheets=tuple(
            PaperSheet(name, tuple(tuple(row) for row in rows)) for name, rows in told["sheets"]
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
