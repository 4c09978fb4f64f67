"""Find the period that a question asks about."""

from datetime import date, timedelta

from bot.language.dates.base import DateContext, DatePhrase, Grain
from bot.language.dates.found import find_date_phrases
from bot.language.text.patterns import ends, loose, pattern
from bot.language.text.phrases import Span, overlaps
from bot.language.text.text import Text
from scheduler.calendar.working_time import Calendar

_FROM_NOW = pattern(r"nữa|tới|trong|vòng|sắp tới")
_BACK_TO = pattern(r"(?:ngày|hôm|tuần|tháng) (?:qua|vừa qua|gần đây|gần nhất|trở lại đây|nay|rồi)")
_SINCE = loose(r"(?<!\w)(?:kể |tính )?từ[ ]?$")
_UNTIL = pattern(r"trước|đến hết|từ nay (?:đến|tới)|cho đến")

FoundPeriod = tuple[date, date, tuple[int, int]]
"""First and last day, both included, and the span in the key."""


def find_period(
    text: Text, today: date, backwards: bool, calendar: Calendar, taken: list[Span]
) -> FoundPeriod | None:
    """The first period in a question, read as of `today`; None without one.

    Phrases that overlap `taken` are names: the person Quốc Khánh is no holiday. A month without a
    year is the last one begun if `backwards`, else the next one not over.
    """
    phrases, _ = find_date_phrases(text, DateContext(today, calendar, backwards))
    periods = [
        phrase
        for phrase in phrases
        if (phrase.grain != Grain.DAY or phrase.at is None)
        and not overlaps((phrase.start, phrase.end), taken)
    ]
    if not periods:
        return None
    since, until = _bounds(text.key, periods[0], today)
    return since, until, (periods[0].start, periods[0].end)


def _bounds(key: str, phrase: DatePhrase, today: date) -> tuple[date, date]:
    written = key[phrase.start : phrase.end]
    before = key[max(0, phrase.start - 16) : phrase.start]
    if phrase.ranged and phrase.since:
        return phrase.since, phrase.due
    if _UNTIL.search(before) and phrase.due >= today:
        return today, phrase.due
    if ends(_SINCE, key, phrase.start) and (phrase.since or phrase.due) <= today:
        return phrase.since or phrase.due, today
    if phrase.whole:
        return _part(phrase)
    if _BACK_TO.search(written):
        return phrase.due, today
    if phrase.grain == Grain.DAY and _FROM_NOW.search(written) and _counts(written):
        return today, phrase.due
    return phrase.since or phrase.due, phrase.due


def _counts(written: str) -> bool:
    return (
        pattern(r"ngày|hôm|tuần|tháng|bữa").search(written) is not None
        and pattern(r"thứ|chủ nhật").search(written) is None
    )


def _part(phrase: DatePhrase) -> tuple[date, date]:
    """The whole period, or the part of it that the phrase names."""
    assert phrase.whole is not None
    first, last = phrase.whole
    if phrase.grain == Grain.WEEK and phrase.closing and phrase.since:
        return (first, last) if phrase.since == first else (phrase.since, last)
    if phrase.since == first and phrase.due < last and phrase.grain == Grain.MONTH:
        return first, phrase.due
    if phrase.since and phrase.since > first:
        return phrase.since, max(phrase.due, phrase.since + timedelta(0))
    return first, last
