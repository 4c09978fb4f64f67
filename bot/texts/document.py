"""A report before it has a format: sections, tables and typed cells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from scheduler.calendar.period import Period


class Form(StrEnum):
    """Whose layout rules a document follows: the Party's or the administration's (UBND)."""

    PARTY = "party"
    UBND = "ubnd"


class CellKind(StrEnum):
    """The type of a column's cells."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    """A date; a datetime, without a zone, for a day with an hour of Vietnam."""
    SHARE = "share"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Share:
    """A share `part` / `whole`; `whole` is not 0."""

    part: int | Decimal
    whole: int | Decimal


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean `total` / `count`; `count` is at least 1."""

    total: int
    count: int


def share(part: int | Decimal, whole: int | Decimal) -> Share | None:
    """The share; None if `whole` is 0."""
    return Share(part, whole) if whole else None


def mean(numbers: Collection[int]) -> Mean | None:
    """The mean; None without numbers."""
    return Mean(sum(numbers), len(numbers)) if numbers else None


Cell = str | int | Decimal | date | Share | Mean | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `weight` is its relative width (a day needs 6); `shown_on_paper`: on paper too.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    weight: int = 4
    shown_on_paper: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `total`: its last row is the sum. `name` is a short title for an Excel sheet."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False

    def on_paper(self) -> "Table":
        """The table without the columns that are not shown on paper."""
        kept = [place for place, column in enumerate(self.columns) if column.shown_on_paper]
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
    """A due date for calendar files. `key` is its permanent identifier, `hour` that of its day."""

    key: str
    title: str
    day: date
    note: str = ""
    confidential: bool = False
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class DueSeries:
    """Turns of repeating work that are still to be made, for calendar files.

    `days` are the next ones, at least one; `recurrence` has the parts of an RRULE that names them
    and all later ones from the first on, None if no RRULE can. `hour` is that of each day.
    """

    key: str
    title: str
    days: tuple[date, ...]
    recurrence: Mapping[str, Any] | None = None
    note: str = ""
    confidential: bool = False
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues a report: commune ("xã ...") and province. `signer` is '' for a vacant post."""

    commune: str
    place: str
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report in any format.

    `kind` is the kind of document, `title` its subject, `label` the name of its file; `made_at` is
    aware; `summary` is the whole in a few lines.
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
    series: tuple[DueSeries, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)
