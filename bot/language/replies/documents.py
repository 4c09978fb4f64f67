"""The number and date of a document that a message tells: "số 45-KH/ĐU ngày 18/11"."""

import re
from datetime import date, timedelta

from bot.language.dates.base import DateContext, DatePhrase, ImpossibleDate
from bot.language.dates.found import find_date_phrases
from bot.language.text.text import LONGEST, Text, read
from scheduler.calendar.working_time import Calendar

_NUMBER = re.compile(
    r"(?<![\w/.-])(\d{1,4} ?[-/] ?(?:[A-Za-zĐđ]{2,6})(?: ?[-/] ?[A-Za-zĐđ]{1,6}){0,2})(?![\w/])"
)
_NOT_KINDS = re.compile(r"\d ?[-/] ?(?:ngay|thang|tuan|viec)", re.IGNORECASE)

LONG_AGO = timedelta(days=183)

Span = tuple[int, int]


def find_number(source: str, start: int = 0, end: int = LONGEST) -> tuple[str, Span] | None:
    """A document's number as typed, without spaces, and its place in source[start:end]."""
    for match in _NUMBER.finditer(source, start, min(end, LONGEST)):
        if not _NOT_KINDS.match(match.group(1)) and re.search(
            r"[-/][A-ZĐ]", match.group(1).replace(" ", "")
        ):
            return match.group(1).replace(" ", ""), match.span(1)
    return None


def find_day(text: Text, today: date, after: int, calendar: Calendar) -> tuple[date, Span] | None:
    """The date of a document right after its number, and its place.

    Without a year it is the last such day; the next one where the last lies half a year back, so
    that a day that is yet to come is taken as such.
    """
    last, following = (_days(text, DateContext(today, calendar, way)) for way in (True, False))
    for moment in last:
        if 0 <= text.starts[moment.start] - after < 20:
            ahead = [one.due for one in following if one.start == moment.start]
            long_ago = today - moment.due > LONG_AGO
            day = ahead[0] if long_ago and ahead else moment.due
            return day, text.span(moment.start, moment.end)
    return None


def _days(text: Text, context: DateContext) -> list[DatePhrase]:
    try:
        return find_date_phrases(text, context)[0]
    except ImpossibleDate:
        return []


def day_alone(text: str, today: date, calendar: Calendar) -> date | None:
    """The date of a document where nothing else is said, with "ngày" or without."""
    for lead in ("", "ngày "):
        found = find_day(read(lead + text), today, 0, calendar)
        if found is not None:
            return found[0]
    return None
