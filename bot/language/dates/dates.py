"""Read solar and lunar dates: `read_date` in a phrase that is one, `find_dates` in a sentence."""

from dataclasses import dataclass
from datetime import date, time

from bot.language.dates.base import DateContext, DatePhrase, ImpossibleDate, ImpossibleHour
from bot.language.dates.found import find_date_phrases
from bot.language.dates.time import NoSuchHour, find_hours
from bot.language.text.patterns import pattern
from bot.language.text.text import Text, read
from scheduler.calendar.working_time import Calendar

__all__ = [
    "DateReading",
    "ImpossibleDate",
    "ImpossibleHour",
    "find_dates",
    "read_date",
    "read_hour",
]


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date that was read; day and time of Vietnam.

    `due` is the last day allowed, `start` the first if it is a range, `time` the time of day given;
    `hour_alone`: only that is said, and the day is the one as of which it is read.
    `sure` is false where a person should confirm; `span` is the phrase's place in the text.
    """

    due: date
    start: date | None
    time: time | None
    sure: bool
    span: tuple[int, int]
    hour_alone: bool = False


_PAST = pattern(r"đã|ban hành ngày|ký ngày|hôm qua|số \d+ ?-\w+(?:/\w+)?(?: \w+)? ngày")


def read_date(text: str, reference: date, calendar: Calendar) -> DateReading | None:
    """The due date in a phrase, read as of the day `reference`; the last one if there are several.

    None if there is none, or it is past. Raises ImpossibleDate, with the phrase, for a day that
    no calendar has (31/11, 30 tháng Chạp of a short month); ImpossibleHour for an hour like 25h.
    """
    read_text = read(text)
    phrases, broken = find_date_phrases(read_text, DateContext(reference, calendar))
    if broken:
        raise type(broken[0].error)(read_text.words(broken[0].start, broken[0].end))
    ahead = [phrase for phrase in phrases if not phrase.past]
    if not ahead or _PAST.search(read_text.key, 0, ahead[-1].start + 5):
        return None
    return _reading(read_text, ahead[-1])


def read_hour(text: str) -> time | None:
    """The last time of day in a text; None if there is none. Raises ImpossibleHour."""
    read_text = read(text)
    hours = find_hours(read_text.key)
    if not hours:
        return None
    last = hours[-1]
    if isinstance(last, NoSuchHour):
        raise ImpossibleHour(read_text.words(last.start, last.end))
    return last.in_phrase("")


def find_dates(text: str, reference: date, calendar: Calendar) -> list[DateReading]:
    """The dates of a sentence in their order, without past and impossible ones."""
    read_text = read(text)
    phrases, _ = find_date_phrases(read_text, DateContext(reference, calendar))
    return [_reading(read_text, phrase) for phrase in phrases if not phrase.past]


def _reading(text: Text, phrase: DatePhrase) -> DateReading:
    span = text.span(phrase.start, phrase.end)
    return DateReading(phrase.due, phrase.since, phrase.at, phrase.sure, span, phrase.hour_alone)
