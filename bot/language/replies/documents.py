"""The number and date of a document that a message tells: "số 45-KH/ĐU ngày 18/11"."""

import re
from datetime import date

from bot.language.dates.base import DateContext, ImpossibleDate
from bot.language.dates.found import find_date_phrases
from bot.language.text.text import LONGEST, Text
from scheduler.calendar.working_time import Calendar

_NUMBER = re.compile(
    r"(?<![\w/.-])(\d{1,4} ?[-/] ?(?:[A-Za-zĐđ]{2,6})(?: ?[-/] ?[A-Za-zĐđ]{1,6}){0,2})(?![\w/])"
)
_NOT_KINDS = re.compile(r"\d ?[-/] ?(?:ngay|thang|tuan|viec)", re.IGNORECASE)

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
    """The date of a document told right after its number, and its place: the last past one."""
    try:
        moments, _ = find_date_phrases(text, DateContext(today, calendar, backwards=True))
    except ImpossibleDate:
        return None
    for moment in moments:
        if 0 <= text.starts[moment.start] - after < 20:
            return moment.due, text.span(moment.start, moment.end)
    return None
