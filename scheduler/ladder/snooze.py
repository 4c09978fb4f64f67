"""Being reminded again later, at the official's own wish, never past what the ladder says next."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.calendar.working_time import (
    MORNING,
    Calendar,
    local_day,
    next_slot,
    next_working_time,
    vietnam_to_utc,
)
from scheduler.ladder.ladder import Facts, moments
from scheduler.ladder.rules import Rules
from storage.words import Role, Status


class Later(StrEnum):
    """When an official may ask to be reminded again."""

    TWO_HOURS = "two_hours"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    MONDAY = "monday"


def snooze_until(
    choice: Later, now: datetime, facts: Facts, rules: Rules, calendar: Calendar
) -> datetime | None:
    """When the lead is reminded again: as asked, at the latest with the ladder's next step.

    None where that would be after the due date, or where the lead hears nothing anyway.
    """
    awake = replace(facts, snoozed_until=None)
    coming = (m.at for m in moments(awake, rules, calendar, now) if m.role is Role.LEAD)
    next_at = None if facts.status is Status.SUBMITTED else next(coming, None)
    if next_at is None:
        return None
    until = min(_later(choice, now, calendar, facts.on_duty), next_at)
    return until if local_day(until) <= facts.due_on else None


def _later(choice: Later, now: datetime, calendar: Calendar, on_duty: bool) -> datetime:
    if choice is Later.TWO_HOURS:
        return next_working_time(now + timedelta(hours=2), calendar, on_duty)
    today = local_day(now)
    if choice is Later.AFTERNOON:
        return next_slot(max(now, vietnam_to_utc(today, MORNING)), calendar, on_duty)
    wait = 1 if choice is Later.TOMORROW else 7 - today.weekday()
    day = today + timedelta(days=wait)
    return vietnam_to_utc(day if on_duty else calendar.next_working(day), MORNING)
