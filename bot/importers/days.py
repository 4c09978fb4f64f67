"""Days files: extra days off and extra working days of a commune."""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from bot.importers.block import FileBlock, ShortText, Title
from bot.importers.faults import BadDays
from bot.importers.file_checker import FileChecker, rows_of, values_of
from bot.importers.plan_dates import ImpossibleDay, UnreadableDay, iso_day
from bot.importers.plan_scope import fail_with
from bot.importers.yaml_lines import read_yaml
from bot.texts import plan_faults as say
from scheduler.calendar.public_holidays import DayChange


def _read_day(value: object) -> date:
    text = str(value)
    try:
        return iso_day(text)
    except ImpossibleDay:
        fail_with(say.impossible_date(text))
    except UnreadableDay:
        fail_with(say.iso_wanted(text))


class DayRow(FileBlock):
    """One day: working or off, its name, and the document that decided it."""

    day: Annotated[date, BeforeValidator(_read_day), Field(alias="date")]
    working: bool
    name: Title
    basis: ShortText = ""


class DaysFile(FileBlock):
    days: tuple[DayRow, ...] = Field(strict=False)

    @property
    def changes(self) -> tuple[DayChange, ...]:
        return tuple(DayChange(row.day, row.working, row.name) for row in self.days)


KEYS = frozenset({"days", "date", "working", "name", "basis"})

File = TypeVar("File", bound=DaysFile)


def read_days(text: str, filename: str) -> tuple[DayChange, ...]:
    """The days of a commune's days file, in file order. Raises BadDays with every fault."""
    return read_days_file(DaysFile, KEYS, text, filename).changes


def read_days_file(shape: type[File], keys: frozenset[str], text: str, filename: str) -> File:
    """Parse and validate a YAML days file of that shape; no day may occur twice.

    `keys`: all keys of this kind of file. Raises BadDays with every fault.
    """
    checker = FileChecker(read_yaml(text), keys)
    file = checker.validate(shape, checker.data, (), None) if checker.data else None
    checker.check_unique(("days",), values_of(rows_of(checker.data, "days"), "date"), "date")
    if file is None or checker.faults:
        raise BadDays(filename, checker.faults)
    return file
