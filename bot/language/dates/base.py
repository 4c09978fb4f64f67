"""Values and date arithmetic that all rules of dates share."""

import calendar as months
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Self

from bot.language.text.patterns import Pattern
from scheduler.calendar.working_time import Calendar


class ImpossibleDate(ValueError):
    """Ngày không có trong lịch: {phrase}"""

    def __init__(self, phrase: str) -> None:
        super().__init__(f"Ngày không có trong lịch: {phrase}")
        self.phrase = phrase


class ImpossibleHour(ImpossibleDate):
    """Không có giờ: {phrase}"""

    def __init__(self, phrase: str) -> None:
        ValueError.__init__(self, f"Không có giờ: {phrase}")
        self.phrase = phrase


class Grain(StrEnum):
    """The length of the period that a date phrase names."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date phrase at key[start:end].

    - due: the last day it allows; since: the first day if it is a range (both included).
    - whole: first and last day of the calendar period it is part of.
    - closing: it names the end of a period.
    - sure: false where a person should confirm it.
    - past: the words themselves refer to the past.
    - at: the time of day (Vietnam), if one is given.
    - hour_alone: only a time of day is said; the day is today's.
    - ranged: it names both its first and its last day; with both years as said, even if the first
      day is the later.
    """

    start: int
    end: int
    due: date
    since: date | None = None
    whole: tuple[date, date] | None = None
    grain: Grain = Grain.DAY
    closing: bool = False
    sure: bool = True
    past: bool = False
    at: time | None = None
    ranged: bool = False
    hour_alone: bool = False

    def moved(self, **changes: object) -> Self:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class DateContext:
    """How a phrase is read: as of `today` (Vietnam), with the calendar of working days, and with
    `backwards` as the last such date instead of the next.
    """

    today: date
    calendar: Calendar
    backwards: bool = False


DateReader = Callable[[re.Match[str], DateContext], DatePhrase | None]
Rule = tuple[Pattern | re.Pattern[str], DateReader]


def month_end(year: int, month: int) -> date:
    return date(year, month, months.monthrange(year, month)[1])


def add_months(day: date, count: int) -> date:
    """The same day `count` months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def solar(year: int, month: int, day: int, phrase: str) -> date:
    """The date. Raises ImpossibleDate with the phrase if the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDate(phrase) from None


def next_solar(context: DateContext, month: int, day: int, phrase: str) -> date:
    """The next such day, today included (backwards: the last). Raises ImpossibleDate if none."""
    if day > 31 or (month, day) == (2, 30) or day > months.monthrange(2024, month)[1]:
        raise ImpossibleDate(phrase)
    step = -1 if context.backwards else 1
    for year in range(context.today.year, context.today.year + 9 * step, step):
        if day > months.monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if found <= context.today if context.backwards else found >= context.today:
            return found
    raise ImpossibleDate(phrase)


def full_year(written: str) -> int:
    """The year from four digits, or from two (20xx)."""
    return int(written) if len(written) == 4 else 2000 + int(written)
