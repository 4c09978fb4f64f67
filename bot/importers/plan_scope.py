"""Field validators of a plan file that need the rest of it: names it defines, and its dates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import NoReturn, TypeVar

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from bot.importers.completing import CLARITIES
from bot.importers.plan_dates import (
    ISO,
    DateCell,
    HourAlone,
    ImpossibleDay,
    NamedBase,
    NotAnHour,
    UnreadableDay,
    read_counted_day,
    read_date_cell,
)
from bot.importers.quota_figures import figure_of
from bot.language.dates.repetition import read_repetition, repeats
from bot.texts import figure_faults
from bot.texts import plan_faults as say
from scheduler.calendar.day_rule import DayRule
from scheduler.calendar.deadline import Deadline
from scheduler.calendar.repetition import Repetition
from scheduler.calendar.working_time import ONE_DAY, Calendar
from storage.words import Better, Figure

WHOLE = Decimal(100)
FAULT_TYPE = "plan_fault"
EMPTY_TYPE = "plan_empty"

YEARS = range(2000, 2091)
"""Accepted years of source documents; all dates that follow are within the lunar calendar."""

LEAP_DAY = (2, 29)

TERM = 5
"""Years of one term of office, the longest time from a document to a date in it."""

UNKNOWN_DATE = DateCell(date.max, date.max)
"""Value of every date while the source date is invalid, so that only that one is reported."""


@dataclass(frozen=True, slots=True)
class PlanScope:
    """The validation context: what the file defines. `source_day` is None if it is invalid.

    `required`: the keys of the clarities that a task must state.
    """

    calendar: Calendar
    year: int | None = None
    source_day: date | None = None
    required: frozenset[str] = CLARITIES[5]
    sectors: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    named: Mapping[str, NamedBase] = field(default_factory=dict)


def nearest(name: str, names: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(name, sorted(names), n=1, cutoff=0.6)), None)


def known_sector(name: str, info: ValidationInfo) -> str:
    names = _scope(info).sectors
    if name not in names:
        fail_with(say.unknown_name("sector", name, nearest(name, names)))
    return name


def known_unit(name: str, info: ValidationInfo) -> str:
    names = _scope(info).units
    if name not in names:
        fail_with(say.unknown_name("unit", name, nearest(name, names)))
    return name


def known_post(name: str, info: ValidationInfo) -> str:
    names = _scope(info).posts
    if name not in names:
        fail_with(say.unknown_post(name, nearest(name, names)))
    return name


def check_no_repeats(names: tuple[str, ...]) -> tuple[str, ...]:
    for at, name in enumerate(names):
        if name in names[:at]:
            fail_with(say.named_twice(name))
    return names


def check_not_the_lead(names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    if info.data.get("lead") in names:
        fail_with(say.LEAD_SUPPORTS)
    return names


def check_sum_to_target(villages: dict[str, int], info: ValidationInfo) -> dict[str, int]:
    """Return the villages' targets; refuse them if their sum is not the `target` of the block."""
    target = info.data.get("target")
    if villages and target and sum(villages.values()) != target:
        fail_with(say.villages_do_not_add_up(sum(villages.values()), target))
    return villages


def fits_better(figure: Figure | None, info: ValidationInfo) -> Figure | None:
    """Return the kind of number; refuse `better: lower` beside one that is no level."""
    if info.data.get("better") is Better.LOWER and figure not in (None, Figure.LEVEL):
        fail_with(figure_faults.ONLY_LEVELS_LOWER)
    return figure


def share_within_whole(target: Decimal, info: ValidationInfo) -> Decimal:
    """Return the target; refuse a level of more than 100 %."""
    data = info.data
    if "measure" not in data or "better" not in data:
        return target
    figure = figure_of(data.get("figure"), data["better"], data["measure"])
    if figure is Figure.LEVEL and data["measure"].startswith("%") and target > WHOLE:
        fail_with(figure_faults.MORE_THAN_WHOLE)
    return target


def check_required_clarity(text: str, info: ValidationInfo) -> str:
    field = info.field_name or ""
    if not text and field in _scope(info).required:
        fail_with(say.empty_ro(field))
    return text


def read_source_day(value: object, info: ValidationInfo) -> date:
    """The day of the source document, in the scope's `year` if it has one."""
    scope = _scope(info)
    text = _date_text(value)
    if scope.year is None and not re.search(r"\b\d{4}\b", text):
        fail_with(say.year_wanted(text))
    reference = date(_known(scope.year or YEARS[0]), 1, 1)
    day = _date_cell(text, reference, scope.calendar).last
    if scope.year is not None and (day.month, day.day) == LEAP_DAY:
        day -= ONE_DAY
    return day.replace(year=_known(scope.year or day.year))


def read_deadline(value: object, info: ValidationInfo) -> Deadline:
    """The last day of a date cell, with its hour; relative words count from the source's day."""
    return _read(value, info).deadline


def read_start(value: object, info: ValidationInfo) -> Deadline:
    """The first day of a date cell, with its hour; relative words count from the source's day."""
    cell = _read(value, info)
    return Deadline(cell.first, cell.hour)


def read_last_day(value: object, info: ValidationInfo) -> date:
    """The last day of a date cell, which may have no hour."""
    return _whole(read_deadline(value, info))


def read_day_rule(value: object, info: ValidationInfo) -> DayRule | None:
    """What a date cell is counted from, if that is a named day of the plan."""
    counted = read_counted_day(value, _scope(info).named) if isinstance(value, str) else None
    return counted[0] if counted else None


def read_first_day(value: object, info: ValidationInfo) -> date:
    """The first day of a date cell, which may have no hour."""
    return _whole(read_start(value, info))


def _whole(day: Deadline) -> date:
    if day.hour is not None:
        fail_with(say.HOUR_NOT_WANTED)
    return day.on


def read_rule(value: object, info: ValidationInfo) -> Repetition | None:
    """Read a rule of repetition that is written in words; None for an empty value."""
    if value is None or isinstance(value, Repetition):
        return value
    scope = _scope(info)
    text = value.strip() if isinstance(value, str) else str(value)
    rule = read_repetition(text, scope.source_day or date(YEARS[0], 1, 1), scope.calendar)
    if rule is None:
        fail_with(say.unreadable_repetition(text))
    return rule


Day = TypeVar("Day", date, Deadline)


def check_not_before_source(day: Day, info: ValidationInfo) -> Day:
    """Return the day; refuse one before the source document, or over TERM years after its year."""
    source, on = _scope(info).source_day, _on(day)
    if source and on < source:
        fail_with(say.before_source(on, source))
    if source and on.year > source.year + TERM:
        fail_with(say.far_year(on.year, source.year, source.year + TERM))
    return day


def check_after_start(day: Day, info: ValidationInfo) -> Day:
    opens = info.data.get("opens")
    if opens and _on(day) < _on(opens):
        fail_with(say.before_start(_on(day), _on(opens)))
    return day


def _on(day: date | Deadline) -> date:
    return day.on if isinstance(day, Deadline) else day


def _read(value: object, info: ValidationInfo) -> DateCell:
    scope = _scope(info)
    text = _date_text(value)
    if repeats(text):
        fail_with(say.repeating_date(text))
    if scope.source_day and (counted := read_counted_day(text, scope.named)):
        rule, base = counted
        day = base if base == UNKNOWN_DATE.last else rule.counted_from(base, scope.calendar)
        return DateCell(day, day)
    if scope.source_day:
        return _date_cell(text, scope.source_day, scope.calendar)
    if ISO.search(text):
        _date_cell(text, UNKNOWN_DATE.last, scope.calendar)
    return UNKNOWN_DATE


def _date_cell(text: str, reference: date, calendar: Calendar) -> DateCell:
    try:
        return read_date_cell(text, reference, calendar)
    except NotAnHour as error:
        fail_with(say.impossible_hour(str(error)))
    except HourAlone:
        fail_with(say.hour_alone(text))
    except ImpossibleDay:
        fail_with(say.impossible_date(text))
    except UnreadableDay:
        fail_with(say.unreadable_date(text))


def _date_text(value: object) -> str:
    if value is None or not str(value).strip():
        raise PydanticCustomError(EMPTY_TYPE, EMPTY_TYPE)
    if not isinstance(value, str):
        fail_with(say.unreadable_date(str(value)))
    return value.strip()


def _known(year: int) -> int:
    if year not in YEARS:
        fail_with(say.far_year(year, YEARS[0], YEARS[-1]))
    return year


def _scope(info: ValidationInfo) -> PlanScope:
    scope = info.context
    assert isinstance(scope, PlanScope)
    return scope


def fail_with(text: str) -> NoReturn:
    """Fail the validation of a field with a sentence of `bot.texts`."""
    raise PydanticCustomError(FAULT_TYPE, "{text}", {"text": text})
