"""What a paper is made of before anything of it is understood, and after its outline is."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paragraph, or one line of a text whose lines were broken by hand.

    `heading` says that it is set as one; `apart` that a blank line stands before it.
    """

    text: str
    heading: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Rows of cells; a cell that goes over several columns stands once and then as empty ones."""

    rows: tuple[tuple[str, ...], ...]


PaperPart = PaperLine | PaperTable


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet of an Excel file; row 1 of the file is the first of `rows`.

    `hidden_rows` and `hidden_columns` are counted from 1; `uncomputed` are the names ("E3") of
    formulas whose value is not in the file.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    uncomputed: tuple[str, ...] = ()


class Mode(StrEnum):
    """What a section does: tell how things stand, or order what is to be done."""

    REPORT = "report"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above a passage, with its number there ("III", "1", "a").

    `opening` says that it is no heading but the sentence that opens a list ("... như sau:").
    """

    label: str
    text: str
    opening: bool = False


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a row of a table says of one piece of work beside naming it."""

    lead: str = ""
    support: str = ""
    time: str = ""
    product: str = ""
    amount: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or list item with what stands above it; `section` is its place ("III.1.2")."""

    section: str
    headings: tuple[Heading, ...]
    text: str
    row: RowFacts | None = None
