"""A report before it has a format: what it says, in sections, tables and typed cells.

A report is a file of `bot/reports` that reads one from the database; a format is a file of
`bot/formats` that writes any of them. Both are found by scanning their folders.
"""

import pkgutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path

from sqlalchemy import ColumnElement

from bot import reports
from bot.queries.filters import EVERYTHING, Wanted
from bot.queries.lists import of, visible
from bot.queries.reader import Reader
from bot.reports import formats
from scheduler.calendar.period import Period
from scheduler.work.as_of import Stood, stood


class Form(StrEnum):
    """Whose rules of layout a document follows: the Party's or the administration's."""

    PARTY = "party"
    UBND = "ubnd"


class Kind(StrEnum):
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
    kind: Kind = Kind.TEXT
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


@dataclass(frozen=True, slots=True)
class Brief:
    """What a report is asked for: by whom and when, about which days, narrowed to what.

    A report shows no more than its reader may see. `about` is the narrowing in words.
    """

    reader: Reader
    period: Period
    narrowed: Wanted = EVERYTHING
    about: str = ""
    form: Form = Form.PARTY
    letterhead: Letterhead = Letterhead("", "")

    def stood(self, *conditions: ColumnElement[bool]) -> list[Stood]:
        """How what is asked about stood at the end of the period."""
        reader = self.reader
        seen = (visible(reader), of(self.narrowed), *conditions)
        return stood(reader.session, self.period, reader.now, *seen)


Build = Callable[[Brief], Report]
Render = Callable[[Report, Path | None], bytes]
"""Writes a report; a folder may hold an office's own templates."""


@cache
def all_reports() -> Mapping[str, Build]:
    """Every report by its name."""
    return {name: import_module(f"{reports.__name__}.{name}").build for name in report_names()}


@cache
def report_names() -> tuple[str, ...]:
    """Every report, without loading what it needs."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(reports.__path__)))


@cache
def format_names() -> tuple[str, ...]:
    """Every format, without loading what it needs."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(formats.__path__)))


def render(report: Report, format_name: str, templates: Path | None = None) -> bytes:
    """The report in a format of that name; loads what the format needs."""
    write: Render = import_module(f"{formats.__name__}.{format_name}").render
    return write(report, templates)
