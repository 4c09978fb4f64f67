"""The days off around Tet. The State decides them each year; before that they are an estimate."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.calendar.lunar import tet
from scheduler.calendar.working_time import ONE_DAY, Calendar

ASK_BEFORE_TET = timedelta(days=120)
"""How long before Tet the commune is asked for its days off."""
STATED_NEAR = timedelta(days=15)
"""If the commune has set a day this near to Tet, its days off around Tet count as stated."""


@dataclass(frozen=True, slots=True)
class Tet:
    """The days off around the first day of lunar year `year`, both ends included."""

    year: int
    first: date
    last: date


def tet_days_off(year: int, calendar: Calendar) -> Tet:
    """The run of days without a working day around Tet of that year."""
    first = last = tet(year)
    while not calendar.is_working(first - ONE_DAY):
        first -= ONE_DAY
    while not calendar.is_working(last + ONE_DAY):
        last += ONE_DAY
    return Tet(year, first, last)


def estimated_tet(
    year: int, calendar: Calendar, decided: Collection[int], stated: Collection[date]
) -> Tet | None:
    """That year's Tet; None if its days off are decided or the commune stated some of them.

    `decided` are years; `stated` are the days the commune stated itself.
    """
    new_year = tet(year)
    if year in decided or any(abs(day - new_year) <= STATED_NEAR for day in stated):
        return None
    return tet_days_off(year, calendar)


def estimated_tets(
    first: date, last: date, calendar: Calendar, decided: Collection[int], stated: Collection[date]
) -> tuple[Tet, ...]:
    """Every estimated Tet whose first day lies between two days, both included."""
    years = (year for year in range(first.year, last.year + 1) if first <= tet(year) <= last)
    found = (estimated_tet(year, calendar, decided, stated) for year in years)
    return tuple(each for each in found if each is not None)


def next_estimated_tet(
    today: date, calendar: Calendar, decided: Collection[int], stated: Collection[date]
) -> Tet | None:
    """The next Tet if it is at most 120 days ahead and still estimated."""
    for year in (today.year, today.year + 1):
        if tet(year) - ASK_BEFORE_TET <= today <= tet(year):
            return estimated_tet(year, calendar, decided, stated)
    return None
