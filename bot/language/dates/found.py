"""Find all dates of a text and apply the words around them: trước, từ .. đến, the time of day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.dates import day, lunar, period, relative
from bot.language.dates.base import (
    DateContext,
    DatePhrase,
    Grain,
    ImpossibleDate,
    ImpossibleHour,
    Rule,
    add_months,
)
from bot.language.dates.time import Hour, NoSuchHour, find_hours
from bot.language.text.numbers import COUNT, value
from bot.language.text.patterns import Pattern, ends, loose
from bot.language.text.text import Text

# Of matches with equal length the one from the earlier table wins.
_RULES: tuple[Rule, ...] = (
    *lunar.RULES,
    *day.RULES,
    *relative.RULES,
    *period.RULES,
)

_BEFORE = loose(
    r"(?<!\w)(?<!ngày )(?<!tuần )(?<!tháng )(?<!hôm )trước(?: (?:ngày|mốc|thời điểm|"
    r"hạn|hôm|cả))*[ ]?$"
)
_AFTER = loose(r"(?<!\w)(?<!ngày )(?<!tuần )(?<!tháng )sau(?: (?:ngày|mốc|thời điểm|hôm))*[ ]?$")
_COUNTED_BEFORE = loose(
    rf"(?<!\w)(?P<n>{COUNT}) (?P<unit>ngày|hôm|tuần) (?P<side>trước|sau)"
    r"(?: (?:ngày|hôm|lễ|dịp))*[ ]?$"
)
_COUNT = loose(rf" (?P<n>{COUNT}) (?P<unit>ngày|hôm|tuần)(?!\w)(?! (?:nữa|tới|trước|làm việc))")
_FROM = loose(r"(?<!\w)từ(?: (?:ngày|hôm))*[ ]?$")
_NOW_TO = loose(
    r"(?<!\w)(?:từ|tính từ|kể từ) (?:nay|giờ|bây giờ|hôm nay)(?: cho)?(?: (?:đến|tới|"
    r"-))?(?: hết)?[ ]?$"
)
_TO = loose(r"[ ]?(?:cho )?(?:-|đến|tới|sang|->)?[ ]?(?:hết )?(?:ngày )?[ ]?$")
_SIGNED_TO = loose(r"[ ]?(?:cho )?(?:-|đến|tới|->)[ ]?(?:hết )?(?:ngày )?[ ]?$")
_BETWEEN = loose(r"(?<!\w)(?:giữa|khoảng)(?: ngày)?[ ]?$")
_AND = loose(r"[ ]?(?:và|đến)[ ](?:ngày )?$")
_HAS_YEAR = loose(r"20\d\d|[/.-]\d\d?[/.-]\d\d")
_SAME = loose(r"[ ,]*[(]?[ ]?(?:tức|là|nhằm)?[ ]?(?:là )?(?:ngày )?[ ]?$")
_JOIN = loose(
    r"[ ,()–-]*(?:của|vào|ngày|hôm|lúc|trước|khoảng|hồi|vào lúc|đến|tới|hạn|"
    r"(?:chậm|muộn|trễ) nhất(?: là)?)?[ ,(]*(?:lúc|ngày|trước|vào)?[ ]?$"
)
FURTHEST = 17
"""The most letters between a day and its time of day."""
_LOOSELY = loose(
    r"[ ]*(?:(?:sáng|trưa|chiều|tối|đêm|ngày|hôm) )*(?:thứ|t[2-7]|chủ nhật|mai|mốt|nay|kia)"
)
_WEEKDAY = loose(r"[ ]*(?:(?:sáng|trưa|chiều|tối) )?(?:thứ|t[2-7]|chủ nhật)")
_JUST_PAST = loose(r" (?:vừa rồi|vừa qua|rồi|vừa xong)(?!\w)")
_NUMBERED = loose(
    r"\d+ ?[-/] ?[^\W\d]{2,}[-/\w]*(?: của [^\s,.;]+)? (?:(?:ký|ban hành) )?(?:ngày )?$"
)


MOST = 12
"""The most dates that are read of one text."""


@dataclass(frozen=True, slots=True)
class ImpossiblePhrase:
    """A phrase for a day that no calendar has."""

    start: int
    end: int
    error: ImpossibleDate


def find_date_phrases(
    text: Text, context: DateContext
) -> tuple[list[DatePhrase], list[ImpossiblePhrase]]:
    """The date phrases of the text in order, and the impossible ones; a lone time means today."""
    chosen = [one for one in _longest(_candidates(text.key, context)) if not _is_name(text, one)]
    broken = [one for one in chosen if isinstance(one, ImpossiblePhrase)]
    phrases = [one for one in chosen if isinstance(one, DatePhrase)]
    hours = find_hours(text.key)
    phrases = _join_same_day(_without(text.key, hours), phrases)
    phrases, no_hours = _with_hours(text.key, phrases, hours)
    broken += [
        ImpossiblePhrase(one.start, one.end, ImpossibleHour(text.words(one.start, one.end)))
        for one in no_hours
    ]
    phrases = _ranges(text.key, phrases, context)
    phrases = [_apply_word_before(text.key, phrase) for phrase in phrases]
    phrases = [_mark_past(text.key, phrase, context) for phrase in phrases]
    first = next((one for one in hours if isinstance(one, Hour)), None)
    if not phrases and not broken and first is not None:
        at = first.in_phrase("")
        phrases = [DatePhrase(first.start, first.end, context.today, at=at, hour_alone=True)]
    return phrases, broken


def _candidates(key: str, context: DateContext) -> list[DatePhrase | ImpossiblePhrase]:
    found: list[DatePhrase | ImpossiblePhrase] = []
    for pattern, reader in _RULES:
        for match in pattern.finditer(key):
            try:
                phrase = reader(match, context)
            except ImpossibleDate as error:
                found.append(ImpossiblePhrase(*match.span(), error))
                continue
            if phrase is not None:
                found.append(phrase)
    return found


def _is_name(text: Text, one: DatePhrase | ImpossiblePhrase) -> bool:
    """Whether it is the name "Mai" rather than the word for tomorrow."""
    if text.words(one.start, one.end) != "Mai" or one.start == 0:
        return False
    return text.key[: one.start].rstrip()[-1:] not in tuple(".!?\n")


def _longest(found: list[DatePhrase | ImpossiblePhrase]) -> list[DatePhrase | ImpossiblePhrase]:
    """Phrases without overlaps, preferring longer ones; the first MOST, in order."""
    kept: list[DatePhrase | ImpossiblePhrase] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)[:MOST]


def _join_same_day(key: str, phrases: list[DatePhrase]) -> list[DatePhrase]:
    """Join two phrases for one day: "thứ 6 (21/11)", "tuần sau, thứ 2"."""
    kept: list[DatePhrase] = []
    for phrase in phrases:
        last = kept[-1] if kept else None
        joined = _joined(key, last, phrase) if last and _gap(_SAME, key, last, phrase) else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(phrase)
    return kept


def _without(key: str, hours: list[Hour | NoSuchHour]) -> str:
    """The key with blanks in place of the times of day."""
    for one in hours:
        key = key[: one.start] + " " * (one.end - one.start) + key[one.end :]
    return key


def _joined(key: str, first: DatePhrase, second: DatePhrase) -> DatePhrase | None:
    if second.grain != Grain.DAY:
        return None
    if first.grain == Grain.DAY and _LOOSELY.match(key, first.start):
        same = first.due.weekday() == second.due.weekday()
        sure = same if _WEEKDAY.match(key, first.start) else first.due == second.due
        return second.moved(start=first.start, sure=sure)
    if first.grain == Grain.WEEK and first.whole and _WEEKDAY.match(key, second.start):
        due = first.whole[0] + timedelta(days=second.due.weekday())
        return second.moved(start=first.start, due=due, past=first.past)
    return None


def _gap(pattern: Pattern, key: str, first: DatePhrase, second: DatePhrase) -> bool:
    between = key[first.end : second.start]
    return len(between) < 20 and pattern.match(between) is not None


def _with_hours(
    key: str, phrases: list[DatePhrase], hours: list[Hour | NoSuchHour]
) -> tuple[list[DatePhrase], list[NoSuchHour]]:
    """The phrases with the times of day said beside them, and those beside them that do not exist.

    Each time of day belongs to the nearest phrase; without any phrase all of them count.
    """
    kept = list(phrases)
    broken = [one for one in hours if isinstance(one, NoSuchHour)] if not phrases else []
    for hour in hours:
        gaps = [(_gap_to(key, hour, phrase), at) for at, phrase in enumerate(phrases)]
        near = min(((gap, at) for gap, at in gaps if gap is not None), default=None)
        if near is None:
            continue
        at = near[1]
        if isinstance(hour, NoSuchHour):
            broken.append(hour)
        elif kept[at].at is None:
            start, end = min(hour.start, phrases[at].start), max(hour.end, phrases[at].end)
            said = hour.in_phrase(key[phrases[at].start : phrases[at].end])
            kept[at] = phrases[at].moved(start=start, end=end, at=said)
    return kept, broken


def _gap_to(key: str, hour: Hour | NoSuchHour, phrase: DatePhrase) -> int | None:
    """How many letters are between a time of day and a phrase it belongs to; None if it does not.

    It may stand within the phrase ("thứ Sáu, 15h, ngày 24/10"), at its beginning if it is named
    ("cuối giờ chiều mai").
    """
    if phrase.start <= hour.start and hour.end <= phrase.end:
        named = isinstance(hour, Hour) and hour.named
        return 0 if named or phrase.start < hour.start else None
    first, last = sorted((hour, phrase), key=lambda one: one.start)
    between = key[first.end : last.start]
    return len(between) if len(between) <= FURTHEST and _JOIN.match(between) else None


def _ranges(key: str, phrases: list[DatePhrase], context: DateContext) -> list[DatePhrase]:
    """Join "từ A đến B" into one phrase: due B, since A."""
    kept: list[DatePhrase] = []
    for phrase in phrases:
        last = kept[-1] if kept else None
        if last and _runs_to(key, last, phrase):
            kept[-1] = _range(key, last, phrase, context)
        elif ends(_NOW_TO, key, phrase.start):
            kept.append(phrase.moved(since=context.today, whole=(context.today, phrase.due)))
        else:
            kept.append(phrase)
    return kept


def _range(key: str, first: DatePhrase, last: DatePhrase, context: DateContext) -> DatePhrase:
    """The range from one phrase to another; a year that was not said is made to fit."""
    since, due = first.since or first.due, last.due
    if due < since and _WEEKDAY.match(key, first.start) and _WEEKDAY.match(key, last.start):
        since -= timedelta(days=7)
    elif context.backwards and due < since and not _HAS_YEAR.search(key, last.start, last.end):
        due = add_months(due, 12)
    if not _HAS_YEAR.search(key, first.start, first.end):
        since = _start_before(since, due)
    return last.moved(start=first.start, since=since, due=due, whole=(since, due), ranged=True)


def _runs_to(key: str, first: DatePhrase, second: DatePhrase) -> bool:
    if ends(_BETWEEN, key, first.start) and _gap(_AND, key, first, second):
        return True
    begun = ends(_FROM, key, first.start) is not None
    return _gap(_TO if begun else _SIGNED_TO, key, first, second)


def _start_before(start: date, due: date) -> date:
    while start > due and start.year > due.year - 2:
        start = add_months(start, -12)
    return start


def _mark_past(key: str, phrase: DatePhrase, context: DateContext) -> DatePhrase:
    """Mark as past what the words after it say is past, and the date of a document."""
    dated = not context.backwards and ends(_NUMBERED, key, phrase.start)
    return phrase.moved(past=True) if dated or _JUST_PAST.match(key, phrase.end) else phrase


def _apply_word_before(key: str, phrase: DatePhrase) -> DatePhrase:
    """Apply a word before the date: "trước" ends it the day before, "sau" the day after."""
    if phrase.grain == Grain.DAY and (counted := ends(_COUNTED_BEFORE, key, phrase.start)):
        return _counted(phrase, counted, counted["side"] == "trước", counted.start(), phrase.end)
    for side in (_BEFORE, _AFTER):
        counted = _COUNT.match(key, phrase.end) if phrase.grain == Grain.DAY else None
        if counted and ends(side, key, phrase.start):
            return _counted(phrase, counted, side is _BEFORE, phrase.start, counted.end())
    if phrase.at is None and ends(_BEFORE, key, phrase.start):
        if phrase.closing:
            return phrase
        first = phrase.since if phrase.grain != Grain.DAY and phrase.since else phrase.due
        return phrase.moved(due=first - timedelta(days=1), since=None, grain=Grain.DAY)
    if phrase.grain == Grain.DAY and ends(_AFTER, key, phrase.start):
        return phrase.moved(due=phrase.due + timedelta(days=1), sure=False)
    if ends(_FROM, key, phrase.start) and phrase.since is None:
        return phrase.moved(sure=False)
    return phrase


def _counted(
    phrase: DatePhrase, counted: re.Match[str], before: bool, start: int, end: int
) -> DatePhrase:
    """So many days or weeks before or after a day: "3 ngày trước giao thừa", "sau rằm 2 ngày"."""
    days = value(counted["n"]) * (7 if counted["unit"] == "tuần" else 1)
    due = phrase.due + timedelta(days=-days if before else days)
    return phrase.moved(start=start, end=end, due=due)
