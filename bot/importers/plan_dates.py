"""Parses a date cell of a plan: an ISO date, or Vietnamese words relative to a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.language.dates.dates import ImpossibleDate, ImpossibleHour, read_date, read_hour
from bot.language.dates.repetition import read_repetition
from bot.language.text.fold import fold
from bot.texts.repetition import rule_in_words
from scheduler.calendar.day_rule import DayRule
from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import Calendar

ISO = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


class UnreadableDay(ValueError):
    """The text is not a date, or an uncertain one"""


class ImpossibleDay(ValueError):
    """The text is a date that does not exist"""


class NotAnHour(ValueError):
    """The text has an hour that does not exist"""


class HourAlone(ValueError):
    """The text is an hour without a day"""


@dataclass(frozen=True, slots=True)
class DateCell:
    """The first and last day of a date cell; equal unless it names a period.

    `hour` is the time of day (Vietnam) beside them, None without one.
    """

    first: date
    last: date
    hour: time | None = None

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.last, self.hour)


COUNTED = re.compile(
    r"(?:(?P<days>\d{1,3}) ngay (?P<working>lam viec )?(?P<way>sau|truoc) )?(?:ngay )?(?P<base>.+)"
)
"""A day so many days after or before another; matched against the folded text."""
TET = ("tet", "tet nguyen dan")
"""What stands for the first day of Tet when days are counted from it."""


@dataclass(frozen=True, slots=True)
class NamedBase:
    """A day of the plan that others decide: its key, and the day that is usual in this year."""

    key: str
    usual_on: date


def named_key(name: str) -> str:
    """The form in which the name of a named day is compared."""
    return fold(" ".join(name.split())).removeprefix("ngay ")


def read_counted_day(text: str, named: Mapping[str, NamedBase]) -> tuple[DayRule, date] | None:
    """What a date cell counts from a named day, and that day; None if it names none.

    `named` are the plan's named days by `named_key`.
    """
    match = COUNTED.fullmatch(fold(" ".join(text.split())))
    base = named.get(match["base"]) if match else None
    if match is None or base is None:
        return None
    return DayRule(base.key, _days_of(match), bool(match["working"])), base.usual_on


def read_date_cell(text: str, reference: date, calendar: Calendar) -> DateCell:
    """Parse a date cell, words relative to `reference`.

    Raises ImpossibleDay, UnreadableDay, NotAnHour or HourAlone.
    """
    try:
        if explicit := ISO.search(text):
            day = iso_day(explicit.group(1))
            return DateCell(day, day, read_hour(ISO.sub(" ", text)))
        match = COUNTED.fullmatch(fold(" ".join(text.split())))
        if match is not None and match["days"]:
            return _counted(text, match, reference, calendar)
        return _worded(text, reference, calendar)
    except ImpossibleHour as error:
        raise NotAnHour(error.phrase) from error


def _counted(text: str, match: re.Match[str], reference: date, calendar: Calendar) -> DateCell:
    """A day that is counted from another date."""
    said = "mung 1 tet" if match["base"] in TET else match["base"]
    try:
        base = _worded(said, reference, calendar)
    except UnreadableDay as error:
        raise UnreadableDay(text) from error
    rule = DayRule("", _days_of(match), bool(match["working"]))
    day = rule.counted_from(base.last, calendar)
    return DateCell(day, day, base.hour)


def _days_of(match: re.Match[str]) -> int:
    """The days after the day that is counted from; before it they are negative."""
    return int(match["days"] or 0) * (-1 if match["way"] == "truoc" else 1)


def iso_day(text: str) -> date:
    """Parse YYYY-MM-DD. Raises ImpossibleDay or UnreadableDay."""
    if not ISO.fullmatch(text):
        raise UnreadableDay(text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ImpossibleDay(text) from error


def _worded(text: str, reference: date, calendar: Calendar) -> DateCell:
    try:
        # read_date ignores past days; from a year earlier it finds them, and the caller can
        # refuse them as past.
        found = read_date(text, reference, calendar) or read_date(
            text, _year_before(reference), calendar
        )
    except ImpossibleHour:
        raise
    except ImpossibleDate as error:
        raise ImpossibleDay(text) from error
    if found is None or not found.sure:
        raise UnreadableDay(text)
    if found.hour_alone:
        raise HourAlone(text)
    return DateCell(found.start or found.due, found.due, found.time)


def _year_before(day: date) -> date:
    return date(max(day.year - 1, 1), day.month, 1)


def with_iso_dates(block: Mapping[str, Any], source: date, calendar: Calendar) -> dict[str, Any]:
    """The block with ISO dates; relative words count from the day of the source document."""
    found = dict(block)
    for name in ("due", "closes"):
        if name in found:
            found[name] = read_date_cell(found[name], source, calendar).deadline.isoformat()
    if "opens" in found:
        opens = read_date_cell(found["opens"], source, calendar)
        found["opens"] = Deadline(opens.first, opens.hour).isoformat()
    if "repeats" in found and (rule := read_repetition(found["repeats"], source, calendar)):
        found["repeats"] = rule_in_words(rule)
    if "phases" in found:
        found["phases"] = [
            {**each, "due": read_date_cell(each["due"], source, calendar).deadline.isoformat()}
            for each in found["phases"]
        ]
    return found
