"""Read when something is wanted: a day and an hour, a while from now, or a rule of repetition.

Days and hours are Vietnam's. An hour from 1 to 5 without a part of the day is in the afternoon.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.language.dates.base import DateContext, DatePhrase, Grain, ImpossibleDate
from bot.language.dates.found import find_date_phrases
from bot.language.dates.said_rules import find_rule
from bot.language.dates.time import NIGHT, NOON, Hour, find_hours
from bot.language.text.fold import fold
from bot.language.text.numbers import COUNT, value
from bot.language.text.patterns import pattern
from bot.language.text.text import Text, read
from scheduler.calendar.repetition import Repetition
from scheduler.calendar.working_time import MORNING, VIETNAM, Calendar

Span = tuple[int, int]
"""A place in a key."""

_AFTERNOON, _END_OF_WORK = time(14), time(16, 30)
_PARTS = {
    "dau gio sang": time(7, 30),
    "cuoi gio sang": time(11),
    "dau gio chieu": time(13, 30),
    "cuoi gio chieu": _END_OF_WORK,
    "cuoi chieu": _END_OF_WORK,
    "dau gio": time(7, 30),
    "cuoi gio": _END_OF_WORK,
    "het gio": _END_OF_WORK,
    "sang som": time(7),
    "sang": MORNING,
    "trua": time(11, 30),
    "chieu toi": time(17),
    "chieu": _AFTERNOON,
    "toi": time(19),
    "dem": time(20),
}
"""The hour that a part of the day stands for where none is said."""
_PART = pattern(
    r"(?<!ăn )(?<!nghỉ )(?<!bữa )(?<!cơm )(?:buổi )?"
    r"(?P<part>(?:đầu|cuối) giờ (?:sáng|chiều)|cuối chiều|(?:đầu|cuối|hết) giờ"
    r"|sáng sớm|sáng(?! kiến)(?! tạo)|trưa|chiều tối|chiều(?! dài)(?! cao)|=tối|đêm"
    r"|tối(?= (?:nay|mai|thứ|hôm|ngày)))"
)
_AFTER = pattern(
    rf"(?:(?:sau|trong|khoảng|tầm) )*(?:(?P<half>nửa|nữa) (?:tiếng|giờ)(?: đồng hồ)?"
    rf"|(?P<n>{COUNT}) ?(?P<unit>phút|ph|p|tiếng|giờ|h)(?: đồng hồ)?"
    rf"(?P<more_half> rưỡi)?(?: ?(?P<more>\d\d?) ?(?:phút|ph|p)?)?)"
    r" (?:nữa|tới|sau)"
)
_BEHIND = pattern(rf"sau (?P<n>{COUNT}) ?(?P<unit>phút|ph|p|tiếng)")
_HOURS = frozenset({"tieng", "gio", "h"})
_JOINING = pattern(
    r"vào|lúc|đến|tới|khoảng|tầm|hôm|ngày|khi|thì|cho|sau|là|nhé|nha|ạ|=a|đi|từ|trong|trước|mỗi"
)
"""Words that only join a time to what is wanted then."""
_INTO = pattern(r"(?:vào|đến|tới|khi|từ|trong)(?: (?:ngày|hôm))?[ ]?$")


@dataclass(frozen=True, slots=True)
class WhenSaid:
    """When something is wanted, as said; `spans` are its places in the key that was read.

    `after` is a while from now. `clock` is None where no hour is said, `part` the hour that the
    words for a part of the day stand for. `day` is None where only an hour is said.
    """

    spans: tuple[Span, ...]
    day: date | None = None
    clock: time | None = None
    part: time | None = None
    after: timedelta | None = None
    rule: Repetition | None = None

    def moment(self, now: datetime) -> datetime | None:
        """The moment (aware); None where today is said without an hour, and none is left of it.

        Of a rule it is its hour on the day from which its turns are counted.
        """
        if self.after is not None:
            return (now + self.after).replace(second=0, microsecond=0)
        today = now.astimezone(VIETNAM).date()
        day, hour = self.day or today, self.clock or self.part
        if day == today and hour is None and self.rule is None:
            usual = (MORNING, _AFTERNOON, _END_OF_WORK)
            moments = (datetime.combine(day, clock, VIETNAM) for clock in usual)
            return next((one for one in moments if one > now), None)
        return datetime.combine(day, hour or MORNING, VIETNAM)


def find_when(text: Text, today: date, calendar: Calendar) -> WhenSaid | None:
    """When a text says that something is wanted: the time it begins or ends with, else any.

    Raises ImpossibleDate for a day that no calendar has, or an hour that no day has.
    """
    key = text.key
    after = _AFTER.search(key) or _BEHIND.search(key)
    if after is not None:
        return WhenSaid((after.span(),), after=_while(after))
    said, parts = find_hours(key), list(_PART.finditer(key))
    hours = [one for one in said if isinstance(one, Hour)]
    if len(hours) < len(said):
        wrong = next(one for one in said if not isinstance(one, Hour))
        raise ImpossibleDate(text.words(wrong.start, wrong.end))
    taken = [*((one.start, one.end) for one in hours[:1]), *(match.span() for match in parts[:1])]
    part = _PARTS[" ".join(fold(parts[0]["part"]).split())] if parts else None
    clock = _clock(hours[0], part) if hours else None
    found = find_rule(text, taken, today, calendar)
    if found is not None:
        return WhenSaid((*taken, found.span), clock=clock, part=found.part or part, rule=found.rule)
    phrases, broken = find_date_phrases(text, DateContext(today, calendar))
    if broken:
        raise ImpossibleDate(text.words(broken[0].start, broken[0].end))
    days = [one for one in phrases if not _is_hour(one, hours)]
    phrase = _meant(key, days, taken)
    if phrase is None:
        return (
            WhenSaid(tuple(taken), clock=clock, part=part)
            if hours or (parts and not days)
            else None
        )
    first = phrase.since if phrase.grain is not Grain.DAY and not phrase.closing else None
    clock = clock or phrase.at
    return WhenSaid(((phrase.start, phrase.end), *taken), first or phrase.due, clock, part)


def read_when(words: str, today: date, calendar: Calendar) -> WhenSaid | None:
    """When a phrase says that something is wanted, every word of it; None for other words.

    Raises ImpossibleDate.
    """
    text = read(words)
    found = find_when(text, today, calendar)
    return found if found is not None and not left_of(text.key, found.spans) else None


def left_of(key: str, spans: Iterable[Span]) -> str:
    """What a key says besides these places and words that only join; '' for nothing."""
    for start, end in spans:
        key = key[:start] + " " * (end - start) + key[end:]
    for match in list(_JOINING.finditer(key)):
        key = key[: match.start()] + " " * len(match.group()) + key[match.end() :]
    return re.sub(r"[^\w]+", " ", key).strip()


def _is_hour(phrase: DatePhrase, hours: Sequence[Hour]) -> bool:
    """Whether a phrase is nothing but an hour, which the reader of dates takes for today."""
    return any((one.start, one.end) == (phrase.start, phrase.end) for one in hours)


def _meant(key: str, days: Sequence[DatePhrase], taken: Sequence[Span]) -> DatePhrase | None:
    """The day that is meant: at the beginning, else at the end, else the first named outright."""
    for phrase in days[:1]:
        if not left_of(key[: phrase.start], [each for each in taken if each[1] <= phrase.start]):
            return phrase
    for phrase in days[-1:]:
        shut = [(a, b) for a, b in taken if a >= phrase.end]
        behind = left_of(" " * phrase.end + key[phrase.end :], shut)
        plain = phrase.grain in (Grain.DAY, Grain.WEEK) or phrase.closing
        if not behind and (plain or _INTO.search(key, 0, phrase.start)):
            return phrase
    return next((one for one in days if one.grain is Grain.DAY), None)


def _while(match: re.Match[str]) -> timedelta:
    groups = match.groupdict()
    if groups.get("half"):
        return timedelta(minutes=30)
    count = value(match["n"])
    if fold(match["unit"]) not in _HOURS:
        return timedelta(minutes=count)
    minutes = 30 if groups.get("more_half") else int(groups.get("more") or 0)
    return timedelta(hours=count, minutes=minutes)


def _clock(hour: Hour, part: time | None) -> time:
    """The hour as meant: "3h" and "3h chiều" are 15:00, "3h sáng" is not."""
    late = part is not None and part >= time(13)
    if hour.bare and hour.at.hour < NOON and (late or (part is None and hour.at.hour in NIGHT)):
        return hour.at.replace(hour=hour.at.hour + NOON)
    return hour.at
