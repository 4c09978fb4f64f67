"""What the parts of the date grammar share."""

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


class Grain(StrEnum):
    """How wide a moment is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """One date phrase as found in a key, before what stands around it is weighed.

    `due` is the last day it allows, `since` its first day where it is a stretch, `whole` the whole
    period it lies in; `past` when the words themselves point back.
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

    def moved(self, **changes: object) -> Self:
        """The same with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class DateContext:
    """From when and with which calendar a phrase is read."""

    today: date
    calendar: Calendar
    backwards: bool = False


DateReader = Callable[[re.Match[str], DateContext], DatePhrase | None]
Rule = tuple[Pattern | re.Pattern[str], DateReader]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, months.monthrange(year, month)[1])


def add_months(day: date, count: int) -> date:
    """The same day some months on, or that month's last."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def monday(day: date) -> date:
    """The Monday of the Mon-Sun week of a day."""
    return day - timedelta(days=day.weekday())


def solar(year: int, month: int, day: int, phrase: str) -> date:
    """The date; ImpossibleDate with the phrase where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDate(phrase) from None


def next_solar(scene: DateContext, month: int, day: int, phrase: str) -> date:
    """The day of the month that comes next, today included (the last past one, read backwards)."""
    if day > 31 or (month, day) == (2, 30) or day > months.monthrange(2024, month)[1]:
        raise ImpossibleDate(phrase)
    step = -1 if scene.backwards else 1
    for year in range(scene.today.year, scene.today.year + 9 * step, step):
        if day > months.monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if found <= scene.today if scene.backwards else found >= scene.today:
            return found
    raise ImpossibleDate(phrase)


def full_year(written: str) -> int:
    """The year of four digits or of two."""
    return int(written) if len(written) == 4 else 2000 + int(written)
