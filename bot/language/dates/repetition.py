"""Read how often work comes again: "thứ Sáu cuối tháng", "mùng một và rằm", "hai tuần một lần"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time

from bot.language.dates.dates import ImpossibleDate, read_date
from bot.language.dates.repetition_words import (
    DATES,
    DAYS,
    DAYS_OFF_TOO,
    EVERY,
    FILLERS,
    FULL_MOON,
    LUNAR,
    MONTH_OF_PERIOD,
    MONTHS,
    NTH,
    OF_UNIT,
    ON_DAY_OFF,
    SIDE,
    THIS_ONE,
    TIMES,
    UNTIL,
    WEEKDAYS,
    WORKING_DAY,
    TimeUnit,
    month_number,
    nth_of,
    numbers_in,
    weekdays_in,
)
from bot.language.dates.time import take_hour
from bot.language.text.numbers import value
from bot.language.text.patterns import Pattern
from bot.language.text.text import read
from scheduler.calendar.repetition import LAST, Every, OrdinalWeekday, Repetition, Shift
from scheduler.calendar.working_time import FRIDAY, Calendar

MOST_WORDS = 40
"""The most words of a sentence among which a rule is looked for."""
MOST_APART = 60
"""The most days, weeks or months between two turns."""
_WORD = re.compile(r"\S+")
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST_MONTHS = {TimeUnit.QUARTER: (3, 6, 9, 12), TimeUnit.HALF_YEAR: (6, 12), TimeUnit.YEAR: (12,)}
_FIRST_MONTHS = {TimeUnit.QUARTER: (1, 4, 7, 10), TimeUnit.HALF_YEAR: (1, 7), TimeUnit.YEAR: (1,)}


@dataclass(frozen=True, slots=True)
class RepetitionMention:
    """A rule said in a text at text[start:end]."""

    rule: Repetition
    start: int
    end: int


@dataclass(slots=True)
class _Said:
    """What has been read of a phrase; `key` is what is left of it, blanks for what was read.

    `certain`: one certain month or week is named; `broken`: the parts contradict each other.
    """

    key: str
    unit: TimeUnit | None = None
    of_unit: TimeUnit | None = None
    interval: int = 1
    days: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    nth: int | None = None
    lunar: bool = False
    full_moon: bool = False
    shift: Shift | None = None
    ends: list[str] = field(default_factory=list)
    until: date | None = None
    times: int | None = None
    at: time | None = None
    certain: bool = False
    broken: bool = False

    def take(self, shape: Pattern) -> Iterator[re.Match[str]]:
        """Each match of a pattern in what is left, which is then read."""
        for match in list(shape.finditer(self.key)):
            self.key = (
                self.key[: match.start()] + " " * len(match.group()) + self.key[match.end() :]
            )
            yield match


def read_repetition(text: str, today: date, calendar: Calendar) -> Repetition | None:
    """The rule that a phrase says, every word of it; None if it is none, or is not all clear.

    A month without a day and a week without a weekday are left for the commune's own day of
    reports. Words of an end are read as of `today`.
    """
    said = _said(text)
    _read_end(said, today, calendar)
    for _ in said.take(FILLERS):
        pass
    if said.broken or re.search(r"[\w/]", said.key):
        return None
    rule = _rule(said)
    return None if rule is None else replace(rule, until=said.until, times=said.times, at=said.at)


def repeats(text: str) -> bool:
    """Whether a phrase speaks of repetition, be it readable or not."""
    said = _said(text)
    if said.certain:
        return False
    weekday_of_month = said.nth is not None and said.of_unit is not None and bool(said.weekdays)
    return said.unit is not None or weekday_of_month or (said.full_moon and len(said.days) > 1)


def find_repetition(text: str, today: date, calendar: Calendar) -> RepetitionMention | None:
    """The longest rule with which a text ends; None if it ends with none."""
    if not repeats(text):
        return None
    for word in list(_WORD.finditer(text))[-MOST_WORDS:]:
        if word.group().isdigit():
            continue
        start = word.start()
        rule = read_repetition(text[start:], today, calendar)
        if rule is not None:
            return RepetitionMention(rule, start, len(text))
    return None


def _said(text: str) -> _Said:
    """What a phrase says of repetition; the words of its end are not yet read."""
    phrase = read(text)
    said = _Said(phrase.key)
    said.key, said.at, said.broken = take_hour(said.key)
    _read_days_off(said)
    _read_every(said)
    said.ends = [phrase.words(*match.span("day")) for match in said.take(UNTIL)]
    for match in said.take(TIMES):
        said.times = value(match["n"])
        said.broken |= said.times < 1
    said.certain = THIS_ONE.search(said.key) is not None
    said.broken |= said.certain
    for reader in (_read_lunar, _read_dates, _read_weekdays, _read_days):
        reader(said)
    return said


def _read_end(said: _Said, today: date, calendar: Calendar) -> None:
    for words in said.ends:
        try:
            found = read_date(words, today, calendar)
        except ImpossibleDate:
            found = None
        said.until = found.due if found else None
        said.broken |= found is None or found.due < today


def _read_days_off(said: _Said) -> None:
    for match in said.take(ON_DAY_OFF):
        named = (name for name in ("before", "after", "keep") if match[name])
        said.shift = Shift(next(named))
    for _ in said.take(DAYS_OFF_TOO):
        said.shift = Shift.KEEP
    for match in said.take(WORKING_DAY):
        said.days.append(nth_of(match["nth"]))
        said.shift = Shift.AFTER if said.days[-1] == 1 else Shift.BEFORE


def _read_every(said: _Said) -> None:
    for match in said.take(EVERY):
        names = ("each", "unit", "units", "turn", "per")
        unit = TimeUnit.of(next(match[name] for name in names if match[name]))
        if unit is TimeUnit.WORKING_DAY:
            unit, said.shift = TimeUnit.DAY, Shift.BEFORE
        said.broken |= said.unit not in (None, unit) or match["often"] is not None
        said.unit = unit
        if count := match["count"] or match["counted"]:
            said.interval = value(count)
            said.broken |= not 1 <= said.interval <= MOST_APART


def _read_lunar(said: _Said) -> None:
    for _ in said.take(LUNAR):
        said.lunar = True
    for match in said.take(FULL_MOON):
        said.lunar = said.full_moon = True
        said.days += [*numbers_in(match["first"] or ""), 15, *numbers_in(match["last"] or "")]
        if match["month"]:
            said.months.append(month_number(match["month"]))


def _read_dates(said: _Said) -> None:
    for match in said.take(DATES):
        said.days.append(value(match["d"]))
        said.months.append(month_number(match["m"]))
        said.broken |= not 1 <= said.months[-1] <= 12
        said.lunar |= not match["m"][0].isdigit() and month_number(match["m"]) in (1, 12)
    if len(set(said.days)) > 1 and len(set(said.months)) > 1:
        pairs = zip(said.days, said.months, strict=True)
        said.broken |= said.lunar or not all(day == _LENGTHS[month] for day, month in pairs)
        said.days = [LAST]
    for match in said.take(MONTHS):
        said.months += numbers_in(match["months"])


def _read_weekdays(said: _Said) -> None:
    for match in said.take(NTH):
        said.nth = nth_of(match["nth"])
    for match in said.take(WEEKDAYS):
        said.weekdays += weekdays_in(match["list"])
        if match["nth"]:
            said.nth = nth_of(match["nth"])


def _read_days(said: _Said) -> None:
    for match in said.take(MONTH_OF_PERIOD):
        unit = TimeUnit.of(match["unit"]) if match["unit"] else said.unit or TimeUnit.QUARTER
        months = _FIRST_MONTHS if nth_of(match["nth"]) > 0 else _LAST_MONTHS
        said.broken |= unit not in months
        said.months += months.get(unit, ())
        said.unit = said.unit or unit
    for match in said.take(SIDE):
        said.nth = nth_of(match["nth"])
    for match in said.take(DAYS):
        found = numbers_in(match["days"])
        said.days += [day - 1 for day in found] if match["before"] else found
    for match in said.take(OF_UNIT):
        said.of_unit = TimeUnit.of(match["unit"])


def _rule(said: _Said) -> Repetition | None:
    """The rule of what was said; None if the parts do not make one."""
    unit = said.unit or said.of_unit
    shift = said.shift or Shift.KEEP
    if said.lunar:
        return _lunar_rule(said, unit, shift)
    if unit is None or not all(1 <= day <= 31 or day == LAST for day in said.days):
        return None
    if said.unit is None and not (said.weekdays and said.nth is not None):
        return None
    if unit is TimeUnit.DAY:
        bare = not (said.days or said.weekdays or said.months)
        usual = Shift.BEFORE if said.shift is None else shift
        return Repetition(Every.DAY, said.interval, shift=usual) if bare else None
    if unit is TimeUnit.WEEK or (said.weekdays and said.nth is None):
        return _weekly_rule(said, unit, shift)
    return _monthly_rule(said, unit, shift)


def _lunar_rule(said: _Said, unit: TimeUnit | None, shift: Shift) -> Repetition | None:
    days, months = _sorted(said.days), _sorted(said.months)
    both = said.full_moon and len(days) > 1
    monthly = unit is TimeUnit.MONTH or (unit is None and both)
    if said.weekdays or not all(1 <= day <= 30 or day == LAST for day in days) or not days:
        return None
    if not (monthly and not months) and not (unit is TimeUnit.YEAR and months):
        return None
    interval = said.interval
    return Repetition(Every.LUNAR_MONTH, interval, days, months=months, shift=shift)


def _weekly_rule(said: _Said, unit: TimeUnit, shift: Shift) -> Repetition | None:
    if said.days or said.months or unit not in (TimeUnit.WEEK, TimeUnit.DAY):
        return None
    named = said.weekdays or ([0] if said.nth == 1 else [FRIDAY] if said.nth == LAST else [])
    weekdays = tuple(OrdinalWeekday(each) for each in _sorted(named))
    return Repetition(Every.WEEK, said.interval, weekdays=weekdays, shift=shift)


def _monthly_rule(said: _Said, unit: TimeUnit, shift: Shift) -> Repetition | None:
    of_unit = said.of_unit if unit is TimeUnit.MONTH and said.of_unit else unit
    nth, days = said.nth, list(said.days)
    if said.weekdays and (days or nth is None):
        return None
    months = _sorted(said.months)
    if not months:
        months = (_FIRST_MONTHS if (nth or LAST) > 0 else _LAST_MONTHS).get(of_unit, ())
    if nth is not None and not said.weekdays:
        if nth not in (1, LAST):
            return None
        days.append(nth)
    interval = said.interval
    if interval > 1:
        named = bool(days or said.weekdays)
        if unit is TimeUnit.MONTH and interval == 6 and not named:
            interval, months = 1, _LAST_MONTHS[TimeUnit.HALF_YEAR]
        else:
            interval *= {TimeUnit.QUARTER: 3, TimeUnit.HALF_YEAR: 6, TimeUnit.YEAR: 12}.get(unit, 1)
            months = _sorted(said.months)
    weekdays = tuple(OrdinalWeekday(each, nth or 0) for each in _sorted(said.weekdays))
    return Repetition(Every.MONTH, interval, _sorted(days), weekdays, months, shift)


def _sorted(numbers: list[int]) -> tuple[int, ...]:
    """The numbers in order, once each; the last day stands last."""
    return tuple(sorted(set(numbers), key=lambda n: (n < 0, n)))
