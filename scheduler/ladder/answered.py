"""The steps that a milestone gets if those who lead answer in time. Pure."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime, time
from itertools import takewhile

from scheduler.calendar.working_time import Calendar, vietnam_to_utc
from scheduler.ladder.ladder import DueStep, Facts, upcoming_steps
from scheduler.ladder.rules import Rules
from storage.words import Role, Status

HANDED_IN = time(16, 59)
"""Results are handed in at the end of working time."""


def answered_steps(
    facts: Facts, rules: Rules, calendar: Calendar, after: datetime | None = None
) -> Iterator[DueStep]:
    """The steps after `after` (None: all) if the lead accepts at the first of them and submits on
    the due day, and whoever is asked to confirm does so at the first step.

    The due day of work on a day off is the working day before. Work that is late already is
    submitted at its first step.
    """
    if facts.status is not Status.SUBMITTED:
        heard = yield from _until_role(upcoming_steps(facts, rules, calendar, after), Role.LEAD)
        if heard is None:
            return
        end = max(heard, _submission(facts, calendar))
        accepted = replace(facts, status=Status.ACCEPTED, blocked_at=None, extension_asked_at=None)
        coming = upcoming_steps(accepted, rules, calendar, heard)
        yield from takewhile(lambda step: step.at <= end, coming)
        facts, after = replace(accepted, status=Status.SUBMITTED, submitted_at=end), end
    yield from _until_role(upcoming_steps(facts, rules, calendar, after), Role.SECRETARY)


def _until_role(steps: Iterator[DueStep], role: Role) -> Generator[DueStep, None, datetime | None]:
    """The steps until the moment of the first for that role, and all of that moment; returns it
    (UTC), or None if there is none.
    """
    heard: datetime | None = None
    for step in steps:
        if heard is not None and step.at > heard:
            break
        yield step
        if step.role is role:
            heard = step.at
    return heard


def _submission(facts: Facts, calendar: Calendar) -> datetime:
    """When the result is handed in (UTC): at the end of the due day, or at its hour."""
    day = facts.due_on if facts.on_duty else calendar.previous_working(facts.due_on)
    hour = facts.due_time if day == facts.due_on else None
    return vietnam_to_utc(day, min(hour or HANDED_IN, HANDED_IN))
