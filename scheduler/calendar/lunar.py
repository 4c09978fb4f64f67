"""The Vietnamese lunar calendar, checked both ways: a day that does not exist is refused."""

from dataclasses import dataclass
from datetime import date

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

FIRST_MONTH = 1


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar. `year` is the lunar year, named by that of its first day."""

    year: int
    month: int
    day: int
    leap: bool = False


class NoSuchLunarDay(ValueError):
    """The lunar calendar has no such day"""

    def __init__(self, asked: LunarDay) -> None:
        leap = " (leap)" if asked.leap else ""
        super().__init__(f"{asked.day}/{asked.month}{leap} of lunar year {asked.year}")
        self.asked = asked


def to_solar(year: int, month: int, day: int, leap: bool = False) -> date:
    """The solar date of a lunar day.

    Raises NoSuchLunarDay where the month is too short, is not a leap month, or lies outside the
    years 1900 to 2100.
    """
    asked = LunarDay(year, month, day, leap)
    try:
        solar = lunar_to_solar(LunarDate(day=day, month=month, year=year, leap=leap))
        met = to_lunar(solar)
    except ValueError as error:
        raise NoSuchLunarDay(asked) from error
    if met != asked:
        raise NoSuchLunarDay(asked)
    return solar


def to_lunar(day: date) -> LunarDay:
    """The lunar day of a solar date. Raises ValueError outside the years 1900 to 2100."""
    met = solar_to_lunar(day)
    return LunarDay(met.year, met.month, met.day, met.leap)


def tet(year: int) -> date:
    """The first day of the lunar year that begins in that solar year."""
    return to_solar(year, FIRST_MONTH, 1)
