"""The Vietnamese lunar calendar: conversion both ways, refusing days that do not exist."""

from dataclasses import dataclass
from datetime import date

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

FIRST_MONTH = 1


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar; `year` is the solar year in which its lunar year begins."""

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

    Raises NoSuchLunarDay when the month is too short, is not a leap month, or the year is outside
    1900 to 2100.
    """
    asked = LunarDay(year, month, day, leap)
    try:
        solar = lunar_to_solar(LunarDate(day=day, month=month, year=year, leap=leap))
        found = to_lunar(solar)
    except ValueError as error:
        raise NoSuchLunarDay(asked) from error
    if found != asked:
        raise NoSuchLunarDay(asked)
    return solar


def to_lunar(day: date) -> LunarDay:
    """The lunar day of a solar date. Raises ValueError outside the years 1900 to 2100."""
    found = solar_to_lunar(day)
    return LunarDay(found.year, found.month, found.day, found.leap)


def tet(year: int) -> date:
    """The first day of the lunar year that begins in this solar year."""
    return to_solar(year, FIRST_MONTH, 1)
