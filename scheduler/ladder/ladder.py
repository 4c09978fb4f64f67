"""Which steps a milestone gets, when and to whom, if nobody answers from now on.

Pure functions of the milestone's facts, the rules and the calendar. Moments are UTC; days are days
in Vietnam. Every answer changes the facts, and so the steps to come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from scheduler.calendar.working_time import (
    MORNING,
    ONE_DAY,
    VIETNAM,
    Calendar,
    local_day,
    next_working_time,
    vietnam_to_utc,
)
from scheduler.ladder.overdue import overdue_steps
from scheduler.ladder.rules import LOWEST_RANK, QUOTA_REPORT, SNOOZE, Anchor, Rules
from storage.words import MilestoneShape, Role, Status


@dataclass(frozen=True, slots=True)
class Facts:
    """What the ladder needs to know of one milestone.

    The state is `status` alone; `blocked_at`, `submitted_at` and `returned_at` only say since when.
    `extension_asked_at` is set while an extension waits for a decision. `opens_on` is the first day
    of a quota's window. `snoozed_until` comes from `snooze_until`.
    """

    shape: MilestoneShape
    status: Status
    due_on: date
    handed_over_at: datetime
    on_duty: bool = False
    opens_on: date | None = None
    has_support: bool = False
    blocked_at: datetime | None = None
    submitted_at: datetime | None = None
    returned_at: datetime | None = None
    extension_asked_at: datetime | None = None
    snoozed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueStep:
    """One step to one role; `at` is when it is sent (UTC)."""

    at: datetime
    step: str
    role: Role


class Skip(StrEnum):
    """Why a step of the ladder is not sent."""

    TOO_EARLY = "passed_over"
    """Its time was before the handover, or before the result was returned."""
    HIGHER_STEP_SAME_DAY = "same_day"
    """A step of higher rank goes to that role on that day."""
    SNOOZED = "snoozed"
    """The official asked to be reminded later."""
    COLLAPSED = "collapsed_by_later"
    """Nothing was sent for a while, and a later step is due by now."""


@dataclass(frozen=True, slots=True)
class Firing:
    """What `fire` found: steps to send now, skipped steps, and when to fire again (UTC)."""

    due: tuple[DueStep, ...]
    skipped: tuple[tuple[DueStep, Skip], ...]
    next_at: datetime | None


class _PlacedStep(NamedTuple):
    """A step with its day and time in Vietnam, before skips are decided."""

    day: date
    clock: time
    rank: int
    order: int
    name: str
    role: Role


_precedence = itemgetter(2, 3)
"""Of two steps of one day, the higher rank wins, then the later step of its ladder."""


_DayTime = tuple[date, time]
"""A day and a time of day in Vietnam."""


def evaluate_steps(
    facts: Facts, rules: Rules, calendar: Calendar, after: datetime | None = None
) -> Iterator[tuple[DueStep, Skip | None]]:
    """Every step after `after` (None: all) in order of time, with its reason if it is skipped.

    Endless for a milestone that can become overdue; empty for a closed one.
    """
    if facts.status.closed:
        return
    start = _vietnam_time(next_working_time(facts.handed_over_at, calendar, facts.on_duty))
    if facts.returned_at:
        start = max(start, _vietnam_time(facts.returned_at))
    snoozed = _vietnam_time(facts.snoozed_until) if facts.snoozed_until else None
    view = _View(facts, rules, calendar, local_day(after) if after else date.min)
    placed = _place_steps(view, start[0])
    for day, steps_of_day in groupby(placed, key=itemgetter(0)):
        for step, skip in _skips_of_day(tuple(steps_of_day), start, snoozed):
            at = vietnam_to_utc(day, step.clock)
            if after is None or at > after:
                yield DueStep(at, step.name, step.role), skip


def upcoming_steps(
    facts: Facts, rules: Rules, calendar: Calendar, after: datetime | None = None
) -> Iterator[DueStep]:
    """The steps to be sent after `after`, in order of time, if nobody answers from now on."""
    return (
        due_step for due_step, skip in evaluate_steps(facts, rules, calendar, after) if skip is None
    )


def fire(
    facts: Facts, rules: Rules, calendar: Calendar, fired_until: datetime | None, now: datetime
) -> Firing:
    """The steps to send now of those in (fired_until, now]: the latest one for each role.

    `fired_until` is None for a milestone that was never fired.
    """
    latest: dict[Role, DueStep] = {}
    skipped: list[tuple[DueStep, Skip]] = []
    next_at = None
    for due_step, skip in evaluate_steps(facts, rules, calendar, fired_until):
        if due_step.at > now:
            if skip is None:
                next_at = due_step.at
                break
        elif skip is None:
            if earlier := latest.get(due_step.role):
                skipped.append((earlier, Skip.COLLAPSED))
            latest[due_step.role] = due_step
        else:
            skipped.append((due_step, skip))
    due = tuple(sorted(latest.values(), key=attrgetter("at")))
    return Firing(due, tuple(skipped), next_at)


def _vietnam_time(moment: datetime) -> _DayTime:
    local = moment.astimezone(VIETNAM)
    return local.date(), local.time()


class _View(NamedTuple):
    """A milestone's facts with the rules and calendar that apply, from the day `first` on."""

    facts: Facts
    rules: Rules
    calendar: Calendar
    first: date

    def worked(self, day: date) -> date:
        """The day on which a step for `day` is sent: the last working day up to it."""
        return day if self.facts.on_duty else self.calendar.previous_working(day)


def _place_steps(view: _View, start: date) -> Iterator[_PlacedStep]:
    """Every step, day by day, in order of time within a day."""
    facts = view.facts
    if facts.status is Status.SUBMITTED:
        yield from sorted(_steps_since(view, Anchor.SUBMITTED, facts.submitted_at))
        return
    steps = _steps_before(view)
    if facts.shape is MilestoneShape.QUOTA:
        steps += _quota_reports(view, start)
    if facts.status is Status.PENDING:
        steps += _steps_since(view, Anchor.HANDOVER, facts.handed_over_at)
    if facts.status is Status.BLOCKED:
        steps += _steps_since(view, Anchor.BLOCKED, facts.blocked_at)
    steps += _steps_since(view, Anchor.EXTENSION, facts.extension_asked_at)
    if facts.snoozed_until:
        steps.append(
            _PlacedStep(*_vietnam_time(facts.snoozed_until), LOWEST_RANK, 0, SNOOZE, Role.LEAD)
        )
    yield from sorted(step for step in steps if step.day <= facts.due_on)
    late = sorted(step for step in steps if step.day > facts.due_on)
    yield from merge(late, _overdue_steps(view)) if late else _overdue_steps(view)


def _steps_before(view: _View) -> list[_PlacedStep]:
    """The steps up to the due date; one on a day off moves to the working day before."""
    facts, steps = view.facts, list[_PlacedStep]()
    if facts.due_on < view.first:
        return steps
    for rule in view.rules.step_rules(facts.shape, Anchor.BEFORE):
        day = view.worked(facts.due_on - rule.ahead)
        if day >= view.first and (rule.role is not Role.SUPPORT or facts.has_support):
            steps.append(_PlacedStep(day, rule.at, rule.rank, -rule.offset, rule.name, rule.role))
    return steps


def _quota_reports(view: _View, start: date) -> list[_PlacedStep]:
    """One step for each day up to the due date on which the quota's number is asked for."""
    due_on, rules = view.facts.due_on, view.rules
    weekly_from = due_on - timedelta(days=rules.quota_weekly_days)
    day = max(view.first, start, view.facts.opens_on or start)
    asked: set[date] = set()
    while day <= due_on:
        weekly = day.weekday() == rules.report_weekday and day >= weekly_from
        if weekly or day.day == rules.quota_day:
            asked.add(view.worked(day))
        day += ONE_DAY
    return [_PlacedStep(day, MORNING, LOWEST_RANK, 0, QUOTA_REPORT, Role.LEAD) for day in asked]


def _steps_since(view: _View, anchor: Anchor, begun: datetime | None) -> list[_PlacedStep]:
    """Steps in working days from an event (none without one); offset 0 is sent at once."""
    if begun is None:
        return []
    begun_on, clock = _vietnam_time(next_working_time(begun, view.calendar, view.facts.on_duty))
    steps = []
    for rule in view.rules.step_rules(view.facts.shape, anchor):
        day = view.calendar.add_working_days(begun_on, rule.offset)
        if day >= view.first:
            at = rule.at if rule.offset else clock
            steps.append(_PlacedStep(day, at, rule.rank, rule.offset, rule.name, rule.role))
    return steps


def _overdue_steps(view: _View) -> Iterator[_PlacedStep]:
    """The steps counted in working days from the due date, without end."""
    facts, silent = view.facts, view.facts.status is Status.PENDING
    for day, rule in overdue_steps(
        view.rules, facts.shape, facts.due_on, view.calendar, view.first, silent
    ):
        yield _PlacedStep(day, rule.at, rule.rank, rule.offset, rule.name, rule.role)


def _skips_of_day(
    steps: tuple[_PlacedStep, ...], start: _DayTime, snoozed: _DayTime | None
) -> list[tuple[_PlacedStep, Skip | None]]:
    """The skip, if any, of each step of one day: each role gets the step of highest precedence.

    A snooze reminder is no ladder step: it yields only to a step at exactly the same time. A
    snoozed step still counts as its role's step of that day: it was sent before the official
    asked, or the snooze reminder replaces it, so no lower step is sent as well.
    """
    best_of: dict[Role, _PlacedStep] = {}
    reasons: list[Skip | None] = []
    for step in steps:
        reason = _skip_by_time(step, start, snoozed)
        reasons.append(reason)
        if reason is not Skip.TOO_EARLY and step.name != SNOOZE:
            best = best_of.get(step.role, step)
            best_of[step.role] = max(best, step, key=_precedence)
    return [
        (step, reason or _skip_for_other(step, best_of.get(step.role)))
        for step, reason in zip(steps, reasons, strict=True)
    ]


def _skip_by_time(step: _PlacedStep, start: _DayTime, snoozed: _DayTime | None) -> Skip | None:
    if (step.day, step.clock) < start:
        return Skip.TOO_EARLY
    if snoozed and step.role is Role.LEAD and (step.day, step.clock) < snoozed:
        return Skip.SNOOZED
    return None


def _skip_for_other(step: _PlacedStep, best: _PlacedStep | None) -> Skip | None:
    if best is None or step is best or (step.name == SNOOZE and step.clock != best.clock):
        return None
    return Skip.HIGHER_STEP_SAME_DAY
