"""Days files: the days a commune works or rests against the general rule."""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from bot.importers.block import FileBlock, ShortText, Title
from bot.importers.faults import BadDays
from bot.importers.intake import Intake, rows_of, values_of
from bot.importers.plan_dates import ImpossibleDay, UnreadableDay, iso_day
from bot.importers.plan_scope import refuse
from bot.importers.yaml_lines import read_yaml
from bot.texts import plan_faults as say
from scheduler.calendar.public_holidays import DayChange

__all__ = ["BadDays", "read_days"]


def _read_day(value: object) -> date:
    text = str(value)
    try:
        return iso_day(text)
    except ImpossibleDay:
        refuse(say.impossible_date(text))
    except UnreadableDay:
        refuse(say.iso_wanted(text))


class DayRow(FileBlock):
    """One day: worked or off, what it is called, and what decided it."""

    day: Annotated[date, BeforeValidator(_read_day), Field(alias="date")]
    working: bool
    name: Title
    basis: ShortText = ""


class DaysFile(FileBlock):
    """A commune's own days."""

    days: tuple[DayRow, ...] = Field(strict=False)

    @property
    def changes(self) -> tuple[DayChange, ...]:
        """The days, in the order of the file."""
        return tuple(DayChange(row.day, row.working, row.name) for row in self.days)


KEYS = frozenset({"days", "date", "working", "name", "basis"})

File = TypeVar("File", bound=DaysFile)


def read_days(text: str, filename: str) -> tuple[DayChange, ...]:
    """The days of a commune's days file, in its order. Raises BadDays with every fault."""
    return read_file(DaysFile, KEYS, text, filename).changes


def read_file(shape: type[File], keys: frozenset[str], text: str, filename: str) -> File:
    """A days file of that shape, in YAML; each day stands in it once.

    `keys` are all keys that a file of this sort may have. Raises BadDays with every fault.
    """
    intake = Intake(read_yaml(text), keys)
    file = intake.take(shape, intake.data, (), None) if intake.data else None
    intake.unlike(("days",), values_of(rows_of(intake.data, "days"), "date"), "date")
    if file is None or intake.faults:
        raise BadDays(filename, intake.faults)
    return file
