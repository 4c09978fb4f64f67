"""Rules of repetition: the days on which work comes again, by the solar or the lunar calendar.

A solar rule is read by dateutil as RFC 5545 has it. A lunar rule and the shift of a day off are not
in RFC 5545 and are computed here.
"""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby, islice, takewhile
from operator import itemgetter
from typing import Any, NamedTuple

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

from scheduler.calendar.lunar import to_lunar
from scheduler.calendar.working_time import ONE_DAY, Calendar

LAST = -1
"""The last day of a month, or the last such weekday of it."""
LAST_DAY_OF_EVERY_MONTH = 28
"""The last day of the month that every solar month has."""
LONGEST_LUNAR_MONTH = timedelta(days=30)
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST_DAY = date(2100, 12, 31)
"""No rule goes beyond it: the lunar calendar is known no further."""


class Every(StrEnum):
    """What a rule counts its interval in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    LUNAR_MONTH = "lunar_month"


class Shift(StrEnum):
    """Where a due day moves that falls on a day off: it stays, or moves to the working day before
    or after.
    """

    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"


class OrdinalWeekday(NamedTuple):
    """A weekday (Monday is 0); the n-th of a month, from its end if negative, each one if 0."""

    weekday: int
    nth: int = 0


class Occurrence(NamedTuple):
    """One turn of a rule: the day the rule names, and the day it is due after the shift."""

    day: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Repetition:
    """A rule of repetition: every `interval` units of `every`, on `days` of the month (`LAST`, or 1
    to 31; in a month that is too short the last day) or on `weekdays`. `months`, if not empty, are
    the only ones in which it applies; a leap month counts as none of them. Daily work with a shift
    is left out on days off. Each turn is due until the time of day `at` (Vietnam); None: until the
    end of its day. The rule ends after the day `until`, or after `times` turns.
    """

    every: Every
    interval: int = 1
    days: tuple[int, ...] = ()
    weekdays: tuple[OrdinalWeekday, ...] = ()
    months: tuple[int, ...] = ()
    shift: Shift = Shift.KEEP
    until: date | None = None
    times: int | None = None
    at: time | None = None


def occurrences(rule: Repetition, start: date, calendar: Calendar) -> Iterator[Occurrence]:
    """The turns of a rule from `start` on, by due day; each due day once.

    Of several days that shift to one due day the nearest to it is the turn.
    """
    moved = ((_shifted(rule.shift, day, calendar), day) for day in _days(rule, start, calendar))
    nearest = max if rule.shift is Shift.AFTER else min
    turns = (
        Occurrence(nearest(day for _, day in same), due_on)
        for due_on, same in groupby(moved, key=itemgetter(0))
        if due_on >= start
    )
    return islice(turns, rule.times)


def solar_rules(rule: Repetition, start: date) -> tuple[rrule, ...]:
    """The rules of RFC 5545 whose union are the days of a solar rule, without shift and count.

    An interval counts from the first day at or after `start`.
    """
    rules = _rules_from(rule, start, 1)
    if rule.interval == 1:
        return rules
    first = next(_union(rules), None)
    return _rules_from(rule, first, rule.interval) if first else ()


def rrule_parts(rule: Repetition) -> dict[str, Any] | None:
    """The rule as the parts of one RRULE of RFC 5545, whose first day must be one that the rule
    names. None if no RRULE can state it: lunar days, shifts, several days at the end of a month.
    The caller adds the end.
    """
    late = [day for day in rule.days if day > LAST_DAY_OF_EVERY_MONTH]
    if rule.every is Every.LUNAR_MONTH or rule.shift is not Shift.KEEP:
        return None
    if late and len(rule.days) > 1:
        return None
    days = [*range(LAST_DAY_OF_EVERY_MONTH, late[0] + 1)] if late else [*rule.days]
    parts: dict[str, Any] = {
        "FREQ": {Every.DAY: "DAILY", Every.WEEK: "WEEKLY"}.get(rule.every, "MONTHLY"),
        "INTERVAL": rule.interval if rule.interval > 1 else None,
        "BYMONTH": [*rule.months],
        "BYMONTHDAY": days,
        "BYDAY": [f"{day.nth or ''}{WEEKDAY_CODES[day.weekday]}" for day in rule.weekdays],
        "BYSETPOS": LAST if late else None,
    }
    return {name: part for name, part in parts.items() if part not in (None, [])}


def as_json(rule: Repetition) -> dict[str, Any]:
    """The rule as JSON values, without what is as usual."""
    stated = {
        "every": rule.every.value,
        "interval": rule.interval if rule.interval > 1 else None,
        "days": list(rule.days),
        "weekdays": [list(each) for each in rule.weekdays],
        "months": list(rule.months),
        "shift": rule.shift.value if rule.shift is not Shift.KEEP else None,
        "until": rule.until.isoformat() if rule.until else None,
        "times": rule.times,
        "at": f"{rule.at:%H:%M}" if rule.at else None,
    }
    return {name: value for name, value in stated.items() if value not in (None, [])}


def from_json(stated: Mapping[str, Any]) -> Repetition:
    """The rule that `as_json` wrote."""
    until = stated.get("until")
    return Repetition(
        every=Every(stated["every"]),
        interval=stated.get("interval", 1),
        days=tuple(stated.get("days", ())),
        weekdays=tuple(OrdinalWeekday(*each) for each in stated.get("weekdays", ())),
        months=tuple(stated.get("months", ())),
        shift=Shift(stated.get("shift", Shift.KEEP)),
        until=date.fromisoformat(until) if until else None,
        times=stated.get("times"),
        at=time.fromisoformat(stated["at"]) if "at" in stated else None,
    )


def _days(rule: Repetition, start: date, calendar: Calendar) -> Iterator[date]:
    """The days that the rule names, in order, none twice."""
    last = min(rule.until or LAST_DAY, LAST_DAY)
    lunar = rule.every is Every.LUNAR_MONTH
    named = _lunar_days(rule, start) if lunar else _union(solar_rules(rule, start))
    skips_days_off = rule.every is Every.DAY and rule.shift is not Shift.KEEP
    for day in takewhile(lambda day: day <= last, named):
        if not skips_days_off or calendar.is_working(day):
            yield day


def _shifted(shift: Shift, day: date, calendar: Calendar) -> date:
    match shift:
        case Shift.BEFORE:
            return calendar.previous_working(day)
        case Shift.AFTER:
            return calendar.next_working(day)
    return day


def _union(rules: tuple[rrule, ...]) -> Iterator[date]:
    days = (day.date() for day in heapq.merge(*rules))
    return (day for day, _ in groupby(days))


def _rules_from(rule: Repetition, start: date, interval: int) -> tuple[rrule, ...]:
    begun: dict[str, Any] = {
        "dtstart": datetime.combine(start, time.min),
        "interval": interval,
        "until": datetime.combine(min(rule.until or LAST_DAY, LAST_DAY), time.min),
    }
    weekdays = [weekday(each.weekday, each.nth or None) for each in rule.weekdays]
    match rule.every:
        case Every.DAY:
            return (rrule(DAILY, **begun),)
        case Every.WEEK:
            return (rrule(WEEKLY, byweekday=weekdays or None, **begun),)
    begun["bymonth"] = rule.months or None
    if weekdays:
        return (rrule(MONTHLY, byweekday=weekdays, **begun),)
    whole = tuple(day for day in rule.days if day <= LAST_DAY_OF_EVERY_MONTH)
    sure = (rrule(MONTHLY, bymonthday=whole, **begun),) if whole else ()
    return sure + tuple(
        rrule(MONTHLY, bymonthday=range(LAST_DAY_OF_EVERY_MONTH, day + 1), bysetpos=LAST, **begun)
        for day in rule.days
        if day > LAST_DAY_OF_EVERY_MONTH
    )


def _lunar_days(rule: Repetition, start: date) -> Iterator[date]:
    """The days of a lunar rule from `start` on; an interval counts from its first month."""
    passed: int | None = None
    for first, following in _lunar_months(start):
        month, length = to_lunar(first), (following - first).days
        if rule.months and (month.leap or month.month not in rule.months):
            continue
        numbers = {length if day == LAST else min(day, length) for day in rule.days}
        found = [day for n in sorted(numbers) if (day := first + timedelta(n - 1)) >= start]
        passed = (0 if found else None) if passed is None else passed + 1
        if passed is not None and passed % rule.interval == 0:
            yield from found


def _lunar_months(start: date) -> Iterator[tuple[date, date]]:
    """The first days of each lunar month and of the one after it, from that of `start` on."""
    first = _month_of(start)
    while first < LAST_DAY - 2 * LONGEST_LUNAR_MONTH:
        following = _month_of(first + LONGEST_LUNAR_MONTH)
        yield first, following
        first = following


def _month_of(day: date) -> date:
    """The first day of a day's lunar month."""
    return day - (to_lunar(day).day - 1) * ONE_DAY
