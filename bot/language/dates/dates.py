"""Dates as officials and their plans write them, solar and lunar.

`read_date` reads a phrase that is a date; `find_dates` finds the dates of a sentence.
"""

from dataclasses import dataclass
from datetime import date, time

from bot.language.dates.base import DateContext, DatePhrase, ImpossibleDate
from bot.language.dates.found import find_moments
from bot.language.text.patterns import pattern
from bot.language.text.text import Text, read
from scheduler.calendar.working_time import Calendar

__all__ = ["DateReading", "ImpossibleDate", "find_dates", "read_date"]


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a phrase says of a date; days of Vietnam.

    `due` is the last day allowed, `start` the first where a stretch is meant, `time` the hour told.
    `sure` is false where a person should confirm; `span` is the phrase's place in the text.
    """

    due: date
    start: date | None
    time: time | None
    sure: bool
    span: tuple[int, int]


_TOLD_AS_PAST = pattern(r"đã|ban hành ngày|ký ngày|hôm qua|số \d+ ?-\w+(?:/\w+)?(?: \w+)? ngày")


def read_date(text: str, reference: date, calendar: Calendar) -> DateReading | None:
    """The due date that a phrase tells, read on the day `reference`.

    None where it tells none or only a vague or past one. Raises ImpossibleDate, with the phrase,
    for a day that is not in the calendar (31/11, 30 tháng Chạp of a short month).
    """
    read_text = read(text)
    moments, broken = find_moments(read_text, DateContext(reference, calendar))
    if broken:
        raise ImpossibleDate(read_text.words(broken[0].start, broken[0].end))
    ahead = [moment for moment in moments if not moment.past]
    if not ahead or _TOLD_AS_PAST.search(read_text.key, 0, ahead[-1].start + 5):
        return None
    return _reading(read_text, ahead[-1])


def find_dates(text: str, reference: date, calendar: Calendar) -> list[DateReading]:
    """The dates of a sentence in their order; past and impossible ones are left out."""
    read_text = read(text)
    moments, _ = find_moments(read_text, DateContext(reference, calendar))
    return [_reading(read_text, moment) for moment in moments if not moment.past]


def _reading(text: Text, moment: DatePhrase) -> DateReading:
    span = text.span(moment.start, moment.end)
    return DateReading(moment.due, moment.since, moment.at, moment.sure, span)
