"""Year-ends day by day, a letter a day from Monday on: W working, h holiday, . weekend."""

from datetime import date, timedelta

import pytest

from bot.importers.national import national_days
from scheduler.calendar.public_holidays import DayChange, vietnam_calendar
from scheduler.calendar.working_time import SATURDAY, Calendar
from tests.scheduler.calendars import NATIONAL, OFFICE

WEEKS = """
2025-09-29 WWWWW..
2025-10-06 WWWWW..
2025-10-13 WWWWW..
2025-10-20 WWWWW..
2025-10-27 WWWWW..
2025-11-03 WWWWW..
2025-11-10 WWWWW..
2025-11-17 WWWWW..
2025-11-24 WWWWW..  24/11 is no holiday yet
2025-12-01 WWWWW..
2025-12-08 WWWWW..
2025-12-15 WWWWW..
2025-12-22 WWWWW..
2025-12-29 WWWhh..  1/1, and 2/1 against Saturday 10/1
2026-01-05 WWWWWW.  Saturday 10/1 is worked
2026-01-12 WWWWW..
2026-01-19 WWWWW..
2026-01-26 WWWWW..
2026-02-02 WWWWW..
2026-02-09 WWWWW..  Tet: off from Saturday 14/2
2026-02-16 hhhhh..  to Sunday 22/2
2026-02-23 WWWWW..
2026-03-02 WWWWW..
2026-03-09 WWWWW..
2026-03-16 WWWWW..
2026-03-23 WWWWW..
2026-03-30 WWWWW..
2026-10-26 WWWWW..
2026-11-02 WWWWW..
2026-11-09 WWWWW..
2026-11-16 WWWWW..
2026-11-23 WhWWW..  24/11 is a holiday from 2026 on
2026-11-30 WWWWW..
2026-12-07 WWWWW..
2026-12-14 WWWWW..
2026-12-21 WWWWW..
2026-12-28 WWWWh..  1/1
2027-01-04 WWWWW..
2027-01-11 WWWWW..
2027-01-18 WWWWW..
2027-01-25 WWWWW..
2027-02-01 WWWhh..  Tet: off from Thursday 4/2
2027-02-08 hhhWW..  to Wednesday 10/2
2027-02-15 WWWWW..
2027-02-22 WWWWW..
2027-03-01 WWWWW..
2027-03-08 WWWWW..
2027-03-15 WWWWW..
2027-03-22 WWWWW..
2027-03-29 WWWWW..
"""


def week(calendar: Calendar, monday: date) -> str:
    days = [monday + timedelta(days=i) for i in range(7)]
    return "".join(
        "W" if calendar.is_working(day) else "." if day.weekday() >= SATURDAY else "h"
        for day in days
    )


@pytest.mark.parametrize("line", WEEKS.strip().splitlines())
def test_holidays_around_each_year_end(line: str) -> None:
    monday, days = line.split()[:2]
    assert week(OFFICE, date.fromisoformat(monday)) == days


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 1, 25), date(2025, 2, 2)),
        (date(2025, 4, 30), date(2025, 5, 4)),
        (date(2025, 8, 30), date(2025, 9, 2)),
        (date(2026, 2, 14), date(2026, 2, 22)),
        (date(2026, 4, 25), date(2026, 4, 27)),
        (date(2026, 4, 30), date(2026, 5, 3)),
        (date(2026, 8, 29), date(2026, 9, 2)),
    ],
)
def test_long_breaks_have_exactly_these_days(first: date, last: date) -> None:
    assert not OFFICE.working_days_between(first - timedelta(days=1), last)
    assert OFFICE.is_working(first - timedelta(days=1))
    assert OFFICE.is_working(last + timedelta(days=1))


@pytest.mark.parametrize("day", [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)])
def test_saturdays_worked_for_a_day_off(day: date) -> None:
    assert day.weekday() == SATURDAY
    assert OFFICE.is_working(day)


def test_without_the_culture_day_24_november_is_worked() -> None:
    without = vietnam_calendar(range(2026, 2031), culture_day=False)
    assert without.is_working(date(2026, 11, 24))
    assert without.is_working(date(2029, 11, 26)), "nor is there a day in its stead"
    assert not vietnam_calendar([2029]).is_working(date(2029, 11, 26))


def test_the_later_of_two_changes_of_a_day_counts() -> None:
    day = date(2026, 1, 2)
    off, worked = (DayChange(day, working, "decided") for working in (False, True))
    assert vietnam_calendar([2026], [off, worked]).is_working(day)
    assert not vietnam_calendar([2026], [worked, off]).is_working(day)


def test_the_national_file_holds_what_the_library_lacks() -> None:
    written = national_days().changes
    assert [(d.day, d.working) for d in written] == [(c.day, c.working) for c in NATIONAL]
    bare = vietnam_calendar(range(2025, 2028))
    for change in NATIONAL:
        assert bare.is_working(change.day) != change.working
