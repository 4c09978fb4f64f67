"""The days off of Tet, which the State decides anew each year; until then they are a guess."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.calendar.lunar import tet
from scheduler.calendar.working_time import ONE_DAY, Calendar

ASKED_AHEAD = timedelta(days=120)
NEAR = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Tet:
    """The days off around the first day of a lunar year, both ends included."""

    year: int
    first: date
    last: date


def tet_of(year: int, calendar: Calendar) -> Tet:
    """The stretch around the new year on which the calendar has no working day."""
    first = last = tet(year)
    while not calendar.is_working(first - ONE_DAY):
        first -= ONE_DAY
    while not calendar.is_working(last + ONE_DAY):
        last += ONE_DAY
    return Tet(year, first, last)


def guessed(
    year: int, calendar: Calendar, decided: Collection[int], stated: Collection[date]
) -> Tet | None:
    """The Tet of that year if it is a guess: not decided, nor has the commune stated days of it."""
    new_year = tet(year)
    if year in decided or any(abs(day - new_year) <= NEAR for day in stated):
        return None
    return tet_of(year, calendar)


def guessed_within(
    first: date, last: date, calendar: Calendar, decided: Collection[int], stated: Collection[date]
) -> tuple[Tet, ...]:
    """Every Tet between two days that is a guess."""
    years = (year for year in range(first.year, last.year + 1) if first <= tet(year) <= last)
    found = (guessed(year, calendar, decided, stated) for year in years)
    return tuple(each for each in found if each is not None)


def next_guessed(
    today: date, calendar: Calendar, decided: Collection[int], stated: Collection[date]
) -> Tet | None:
    """The Tet that comes within four months and is still a guess."""
    for year in (today.year, today.year + 1):
        if tet(year) - ASKED_AHEAD <= today <= tet(year):
            return guessed(year, calendar, decided, stated)
    return None
