from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.working_time import (
    AFTERNOON,
    CLOSING_TIME,
    MORNING,
    OPENING_TIME,
    VIETNAM,
    Calendar,
    local_day,
    next_slot,
    next_working_time,
    vietnam_to_utc,
)

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MOMENTS = st.integers(0, 2 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
CALENDARS = st.builds(
    Calendar,
    st.frozensets(DAYS, max_size=60),
    st.frozensets(DAYS, max_size=20),
)
PLAIN = Calendar()
NEW_YEAR = Calendar(
    days_off=frozenset({date(2026, 1, 1), date(2026, 1, 2)}),
    days_worked=frozenset({date(2026, 1, 10)}),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


def counted(calendar: Calendar, a: date, b: date) -> int:
    """Working days in (a, b], one by one."""
    return sum(calendar.is_working(a + timedelta(days=i)) for i in range(1, (b - a).days + 1))


@given(CALENDARS, DAYS, DAYS)
def test_working_days_between_counts_each_day(calendar: Calendar, a: date, b: date) -> None:
    expected = counted(calendar, a, b) if a <= b else -counted(calendar, b, a)
    assert calendar.working_days_between(a, b) == expected


@given(CALENDARS, DAYS, st.integers(1, 300))
def test_the_nth_working_day_after(calendar: Calendar, day: date, n: int) -> None:
    found = calendar.add_working_days(day, n)
    assert calendar.is_working(found)
    assert counted(calendar, day, found) == n


@given(CALENDARS, DAYS, st.integers(1, 300))
def test_the_nth_working_day_before(calendar: Calendar, day: date, n: int) -> None:
    found = calendar.add_working_days(day, -n)
    assert calendar.is_working(found)
    last = day - timedelta(days=1)
    assert counted(calendar, found - timedelta(days=1), last) == n


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        ("2025-12-08", -1, "2025-12-05"),
        ("2025-12-06", -1, "2025-12-05"),
        ("2025-12-07", -2, "2025-12-04"),
        ("2025-12-05", 1, "2025-12-08"),
        ("2025-12-06", 1, "2025-12-08"),
        ("2025-12-06", 0, "2025-12-06"),
        ("2026-01-05", -1, "2025-12-31"),
        ("2026-01-09", 1, "2026-01-10"),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(day: str, n: int, found: str) -> None:
    counted_to = NEW_YEAR.add_working_days(date.fromisoformat(day), n)
    assert counted_to == date.fromisoformat(found)


@given(CALENDARS, DAYS)
def test_next_and_previous_working_days_have_no_working_day_between(
    calendar: Calendar, day: date
) -> None:
    after, before = calendar.next_working(day), calendar.previous_working(day)
    assert before <= day <= after
    assert calendar.is_working(after)
    assert calendar.is_working(before)
    if not calendar.is_working(day):
        assert calendar.working_days_between(before, after) == 1


@given(CALENDARS, MOMENTS, st.booleans())
def test_opening_is_in_working_time_and_idempotent(
    calendar: Calendar, moment: datetime, on_duty: bool
) -> None:
    opened = next_working_time(moment, calendar, on_duty)
    local = opened.astimezone(VIETNAM)
    assert opened >= moment
    assert OPENING_TIME <= local.time() < CLOSING_TIME
    assert on_duty or calendar.is_working(local.date())
    assert next_working_time(opened, calendar, on_duty) == opened
    assert opened == moment or local.time() == OPENING_TIME


@given(CALENDARS, MOMENTS, st.booleans())
def test_the_next_slot_is_the_first_after_now(
    calendar: Calendar, now: datetime, on_duty: bool
) -> None:
    found = next_slot(now, calendar, on_duty)
    slots = [
        vietnam_to_utc(local_day(now) + timedelta(days=i), hour)
        for i in range((found - now).days + 2)
        for hour in (MORNING, AFTERNOON)
        if on_duty or calendar.is_working(local_day(now) + timedelta(days=i))
    ]
    assert found == next(s for s in slots if s > now)


@pytest.mark.parametrize(
    ("moment", "opened", "on_duty"),
    [
        ("2025-10-08 09:12", "2025-10-08 09:12", False),
        ("2025-10-08 07:30", "2025-10-08 07:30", False),
        ("2025-10-08 07:29", "2025-10-08 07:30", False),
        ("2025-10-08 16:59", "2025-10-08 16:59", False),
        ("2025-10-08 17:00", "2025-10-09 07:30", False),
        ("2025-10-10 18:00", "2025-10-13 07:30", False),
        ("2025-12-31 18:00", "2026-01-05 07:30", False),
        ("2026-01-02 09:00", "2026-01-05 07:30", False),
        ("2026-01-10 09:00", "2026-01-10 09:00", False),
        ("2026-01-02 09:00", "2026-01-02 09:00", True),
        ("2026-01-02 22:00", "2026-01-03 07:30", True),
    ],
)
def test_opening_gives_the_expected_times(moment: str, opened: str, on_duty: bool) -> None:
    assert next_working_time(at(moment), NEW_YEAR, on_duty) == at(opened)


@pytest.mark.parametrize(
    ("now", "found", "on_duty"),
    [
        ("2025-12-31 07:59", "2025-12-31 08:00", False),
        ("2025-12-31 08:00", "2025-12-31 14:00", False),
        ("2025-12-31 14:00", "2026-01-05 08:00", False),
        ("2025-12-31 14:00", "2026-01-01 08:00", True),
        ("2026-01-09 15:00", "2026-01-10 08:00", False),
        ("2026-01-10 15:00", "2026-01-12 08:00", False),
    ],
)
def test_next_slot_gives_the_expected_times(now: str, found: str, on_duty: bool) -> None:
    assert next_slot(at(now), NEW_YEAR, on_duty) == at(found)


def test_off_duty_slots_wait_for_a_working_day() -> None:
    assert next_working_time(at("2026-01-02 09:00"), NEW_YEAR) == at("2026-01-05 07:30")
    assert next_slot(at("2026-01-01 07:00"), NEW_YEAR) == at("2026-01-05 08:00")


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        ("2025-11-24", -1, "2025-11-21"),
        ("2025-11-23", -1, "2025-11-21"),
        ("2025-11-22", -1, "2025-11-21"),
        ("2025-11-21", -1, "2025-11-20"),
        ("2025-11-21", 1, "2025-11-24"),
        ("2025-11-22", 1, "2025-11-24"),
        ("2025-11-20", 1, "2025-11-21"),
        ("2025-11-20", 6, "2025-11-28"),
        ("2026-01-05", -1, "2025-12-31"),
        ("2026-01-09", 1, "2026-01-10"),
        ("2026-01-12", -1, "2026-01-10"),
    ],
)
def test_working_days_around_weekends_and_the_new_year(day: str, n: int, found: str) -> None:
    counted_from = date.fromisoformat(day)
    assert NEW_YEAR.add_working_days(counted_from, n) == date.fromisoformat(found)


def test_a_month_long_holiday_is_skipped_in_both_directions() -> None:
    february = Calendar(frozenset(date(2026, 2, day) for day in range(1, 29)))
    assert february.add_working_days(date(2026, 3, 2), -1) == date(2026, 1, 30)
    assert february.add_working_days(date(2026, 1, 30), 1) == date(2026, 3, 2)


def test_a_day_both_off_and_worked_is_worked() -> None:
    day = date(2026, 1, 2)
    both = Calendar(days_off=frozenset({day}), days_worked=frozenset({day}))
    assert both.is_working(day)
    assert both.working_days_between(date(2026, 1, 1), day) == 1


def test_slots_are_utc() -> None:
    morning = vietnam_to_utc(date(2025, 12, 31), MORNING)
    assert morning == datetime(2025, 12, 31, 1, 0, tzinfo=UTC)
    assert morning.tzinfo is UTC
    assert local_day(datetime(2025, 12, 31, 17, 0, tzinfo=UTC)) == date(2026, 1, 1)


def test_equal_days_make_equal_calendars() -> None:
    day = frozenset({date(2026, 1, 2)})
    assert Calendar(day) == Calendar(day)
    assert Calendar(day) != PLAIN
    assert PLAIN.add_working_days(date(2026, 1, 3), 0) == date(2026, 1, 3)
    assert vietnam_to_utc(date(2026, 1, 3), time(0, 0)) == at("2026-01-03 00:00")


@pytest.mark.parametrize(
    ("came", "days"),
    [(None, 0), (date(2026, 1, 8), 0), (date(2026, 1, 9), 0), (date(2026, 1, 13), 2)],
)
def test_what_came_in_time_or_never_is_not_late(came: date | None, days: int) -> None:
    assert PLAIN.working_days_late(date(2026, 1, 9), came) == days
