"""Vietnam's public holidays as a working calendar, corrected by days decided separately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import holidays

from scheduler.calendar.working_time import Calendar

CULTURE_DAY = (11, 24)
"""Month and day of Vietnamese Culture Day."""


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day that differs from the general rule: worked or off."""

    day: date
    working: bool
    name: str


def vietnam_calendar(
    years: Iterable[int], changes: Iterable[DayChange] = (), culture_day: bool = True
) -> Calendar:
    """The working calendar of these years. When two changes name one day, the later in order wins.

    Saturdays the State declared working days are worked, as far as the `holidays` library has them.
    `culture_day` False makes 24 November, or the day off in its place, a working day.
    """
    found = holidays.country_holidays("VN", years=years, language="vi")
    culture = tuple(name for day, name in found.items() if (day.month, day.day) == CULTURE_DAY)
    off = {day for day, name in found.items() if culture_day or not name.startswith(culture)}
    worked = set(found.weekend_workdays)
    for change in changes:
        chosen, other = (worked, off) if change.working else (off, worked)
        chosen.add(change.day)
        other.discard(change.day)
    return Calendar(frozenset(off), frozenset(worked))
