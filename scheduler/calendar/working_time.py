"""Working days and hours of a commune, and the times of day at which messages go out.

A `date` is a day in Vietnam. A `datetime` argument is aware; a returned one is UTC.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

OPENING_TIME = time(7, 30)
CLOSING_TIME = time(17, 0)
SUMMARY_TIME = time(7, 45)  # of the secretary
MORNING = time(8, 0)
AFTERNOON = time(14, 0)

ONE_DAY = timedelta(days=1)
FRIDAY = 4
SATURDAY = 5


class WeekSlot(NamedTuple):
    """A time of day in Vietnam on one day of the week (Monday is 0)."""

    weekday: int
    at: time


LEADER_SUMMARY = WeekSlot(FRIDAY, time(15, 30))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: Monday to Friday except `days_off`, and every day of `days_worked`."""

    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()
    _weekdays_off: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _weekends_worked: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        off = (d for d in self.days_off - self.days_worked if d.weekday() < SATURDAY)
        worked = (d for d in self.days_worked if d.weekday() >= SATURDAY)
        object.__setattr__(self, "_weekdays_off", tuple(sorted(d.toordinal() for d in off)))
        object.__setattr__(self, "_weekends_worked", tuple(sorted(d.toordinal() for d in worked)))

    def is_working(self, day: date) -> bool:
        if day in self.days_worked:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def previous_working(self, day: date) -> date:
        """The day itself if it is worked, else the last working day before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after the day; before it if n is negative; the day itself for 0."""
        if n == 0:
            return day
        behind = n < 0 and not self.is_working(day)
        return self._working_day(self._rank(day.toordinal()) + n + behind, day, n)

    def working_days_between(self, a: date, b: date) -> int:
        """The number of working days in (a, b]; negative if b is before a."""
        return self._rank(b.toordinal()) - self._rank(a.toordinal())

    def working_days_late(self, due: date, came: date | None) -> int:
        """How many working days after the due date it came; 0 if in time, or if it never came."""
        return max(0, self.working_days_between(due, came)) if came is not None else 0

    def _rank(self, ordinal: int) -> int:
        """The number of working days up to and including this ordinal, from day 1 on."""
        weeks, rest = divmod(ordinal, 7)
        weekdays = weeks * 5 + min(rest, 5)
        return (
            weekdays
            - bisect_right(self._weekdays_off, ordinal)
            + bisect_right(self._weekends_worked, ordinal)
        )

    def _working_day(self, rank: int, near: date, n: int) -> date:
        """The day whose `_rank` is `rank`.

        The search begins at `near`, from which `n` working days are counted, and finds the nearest
        such day on that side.
        """
        ordinal = near.toordinal()
        if n < 0:
            ordinal += 2 * n
            while self._rank(ordinal) >= rank:
                ordinal -= 14
        while missing := rank - self._rank(ordinal):
            ordinal += missing
        return date.fromordinal(ordinal)


def local_day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()


def vietnam_to_utc(day: date, at: time) -> datetime:
    return datetime.combine(day, at, VIETNAM).astimezone(UTC)


def next_working_time(moment: datetime, calendar: Calendar, on_duty: bool = False) -> datetime:
    """The moment itself if in working time, else the next 07:30; `on_duty`: on any day."""
    local = moment.astimezone(VIETNAM)
    day = local.date()
    if on_duty or calendar.is_working(day):
        if OPENING_TIME <= local.time() < CLOSING_TIME:
            return moment.astimezone(UTC)
        if local.time() < OPENING_TIME:
            return vietnam_to_utc(day, OPENING_TIME)
    after = day + ONE_DAY
    return vietnam_to_utc(after if on_duty else calendar.next_working(after), OPENING_TIME)


def next_slot(now: datetime, calendar: Calendar, on_duty: bool = False) -> datetime:
    """The first morning or afternoon slot after `now` on a working day; with `on_duty`, any day."""
    local = now.astimezone(VIETNAM)
    day = local.date()
    if on_duty or calendar.is_working(day):
        for at in (MORNING, AFTERNOON):
            if local.time() < at:
                return vietnam_to_utc(day, at)
    after = day + ONE_DAY
    return vietnam_to_utc(after if on_duty else calendar.next_working(after), MORNING)
