"""Snooze: remind an official again at a later time, never after the ladder's next step."""

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
from scheduler.ladder.ladder import Facts, upcoming_steps
from scheduler.ladder.rules import Rules
from storage.words import Role, Status


class SnoozeChoice(StrEnum):
    """When an official may ask to be reminded again."""

    TWO_HOURS = "two_hours"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    MONDAY = "monday"


def snooze_until(
    choice: SnoozeChoice, now: datetime, facts: Facts, rules: Rules, calendar: Calendar
) -> datetime | None:
    """When the lead is reminded again (UTC): as chosen, or at the ladder's next step if earlier.

    None when that is after the due date or its hour, or when the ladder has no more steps for the
    lead.
    """
    without_snooze = replace(facts, snoozed_until=None)
    steps = (
        step.at
        for step in upcoming_steps(without_snooze, rules, calendar, now)
        if step.role is Role.LEAD
    )
    next_at = None if facts.status is Status.SUBMITTED else next(steps, None)
    if next_at is None:
        return None
    until = min(_wished_time(choice, now, calendar, facts.on_duty), next_at)
    return None if facts.deadline.passed(until) else until


def _wished_time(
    choice: SnoozeChoice, now: datetime, calendar: Calendar, on_duty: bool
) -> datetime:
    if choice is SnoozeChoice.TWO_HOURS:
        return next_working_time(now + timedelta(hours=2), calendar, on_duty)
    today = local_day(now)
    if choice is SnoozeChoice.AFTERNOON:
        return next_slot(max(now, vietnam_to_utc(today, MORNING)), calendar, on_duty)
    wait = 1 if choice is SnoozeChoice.TOMORROW else 7 - today.weekday()
    day = today + timedelta(days=wait)
    return vietnam_to_utc(day if on_duty else calendar.next_working(day), MORNING)
