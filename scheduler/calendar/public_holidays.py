"""The public holidays of Vietnam as a working calendar, with the days that were decided besides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import holidays

from scheduler.calendar.working_time import Calendar

CULTURE_DAY = (11, 24)


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day decided otherwise than the general rule: worked, or off."""

    day: date
    working: bool
    name: str


def vietnam_calendar(
    years: Iterable[int], changes: Iterable[DayChange] = (), culture_day: bool = True
) -> Calendar:
    """The calendar of those years. Of two changes of one day the later counts.

    Working days that the State moved to a Saturday are worked as far as the library knows them;
    `culture_day` says whether 24 November is off from 2026 on, or the day in its stead.
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
