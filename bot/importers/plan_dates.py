"""One date cell of a plan: an ISO date, or words read from the day of the source document on."""

import re
from dataclasses import dataclass
from datetime import date

from bot.language.dates.dates import ImpossibleDate, read_date
from scheduler.calendar.working_time import Calendar

ISO = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


class UnreadableDay(ValueError):
    """The text is no date, or not a sure one"""


class ImpossibleDay(ValueError):
    """The text is a date that no calendar has"""


@dataclass(frozen=True, slots=True)
class DateCell:
    """The days a date cell means: the last one, and the first where it names a period."""

    first: date
    last: date


def stretch_in(text: str, reference: date, calendar: Calendar) -> DateCell:
    """The days a date cell means. An ISO date in it wins over any words beside it.

    Raises ImpossibleDay or UnreadableDay.
    """
    if explicit := ISO.search(text):
        day = iso_day(explicit.group(1))
        return DateCell(day, day)
    return _worded(text, reference, calendar)


def iso_day(text: str) -> date:
    """The day written as year, month and day. Raises ImpossibleDay or UnreadableDay."""
    if not ISO.fullmatch(text):
        raise UnreadableDay(text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ImpossibleDay(text) from error


def _worded(text: str, reference: date, calendar: Calendar) -> DateCell:
    try:
        # A past day is not read at all; from a year before it is, and is then refused as past.
        found = read_date(text, reference, calendar) or read_date(
            text, _year_before(reference), calendar
        )
    except ImpossibleDate as error:
        raise ImpossibleDay(text) from error
    if found is None or not found.sure:
        raise UnreadableDay(text)
    return DateCell(found.start or found.due, found.due)


def _year_before(day: date) -> date:
    return date(max(day.year - 1, 1), day.month, 1)
