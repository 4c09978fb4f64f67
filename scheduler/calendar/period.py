"""The stretch of days a report is about. Days are days in Vietnam."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.calendar.working_time import ONE_DAY


class Length(StrEnum):
    """How long a period is; `free` begins and ends on any days."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FREE = "free"


MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    since: date
    until: date

    @property
    def length(self) -> Length:
        """A whole week (from Monday), month, quarter or year; else free."""
        for length in Length:
            if length is not Length.FREE and period_of(self.since, length) == self:
                return length
        return Length.FREE

    def following(self) -> "Period":
        """The period of the same length that comes next."""
        if self.length is Length.FREE:
            days = self.until - self.since
            return Period(self.after, self.after + days)
        return period_of(self.after, self.length)

    def ends(self, today: date) -> date:
        """The first day that is not looked at: what was due before it and is open is overdue."""
        return min(self.after, today)

    @property
    def after(self) -> date:
        """The first day after it."""
        return self.until + ONE_DAY

    def has(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.since <= day <= self.until


def period_of(day: date, length: Length) -> Period:
    """The week, month, quarter or year a day lies in."""
    if length is Length.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = MONTHS[length]
    first = (day.month - 1) // months * months + 1
    following = day.year * 12 + first - 1 + months
    return Period(date(day.year, first, 1), date(following // 12, following % 12 + 1, 1) - ONE_DAY)


REPORTED_UNTIL = {
    Length.WEEK: timedelta(days=1),
    Length.MONTH: timedelta(days=5),
    Length.QUARTER: timedelta(days=10),
    Length.YEAR: timedelta(days=20),
}
"""How many days into the next period the last one is still what a report is asked about."""


def reported(today: date, length: Length) -> Period:
    """The period a report of that length is about on a day, when nobody says which."""
    return period_of(today - REPORTED_UNTIL[length], length)
