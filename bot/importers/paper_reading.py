"""A paper's content as parts or sheets: each kind by its own reader, loaded when it is needed.

The program reads papers through `bounded`: readers of office files can be led to use any amount of
time and memory.
"""

import json
from dataclasses import asdict, dataclass
from pkgutil import resolve_name
from typing import Any

from bot.importers.file_marks import bears_mark_anywhere
from bot.importers.paper_faults import MarkedPaper, RefusedPaper
from bot.importers.paper_limits import kind_of_paper
from bot.language.papers.parts import PaperLine, PaperPart, PaperSheet, PaperTable

LONGEST = 150_000
"""Letters; a conclusion of forty pages has about 100,000."""

SHEETS = "xlsx"
READERS = {
    "docx": "bot.importers.paper_docx:read_docx",
    "pdf": "bot.importers.paper_pdf:read_pdf",
    "txt": "bot.importers.paper_text:read_text",
    SHEETS: "bot.importers.paper_sheet:read_sheets",
}
"""By kind of paper: the function that reads its sheets (Excel) or its parts (all others)."""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper as read: `parts` of a text, or `sheets` of an Excel file."""

    kind: str
    parts: tuple[PaperPart, ...] = ()
    sheets: tuple[PaperSheet, ...] = ()


def read_paper(content: bytes) -> ReadPaper:
    """What a file says. Raises RefusedPaper; MarkedPaper where it bears a mark of secrecy."""
    kind = kind_of_paper(content)
    if bears_mark_anywhere(content):
        raise MarkedPaper
    read = tuple(resolve_name(READERS[kind])(content))
    paper = ReadPaper(kind, sheets=read) if kind == SHEETS else ReadPaper(kind, parts=read)
    if not paper.sheets and sum(map(len, _lines(paper))) > LONGEST:
        raise RefusedPaper("too_long")
    return paper


def _lines(paper: ReadPaper) -> list[str]:
    lines = [part.text for part in paper.parts if isinstance(part, PaperLine)]
    rows = [row for part in paper.parts if isinstance(part, PaperTable) for row in part.rows]
    return lines + [line for row in rows for cell in row for line in cell.split("\n") if line]


def encode(paper: ReadPaper) -> dict[str, Any]:
    return {
        "kind": paper.kind,
        "parts": [
            [list(row) for row in part.rows]
            if isinstance(part, PaperTable)
            else {"text": part.text, "heading": part.heading, "apart": part.apart}
            for part in paper.parts
        ],
        "sheets": [asdict(sheet) for sheet in paper.sheets],
    }


def decode(stated: dict[str, Any]) -> ReadPaper:
    """The paper that `encode` wrote."""
    return ReadPaper(
        kind=stated["kind"],
        parts=tuple(
            PaperTable(tuple(tuple(row) for row in part))
            if isinstance(part, list)
            else PaperLine(**part)
            for part in stated["parts"]
        ),
        sheets=tuple(_sheet(sheet) for sheet in stated["sheets"]),
    )


def _sheet(stated: dict[str, Any]) -> PaperSheet:
    rows = tuple(tuple(row) for row in stated["rows"])
    lists = {name: tuple(each) for name, each in stated.items() if isinstance(each, list)}
    return PaperSheet(**{**stated, **lists, "rows": rows})


def read_encoded(content: bytes) -> bytes:
    """What a file says, or why it is refused, as JSON; for the child process."""
    try:
        stated = encode(read_paper(content))
    except RefusedPaper as refused:
        stated = {"refused": refused.why}
    except RecursionError:
        stated = {"refused": "bomb"}
    return json.dumps(stated).encode()
