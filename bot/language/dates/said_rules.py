"""Find a rule of repetition inside a sentence: "mỗi sáng thứ Hai", "ngày 25 hằng tháng"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.language.dates.repetition import read_repetition, repeats
from bot.language.text.fold import fold
from bot.language.text.patterns import pattern
from bot.language.text.text import Text
from scheduler.calendar.repetition import Every, Repetition, Shift
from scheduler.calendar.working_time import MORNING, Calendar

MOST_WORDS = 10
"""The longest rule that is looked for."""
MOST_ASIDE = 3
"""So many words may stand before it."""

_PART = r"(?P<part>sáng|trưa|chiều|=tối|tối(?= nào))"
_DAILY = pattern(
    rf"(?:(?:mỗi|hằng|hàng|từng|các) (?:buổi )?{_PART}(?! thứ)(?! chủ nhật)(?! t[2-7])"
    rf"|(?:buổi )?(?:sáng|trưa|chiều|tối) nào cũng)"
)
_HOURS = {"trua": time(11, 30), "chieu": time(14), "toi": time(19)}
_EACH = pattern(
    r"(?:(?:mỗi|mọi|hằng|hàng|các|cứ|từng|vào) )*(?:(?:buổi )?(?:sáng|trưa|chiều|tối) )?"
    r"(?P<day>(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|t[2-7]|chủ nhật)"
    r"(?:(?:, ?| và |, và )(?:thứ )?(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]|t[2-7]|chủ nhật))*)"
)
_EACH_BEFORE = pattern(r"mỗi|mọi|hằng|hàng|các|cứ|từng")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class SaidRule:
    """A rule at a place of a key; `part` is the hour of a part of the day that belongs to it."""

    rule: Repetition
    span: tuple[int, int]
    part: time | None = None


def find_rule(
    text: Text, taken: Sequence[tuple[int, int]], today: date, calendar: Calendar
) -> SaidRule | None:
    """The longest rule in a text; `taken` are places that say the hour, which no rule reads."""
    daily = _DAILY.search(text.key)
    if daily is not None:
        said = fold(daily["part"] or daily.group())
        hour = next((at for name, at in _HOURS.items() if name in said.split()), MORNING)
        return SaidRule(Repetition(Every.DAY, shift=Shift.BEFORE), daily.span(), hour)
    for match in _EACH.finditer(text.key):
        if _EACH_BEFORE.search(match.group()):
            words = f"{text.words(*match.span('day'))} hằng tuần"
            rule = read_repetition(words, today, calendar)
            whole = _weekly_behind(text.key, match.end())
            if rule is not None:
                return SaidRule(rule, (match.start(), whole))
    plain = _own_words(text, taken)
    if not repeats(plain):
        return None
    for first, last in _windows(plain):
        rule = read_repetition(plain[first:last], today, calendar)
        if rule is not None and repeats(plain[first:last]):
            return SaidRule(rule, _in_key(text, first, last))
    return None


def _own_words(text: Text, taken: Sequence[tuple[int, int]]) -> str:
    """The source with nothing but the words of this text that are not taken, at their places."""
    blank = [" "] * len(text.source)
    for at, (start, end) in enumerate(zip(text.starts, text.ends, strict=True)):
        if not any(first <= at < last for first, last in taken):
            blank[start:end] = text.source[start:end]
    return "".join(blank)


_WEEKLY = pattern(r",? ?(?:hằng|hàng|mỗi) tuần")


def _weekly_behind(key: str, end: int) -> int:
    """The end of the words, with "hằng tuần" behind them."""
    match = _WEEKLY.match(key, end) or _WEEKLY.match(key, min(end + 1, len(key)))
    return match.end() if match else end


def _windows(plain: str) -> Iterator[tuple[int, int]]:
    """Places at the beginning and the end of a text, of whole words, the longest first."""
    words = [match.span() for match in _WORD.finditer(plain)]
    for length in range(min(MOST_WORDS, len(words)), 1, -1):
        last = len(words) - length
        for place in sorted({*range(min(MOST_ASIDE, last + 1)), max(0, last - 1), last}):
            yield words[place][0], words[place + length - 1][1]


def _in_key(text: Text, first: int, last: int) -> tuple[int, int]:
    """The place in the key of a place in the source."""
    within = [at for at, start in enumerate(text.starts) if first <= start < last]
    return (within[0], within[-1] + 1) if within else (0, 0)
