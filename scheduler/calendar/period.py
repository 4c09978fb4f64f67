"""The range of days a report covers. Days are days in Vietnam."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from scheduler.calendar.working_time import ONE_DAY, vietnam_to_utc


class Length(StrEnum):
    """The kinds of period; `free` is any other range of days."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FREE = "free"


MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}
"""Months in each period longer than a week."""


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days, both ends included."""

    since: date
    until: date

    @property
    def length(self) -> Length:
        """WEEK for Monday to Sunday; MONTH, QUARTER or YEAR for a whole one; else FREE."""
        for length in Length:
            if length is not Length.FREE and period_of(self.since, length) == self:
                return length
        return Length.FREE

    def following(self) -> "Period":
        """The next period of the same length."""
        if self.length is Length.FREE:
            days = self.until - self.since
            return Period(self.day_after, self.day_after + days)
        return period_of(self.day_after, self.length)

    def cutoff(self, now: datetime) -> datetime:
        """The moment (UTC) up to which it counts: its end, or `now` if it is not over."""
        return min(vietnam_to_utc(self.day_after, time()), now)

    @property
    def day_after(self) -> date:
        return self.until + ONE_DAY

    def contains(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until


def period_of(day: date, length: Length) -> Period:
    """The week, month, quarter or year that contains the day."""
    if length is Length.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = MONTHS[length]
    first = (day.month - 1) // months * months + 1
    following = day.year * 12 + first - 1 + months
    return Period(date(day.year, first, 1), date(following // 12, following % 12 + 1, 1) - ONE_DAY)


REPORT_GRACE = {
    Length.WEEK: timedelta(days=1),
    Length.MONTH: timedelta(days=5),
    Length.QUARTER: timedelta(days=10),
    Length.YEAR: timedelta(days=20),
}
"""How long after the end of a period it is still the one that is reported by default."""


def reported_period(today: date, length: Length) -> Period:
    """The period a report covers on this day when the request names none."""
    return period_of(today - REPORT_GRACE[length], length)
