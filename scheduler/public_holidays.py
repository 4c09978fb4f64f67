"""The public holidays of Vietnam as a working calendar, with the days that were decided besides."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import holidays

from scheduler.working_time import Calendar

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
    _leave_other_countries()
    found = holidays.country_holidays("VN", years=years, language="vi")
    culture = tuple(name for day, name in found.items() if (day.month, day.day) == CULTURE_DAY)
    off = {day for day, name in found.items() if culture_day or not name.startswith(culture)}
    worked = set(found.weekend_workdays)
    for change in changes:
        chosen, other = (worked, off) if change.working else (off, worked)
        chosen.add(change.day)
        other.discard(change.day)
    return Calendar(frozenset(off), frozenset(worked))


def _leave_other_countries() -> None:
    """Keep the library from reading all its 250 countries when it is asked for one.

    They take 8 MB and a third of a second. Its folder of countries stands in for its list of them.
    """
    name = f"{holidays.__name__}.countries"
    if name not in sys.modules:
        folder = ModuleType(name)
        folder.__path__ = [str(Path(holidays.__file__).parent / "countries")]
        sys.modules[name] = folder
