"""The kinds of report and the formats that write them.

A kind is a file of `bot/reports/kinds` that builds a report from the database; a format is a file
of `bot/reports/formats` that writes any report. Both are found by scanning their folders.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from sqlalchemy import ColumnElement

from bot.queries.filters import EVERYTHING, WorkFilter
from bot.queries.lists import matching, visible
from bot.queries.reader import Reader
from bot.reports import formats, kinds
from bot.texts.document import Form, Letterhead, Report
from scheduler.calendar.period import Period
from scheduler.work.as_of import PastMilestone, milestones_as_of


@dataclass(frozen=True, slots=True)
class Brief:
    """What a report is asked for: by whom and when, about which days, narrowed to what.

    A report shows no more than its reader may see. `about` is the narrowing in words.
    """

    reader: Reader
    period: Period
    narrowed: WorkFilter = EVERYTHING
    about: str = ""
    form: Form = Form.PARTY
    letterhead: Letterhead = Letterhead("", "")

    def stood(self, *conditions: ColumnElement[bool]) -> list[PastMilestone]:
        """How what is asked about stood at the end of the period."""
        reader = self.reader
        seen = (visible(reader), matching(self.narrowed), *conditions)
        return milestones_as_of(reader.session, self.period, reader.now, *seen)


Build = Callable[[Brief], Report]
Render = Callable[[Report, Path | None], bytes]
"""Writes a report; a folder may hold an office's own templates."""


@cache
def all_reports() -> Mapping[str, Build]:
    """Every report by its name."""
    return {name: import_module(f"{kinds.__name__}.{name}").build for name in report_names()}


@cache
def report_names() -> tuple[str, ...]:
    """Every report, without loading what it needs."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(kinds.__path__)))


@cache
def format_names() -> tuple[str, ...]:
    """Every format, without loading what it needs."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(formats.__path__)))


def render(report: Report, format_name: str, templates: Path | None = None) -> bytes:
    """The report in a format of that name; loads what the format needs."""
    write: Render = pkgutil.resolve_name(f"{formats.__name__}.{format_name}:render")
    return write(report, templates)
