"""Snooze: remind an official again at a later time, never after the ladder's next step.

Work that is overdue waits until the next working day at most.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import (
    CLOSING_TIME,
    MORNING,
    VIETNAM,
    Calendar,
    local_day,
    next_slot,
    next_working_time,
    vietnam_to_utc,
)
from scheduler.ladder.ladder import Facts, upcoming_steps
from scheduler.ladder.rules import Rules
from storage.words import Role, Status

TWO_HOURS = timedelta(hours=2)


class SnoozeChoice(StrEnum):
    """When an official may ask to be reminded again."""

    TWO_HOURS = "two_hours"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    MONDAY = "monday"


SnoozeWish = SnoozeChoice | datetime
"""One of the choices, or a moment (aware)."""


def snooze_until(
    wish: SnoozeWish, now: datetime, facts: Facts, rules: Rules, calendar: Calendar
) -> datetime | None:
    """When the lead is reminded again (UTC): as wished, or at the ladder's next step if earlier.

    None when that is after the due date or its hour, or when the ladder has no more steps for the
    lead; for a moment after the ladder's next step; and of overdue work after the next working day.
    """
    next_at = _next_step(now, facts, rules, calendar)
    if next_at is None:
        return None
    wished = wished_time(wish, now, calendar, facts.on_duty)
    if isinstance(wish, datetime) and wished > next_at:
        return None
    if facts.deadline.passed(now):
        latest = wished_time(SnoozeChoice.TOMORROW, now, calendar, facts.on_duty)
        return min(wished, next_at) if local_day(wished) <= local_day(latest) else None
    until = min(wished, next_at)
    return None if facts.deadline.passed(until) else until


def longest_snooze(
    now: datetime, facts: Facts, rules: Rules, calendar: Calendar
) -> datetime | None:
    """The latest moment (UTC) until which a reminder may wait; None if it may not wait a night."""
    next_at = _next_step(now, facts, rules, calendar)
    if next_at is None:
        return None
    if facts.deadline.passed(now):
        return min(wished_time(SnoozeChoice.TOMORROW, now, calendar, facts.on_duty), next_at)
    return None if facts.deadline.passed(next_at) else next_at


def can_snooze(deadline: Deadline, now: datetime) -> bool:
    """Whether work may wait at all: not where it is due today and two hours go beyond the day."""
    later = (now + TWO_HOURS).astimezone(VIETNAM)
    ends = later.time() >= CLOSING_TIME or deadline.passed(later)
    return deadline.passed(now) or deadline.on != local_day(now) or not ends


def wished_time(
    wish: SnoozeWish, now: datetime, calendar: Calendar, on_duty: bool = False
) -> datetime:
    """The moment of a wish within working time (UTC)."""
    if isinstance(wish, datetime):
        day = local_day(wish)
        worked = day if on_duty else calendar.next_working(day)
        return next_working_time(wish + (worked - day), calendar, on_duty)
    if wish is SnoozeChoice.TWO_HOURS:
        return next_working_time(now + TWO_HOURS, calendar, on_duty)
    today = local_day(now)
    if wish is SnoozeChoice.AFTERNOON:
        return next_slot(max(now, vietnam_to_utc(today, MORNING)), calendar, on_duty)
    wait = 1 if wish is SnoozeChoice.TOMORROW else 7 - today.weekday()
    day = today + timedelta(days=wait)
    return vietnam_to_utc(day if on_duty else calendar.next_working(day), MORNING)


def _next_step(now: datetime, facts: Facts, rules: Rules, calendar: Calendar) -> datetime | None:
    """The ladder's next step for the lead (UTC); None if the lead gets none."""
    if facts.status is Status.SUBMITTED:
        return None
    without_snooze = replace(facts, snoozed_until=None)
    steps = upcoming_steps(without_snooze, rules, calendar, now)
    return next((step.at for step in steps if step.role is Role.LEAD), None)
