"""Days files: the days a country or a commune works or rests against the general rule."""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from bot.importers.block import Row, Title, Words
from bot.importers.faults import BadDays
from bot.importers.intake import Intake, rows_of, values_of
from bot.importers.plan_dates import ImpossibleDay, UnreadableDay, iso_day
from bot.importers.plan_scope import refuse
from bot.importers.yaml_lines import read_yaml
from bot.texts import plan_faults as say
from scheduler.office import National
from scheduler.public_holidays import DayChange

__all__ = ["BadDays", "read_days", "read_national"]


def _read_day(value: object) -> date:
    text = str(value)
    try:
        return iso_day(text)
    except ImpossibleDay:
        refuse(say.impossible_date(text))
    except UnreadableDay:
        refuse(say.iso_wanted(text))


class DayRow(Row):
    day: Annotated[date, BeforeValidator(_read_day), Field(alias="date")]
    working: bool
    name: Title
    basis: Words = ""


class DaysFile(Row):
    days: tuple[DayRow, ...] = Field(strict=False)


class NationalFile(DaysFile):
    tet_decided: tuple[int, ...] = Field(default=(), strict=False)


File = TypeVar("File", bound=DaysFile)

OWN_KEYS = frozenset({"days", "date", "working", "name", "basis"})
KEYS = OWN_KEYS | {"tet_decided"}


def read_days(text: str, filename: str) -> tuple[DayChange, ...]:
    """The days of a days file, in its order. Raises BadDays with every fault."""
    return _changes(_read(DaysFile, text, filename, OWN_KEYS))


def read_national(text: str, filename: str) -> National:
    """The days of the national file, and the years whose Tet is decided. Raises BadDays."""
    file = _read(NationalFile, text, filename, KEYS)
    return National(_changes(file), frozenset(file.tet_decided))


def _changes(file: DaysFile) -> tuple[DayChange, ...]:
    return tuple(DayChange(row.day, row.working, row.name) for row in file.days)


def _read(shape: type[File], text: str, filename: str, keys: frozenset[str]) -> File:
    intake = Intake(read_yaml(text), keys)
    file = intake.take(shape, intake.data, (), None) if intake.data else None
    intake.unlike(("days",), values_of(rows_of(intake.data, "days"), "date"), "date")
    if file is None or intake.faults:
        raise BadDays(filename, intake.faults)
    return file
