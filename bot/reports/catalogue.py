"""Finds the kinds of report and the formats by scanning their folders.

Each module of `bot/reports/kinds` builds one report from the database; each module of
`bot/reports/formats` writes any report in one file format.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from sqlalchemy import ColumnElement

from bot.queries.filters import EVERYTHING, WorkFilter
from bot.queries.lists import is_visible, matches_filter
from bot.queries.reader import Reader
from bot.reports import formats, kinds
from bot.texts.document import Form, Letterhead, Report
from scheduler.calendar.period import Period
from scheduler.work.as_of import PastMilestone, milestones_as_of


@dataclass(frozen=True, slots=True)
class Brief:
    """Reader, period, filter (`work_filter`, worded in `about`) and layout of a report."""

    reader: Reader
    period: Period
    work_filter: WorkFilter = EVERYTHING
    about: str = ""
    form: Form = Form.PARTY
    letterhead: Letterhead = Letterhead("", "")

    def past_milestones(self, *conditions: ColumnElement[bool]) -> list[PastMilestone]:
        """The milestones of the brief as they were at the end of the period."""
        reader = self.reader
        seen = (is_visible(reader), matches_filter(self.work_filter), *conditions)
        return milestones_as_of(
            reader.session, reader.office.calendar, self.period, reader.now, *seen
        )


Build = Callable[[Brief], Report]
Render = Callable[[Report, Path | None], bytes]
"""Writes a report; the folder, if given, has the office's own templates."""


@cache
def all_reports() -> Mapping[str, Build]:
    """The build function of every report, by name."""
    return {name: import_module(f"{kinds.__name__}.{name}").build for name in report_names()}


@cache
def report_names() -> tuple[str, ...]:
    """The names of all reports, without importing them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(kinds.__path__)))


@cache
def format_names() -> tuple[str, ...]:
    """The names of all formats, without importing them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(formats.__path__)))


def render(report: Report, format_name: str, templates: Path | None = None) -> bytes:
    """The report as a file of that format; imports the format's libraries."""
    write: Render = pkgutil.resolve_name(f"{formats.__name__}.{format_name}:render")
    return write(report, templates)
