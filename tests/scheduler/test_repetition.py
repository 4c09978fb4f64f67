"""Properties of rules of repetition: any rule, any calendar, any time the program was down."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice, pairwise, takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.lunar import to_lunar
from scheduler.calendar.repetition import (
    LAST,
    Every,
    Occurrence,
    OrdinalWeekday,
    Repetition,
    Shift,
    as_json,
    from_json,
    occurrences,
    rrule_parts,
)
from scheduler.calendar.working_time import ONE_DAY, Calendar, local_day
from scheduler.ladder.repetition_schedule import (
    PlannedMilestone,
    RepetitionWindow,
    planned_milestones,
)
from scheduler.ladder.rules import DEFAULT_RULES
from storage.words import MilestoneShape, TaskKind

START = date(2025, 10, 8)
END = date(2027, 10, 8)
SPAN = [START + timedelta(n) for n in range((END - START).days)]


@st.composite
def rules(draw: st.DrawFn) -> Repetition:
    every = draw(st.sampled_from(Every))
    lunar = every is Every.LUNAR_MONTH
    days: tuple[int, ...] = ()
    weekdays: tuple[OrdinalWeekday, ...] = ()
    months: tuple[int, ...] = ()
    if every in (Every.MONTH, Every.LUNAR_MONTH):
        known = st.just(LAST) | st.integers(1, 30 if lunar else 31)
        days = tuple(draw(st.sets(known, min_size=1, max_size=3)))
        if draw(st.booleans()):
            months = tuple(draw(st.sets(st.integers(1, 12), min_size=1, max_size=4)))
    by_weekday = every is Every.WEEK or (every is Every.MONTH and draw(st.booleans()))
    if by_weekday:
        nth = 0 if every is Every.WEEK else draw(st.sampled_from((1, 2, 3, 4, LAST)))
        found = draw(st.sets(st.integers(0, 6), min_size=1, max_size=3))
        days, weekdays = (), tuple(OrdinalWeekday(each, nth) for each in found)
    return Repetition(
        every,
        draw(st.integers(1, 4)),
        days,
        weekdays,
        months,
        draw(st.sampled_from(Shift)),
        draw(st.none() | st.dates(START, END)),
        draw(st.none() | st.integers(1, 30)),
    )


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = st.sets(st.sampled_from(SPAN), max_size=20)
    off, worked = draw(days), draw(days)
    if draw(st.booleans()):
        first = draw(st.sampled_from(SPAN))
        off |= {first + timedelta(n) for n in range(9)}
    return Calendar(frozenset(off), frozenset(worked))


def turns(rule: Repetition, calendar: Calendar) -> list[Occurrence]:
    return list(takewhile(lambda one: one.due_on <= END, occurrences(rule, START, calendar)))


def is_named(rule: Repetition, day: date) -> bool:
    """Whether a rule with an interval of 1 names the day, told without any library of rules."""
    if rule.every is Every.DAY:
        return True
    if rule.every is Every.WEEK:
        return day.weekday() in {each.weekday for each in rule.weekdays}
    own, following = _month_and_day(rule.every, day), _month_and_day(rule.every, day + ONE_DAY)
    month, number, leap = own
    last = following[1] == 1
    if rule.months and (month not in rule.months or leap):
        return False
    if rule.weekdays:
        from_end = (day + timedelta(7)).month != day.month
        return any(
            each.weekday == day.weekday()
            and (from_end if each.nth == LAST else (number - 1) // 7 + 1 == each.nth)
            for each in rule.weekdays
        )
    return any(number == wanted or (last and not 0 < wanted <= number) for wanted in rule.days)


def _month_and_day(every: Every, day: date) -> tuple[int, int, bool]:
    if every is Every.MONTH:
        return day.month, day.day, False
    lunar = to_lunar(day)
    return lunar.month, lunar.day, lunar.leap


@given(rules())
def test_no_named_day_is_lost_or_doubled(rule: Repetition) -> None:
    plain = Repetition(rule.every, 1, rule.days, rule.weekdays, rule.months, until=rule.until)
    found = [one.day for one in turns(plain, Calendar())]
    last = rule.until or END
    assert found == [day for day in [*SPAN, END] if day <= last and is_named(plain, day)]


@given(rules(), calendars())
def test_turns_keep_order_and_shift_to_the_nearest_working_day(
    rule: Repetition, calendar: Calendar
) -> None:
    found = turns(rule, calendar)
    assert all(a.day < b.day and a.due_on < b.due_on for a, b in pairwise(found))
    assert rule.times is None or len(found) <= rule.times
    for day, due_on in found:
        assert due_on >= START
        assert rule.until is None or day <= rule.until
        if rule.shift is Shift.KEEP:
            assert due_on == day
        elif rule.shift is Shift.BEFORE:
            assert due_on == calendar.previous_working(day)
        else:
            assert due_on == calendar.next_working(day)


@given(rules(), calendars())
def test_a_shift_loses_a_day_only_to_another_turn_of_that_due_day(
    rule: Repetition, calendar: Calendar
) -> None:
    endless = Repetition(rule.every, rule.interval, rule.days, rule.weekdays, rule.months)
    shifted = Repetition(
        rule.every, rule.interval, rule.days, rule.weekdays, rule.months, rule.shift
    )
    due = {one.due_on for one in turns(shifted, calendar)}
    move = {
        Shift.KEEP: lambda day: day,
        Shift.BEFORE: calendar.previous_working,
        Shift.AFTER: calendar.next_working,
    }[rule.shift]
    for day, _ in turns(endless, calendar):
        daily_rest = rule.every is Every.DAY and not calendar.is_working(day)
        if START <= move(day) <= END and not (daily_rest and rule.shift is not Shift.KEEP):
            assert move(day) in due


@given(rules())
def test_an_interval_takes_every_nth_turn_from_the_first(rule: Repetition) -> None:
    if rule.every is Every.DAY:
        found = [one.day for one in turns(Repetition(Every.DAY, rule.interval), Calendar())]
        assert found == SPAN[:: rule.interval] + [END] * ((END - START).days % rule.interval == 0)
    elif rule.every is Every.WEEK:
        one = Repetition(Every.WEEK, weekdays=rule.weekdays[:1])
        many = Repetition(Every.WEEK, rule.interval, weekdays=rule.weekdays[:1])
        assert turns(many, Calendar()) == turns(one, Calendar())[:: rule.interval]
    elif not rule.months and not rule.weekdays:
        one = Repetition(rule.every, days=(15,))
        many = Repetition(rule.every, rule.interval, days=(15,))
        assert turns(many, Calendar()) == turns(one, Calendar())[:: rule.interval]


@given(rules())
def test_an_rrule_names_the_same_days(rule: Repetition) -> None:
    endless = replace(rule, times=None, until=None)
    parts = rrule_parts(endless)
    if parts is None:
        late = [day for day in rule.days if day > 28]
        lunar = rule.every is Every.LUNAR_MONTH
        assert lunar or rule.shift is not Shift.KEEP or (late and len(rule.days) > 1)
        return
    days = [one.day for one in turns(endless, Calendar())]
    lists = {name: part if isinstance(part, list) else [part] for name, part in parts.items()}
    text = ";".join(f"{name}={','.join(map(str, part))}" for name, part in lists.items())
    first = datetime.combine(days[0], time.min)
    said = rrulestr(text, dtstart=first).between(first, datetime.combine(END, time.min), inc=True)
    assert [moment.date() for moment in said] == days


FRIDAY = OrdinalWeekday(4, 0)


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        (Repetition(Every.DAY), {"FREQ": "DAILY"}),
        (
            Repetition(Every.WEEK, 2, weekdays=(FRIDAY,)),
            {"FREQ": "WEEKLY", "INTERVAL": 2, "BYDAY": ["FR"]},
        ),
        (
            Repetition(Every.MONTH, weekdays=(OrdinalWeekday(0, LAST),), months=(3, 6)),
            {"FREQ": "MONTHLY", "BYMONTH": [3, 6], "BYDAY": ["-1MO"]},
        ),
        (Repetition(Every.MONTH, days=(15, 28)), {"FREQ": "MONTHLY", "BYMONTHDAY": [15, 28]}),
        (
            Repetition(Every.MONTH, days=(30,)),
            {"FREQ": "MONTHLY", "BYMONTHDAY": [28, 29, 30], "BYSETPOS": -1},
        ),
        (Repetition(Every.MONTH, days=(15, 30)), None),
        (Repetition(Every.MONTH, days=(15,), shift=Shift.AFTER), None),
        (Repetition(Every.LUNAR_MONTH, days=(15,)), None),
    ],
)
def test_a_rule_has_one_rrule_or_none(rule: Repetition, parts: dict[str, object] | None) -> None:
    assert rrule_parts(rule) == parts


def test_the_28th_is_in_every_month() -> None:
    monthly = Repetition(Every.MONTH, days=(28,))
    found = [turn.day for turn in islice(occurrences(monthly, date(2026, 1, 28), Calendar()), 3)]
    assert found == [date(2026, 1, 28), date(2026, 2, 28), date(2026, 3, 28)]


def test_a_lunar_rule_begins_on_the_day_it_names() -> None:
    full_moon = Repetition(Every.LUNAR_MONTH, days=(15,))
    found = [turn.day for turn in islice(occurrences(full_moon, date(2026, 3, 3), Calendar()), 2)]
    assert found == [date(2026, 3, 3), date(2026, 4, 2)]


@given(rules())
def test_a_rule_is_stored_and_read_back(rule: Repetition) -> None:
    assert from_json(as_json(rule)) == rule


def _is_due(now: datetime, one: PlannedMilestone) -> bool:
    return one.at <= now


def born(
    window: RepetitionWindow, calendar: Calendar, wakes: list[datetime]
) -> Iterator[PlannedMilestone]:
    """What an engine creates that runs only at these moments; the first sets the beginning."""
    after, keys = wakes[0], set[str]()
    for now in wakes[1:]:
        coming = planned_milestones(TaskKind.STANDING, window, DEFAULT_RULES, calendar, after, keys)
        created = list(takewhile(partial(_is_due, now), coming))
        if created:
            keys |= {one.key for one in created}
            after = now
        yield from created


@given(
    rules(),
    calendars(),
    st.booleans(),
    st.lists(st.integers(1, 24 * 600), max_size=12),
)
def test_downtime_neither_loses_nor_doubles_a_turn(
    rule: Repetition, calendar: Calendar, on_duty: bool, hours: list[int]
) -> None:
    window = RepetitionWindow(START, END, on_duty, rule)
    first = datetime.fromisoformat("2025-10-08T00:00+00:00")
    wakes = [first, *sorted(first + timedelta(hours=n) for n in hours)]
    wakes.append(datetime.fromisoformat("2028-03-01T00:00+00:00"))
    whole = planned_milestones(TaskKind.STANDING, window, DEFAULT_RULES, calendar, first)
    planned = list(islice(whole, 800))
    created = list(born(window, calendar, wakes))
    assert [(one.day, one.due_on) for one in created] == [(one.day, one.due_on) for one in planned]
    assert all(a.at <= b.at for a, b in pairwise(planned))
    for one in planned:
        assert one.shape is MilestoneShape.OCCURRENCE
        assert local_day(one.at) <= one.due_on
        assert on_duty or calendar.is_working(local_day(one.at))


@given(rules(), calendars())
def test_every_turn_that_can_still_be_reminded_of_is_created(
    rule: Repetition, calendar: Calendar
) -> None:
    window = RepetitionWindow(START, END, False, rule)
    planned = planned_milestones(TaskKind.STANDING, window, DEFAULT_RULES, calendar)
    due = [one.due_on for one in planned]
    inside = [one.due_on for one in occurrences_up_to_end(rule, calendar)]
    assert due == inside


def occurrences_up_to_end(rule: Repetition, calendar: Calendar) -> Iterator[Occurrence]:
    return takewhile(lambda one: one.day <= END, occurrences(rule, START, calendar))
