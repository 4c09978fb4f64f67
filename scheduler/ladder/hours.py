"""The steps of a deadline with an hour: one in time for it, one after it on the same day. Pure."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import (
    AFTERNOON,
    CLOSING_TIME,
    MORNING,
    ONE_DAY,
    OPENING_TIME,
    Calendar,
)

AHEAD = timedelta(hours=2)
"""How long before the hour its lead is reminded."""
HOURS_STEP = "hours_2"
GRACE = timedelta(minutes=30)
"""How long after the hour its lead is told that it has passed."""
PASSED_STEP = "overdue_0"
HOUR_STEPS = frozenset({HOURS_STEP, PASSED_STEP})
"""Steps that come beside the ladder's own step of a day: each has its hour."""


class HourStep(NamedTuple):
    """A step by its day and time of day in Vietnam."""

    day: date
    at: time
    name: str


def hour_steps(deadline: Deadline, calendar: Calendar, on_duty: bool) -> tuple[HourStep, ...]:
    """The steps of a deadline by time; none without an hour. `on_duty`: days off count too.

    The one before it comes AHEAD of the hour within the hours of work; where there is no such time
    on that day, at the opening, or on the afternoon of the last day of work before. The one after
    it comes on the due day itself, within the hours of work, or not at all.
    """
    if deadline.hour is None:
        return ()
    works = on_duty or calendar.is_working(deadline.on)
    before = _before(deadline.hour) if works else None
    day = deadline.on
    if before is None:
        eve = deadline.on - ONE_DAY
        day, before = eve if on_duty else calendar.previous_working(eve), AFTERNOON
    steps = [HourStep(day, before, HOURS_STEP)]
    after = max(MORNING, _moved(deadline.hour, GRACE))
    if works and deadline.hour < after < CLOSING_TIME:
        steps.append(HourStep(deadline.on, after, PASSED_STEP))
    return tuple(steps)


def _before(hour: time) -> time | None:
    """When the step before an hour comes on its day; None if work does not begin before it."""
    if hour <= OPENING_TIME:
        return None
    if hour <= _moved(OPENING_TIME, AHEAD):
        return OPENING_TIME
    ahead = _moved(hour, -AHEAD)
    return ahead if ahead < CLOSING_TIME else _moved(CLOSING_TIME, -AHEAD)


def _moved(clock: time, by: timedelta) -> time:
    """The time of day so much later or earlier; it begins again at midnight."""
    return (datetime.combine(date.min + ONE_DAY, clock) + by).time()
