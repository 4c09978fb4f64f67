"""Between which days a question asks."""

from datetime import date, timedelta

from bot.language.dates.base import DateContext, DatePhrase, Grain
from bot.language.dates.found import find_moments
from bot.language.text.patterns import ends, loose, pattern
from bot.language.text.phrases import Span, overlaps
from bot.language.text.text import Text
from scheduler.calendar.working_time import Calendar

_FROM_NOW = pattern(r"nữa|tới|trong|vòng|sắp tới")
_BACK_TO = pattern(r"(?:ngày|hôm|tuần|tháng) (?:qua|vừa qua|gần đây|gần nhất|trở lại đây|nay|rồi)")
_SINCE = loose(r"(?<!\w)(?:kể |tính )?từ[ ]?$")
_UNTIL = pattern(r"trước|đến hết|từ nay (?:đến|tới)|cho đến")

FoundPeriod = tuple[date, date, tuple[int, int]]


def find_period(
    text: Text, today: date, backwards: bool, calendar: Calendar, taken: list[Span]
) -> FoundPeriod | None:
    """The first and last day asked for, both counted, and where they are told.

    What is `taken` is a name: the person Quốc Khánh is no holiday. A month without its year is
    the last one begun when `backwards`, else the next one not over.
    """
    moments, _ = find_moments(text, DateContext(today, calendar, backwards))
    told = [
        moment
        for moment in moments
        if (moment.grain != Grain.DAY or moment.at is None)
        and not overlaps((moment.start, moment.end), taken)
    ]
    if not told:
        return None
    since, until = _bounds(text.key, told[0], today)
    return since, until, (told[0].start, told[0].end)


def _bounds(key: str, moment: DatePhrase, today: date) -> tuple[date, date]:
    written = key[moment.start : moment.end]
    before = key[max(0, moment.start - 16) : moment.start]
    if _UNTIL.search(before) and moment.due >= today:
        return today, moment.due
    if ends(_SINCE, key, moment.start) and (moment.since or moment.due) <= today:
        return moment.since or moment.due, today
    if moment.whole:
        return _part(moment)
    if _BACK_TO.search(written):
        return moment.due, today
    if moment.grain == Grain.DAY and _FROM_NOW.search(written) and _counts(written):
        return today, moment.due
    return moment.since or moment.due, moment.due


def _counts(written: str) -> bool:
    return (
        pattern(r"ngày|hôm|tuần|tháng|bữa").search(written) is not None
        and pattern(r"thứ|chủ nhật").search(written) is None
    )


def _part(moment: DatePhrase) -> tuple[date, date]:
    """The whole period, or the part of it that was named."""
    assert moment.whole is not None
    first, last = moment.whole
    if moment.grain == Grain.WEEK and moment.closing and moment.since:
        return (first, last) if moment.since == first else (moment.since, last)
    if moment.since == first and moment.due < last and moment.grain == Grain.MONTH:
        return first, moment.due
    if moment.since and moment.since > first:
        return moment.since, max(moment.due, moment.since + timedelta(0))
    return first, last
