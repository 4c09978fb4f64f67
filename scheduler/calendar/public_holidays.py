"""The public holidays of Vietnam as a working calendar, with the days that were decided besides."""

import ast
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from scheduler.calendar.working_time import Calendar

LIBRARY = "holidays"


def _leave_the_rest() -> None:
    """Keep the library from reading all its 250 countries, and the calendars of their religions.

    They take 10 MB and a third of a second. Its folders stand in for what lists all of each.
    """
    found = find_spec(LIBRARY)
    assert found is not None
    assert found.origin is not None
    for part in ("calendars", "countries", "groups"):
        name, folder = f"{LIBRARY}.{part}", Path(found.origin).parent / part
        sys.modules[name] = _Folder(name, folder)


class _Folder(ModuleType):
    """A folder of the library: each name of its list is loaded when it is asked for."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(name)
        self.__path__ = [str(folder)]

    def __getattr__(self, name: str) -> object:
        (folder,) = self.__path__
        listed = ast.parse((Path(folder) / "__init__.py").read_text(encoding="utf-8"))
        for node in listed.body:
            if isinstance(node, ast.ImportFrom) and name in {each.name for each in node.names}:
                return getattr(import_module(node.module or ""), name)
        raise AttributeError(name)


if LIBRARY not in sys.modules:
    _leave_the_rest()

import holidays  # noqa: E402 # what is left out has to be so before

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
