"""A document before it has a format: sections, tables and typed cells."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scheduler.calendar.period import Period


class Form(StrEnum):
    """Whose rules of layout a document follows: the Party's or the administration's."""

    PARTY = "party"
    UBND = "ubnd"


class CellKind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    SHARE = "share"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole that is not 0."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Mean:
    """What a sum comes to for each of so many, at least one."""

    total: int
    count: int


def share(part: int, whole: int) -> Share | None:
    """The share, if there is anything to have a share of."""
    return Share(part, whole) if whole else None


def mean(numbers: Collection[int]) -> Mean | None:
    """The mean, if there is anything to take one of."""
    return Mean(sum(numbers), len(numbers)) if numbers else None


Cell = str | int | date | Share | Mean | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `weight` is its width against the others'; a day needs 6. `paper` is whether
    there is room for it on paper, too.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    weight: int = 4
    paper: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one thing each; `total` says that the last row sums up the others.

    `name` is a short title of its own, for a sheet.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False

    def on_paper(self) -> "Table":
        """The table without what there is no room for on paper."""
        kept = [place for place, column in enumerate(self.columns) if column.paper]
        return Table(
            self.name,
            self.title,
            tuple(self.columns[place] for place in kept),
            tuple(tuple(row[place] for place in kept) for row in self.rows),
            self.total,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part: sentences, then tables."""

    title: str
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something of the report is due, for a calendar. `key` is its own for ever."""

    key: str
    title: str
    day: date
    note: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose report it is: a commune with its kind before its name, and its province likewise.

    `signer` is the name of who signs for it, if that post is held.
    """

    commune: str
    place: str
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What is said, whatever the format.

    `kind` is the sort of document and `title` what it is on; `label` names the file. `made_at` is
    aware; `summary` says the whole in a few lines.
    """

    name: str
    kind: str
    title: str
    label: str
    letterhead: Letterhead
    form: Form
    period: Period
    made_at: datetime
    intro: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str = ""
    dues: tuple[Due, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return tuple(table for section in self.sections for table in section.tables)
