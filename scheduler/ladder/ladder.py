"""Which steps a milestone gets, when and to whom, if nobody answers from now on.

Pure functions of the milestone's facts, the rules and the calendar. Moments are UTC; days are days
in Vietnam. Every answer changes the facts, and so the steps to come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import (
    MORNING,
    ONE_DAY,
    VIETNAM,
    Calendar,
    local_day,
    next_working_time,
    vietnam_to_utc,
)
from scheduler.ladder.hours import hour_steps
from scheduler.ladder.overdue import overdue_steps
from scheduler.ladder.rules import LOWEST_RANK, QUOTA_REPORT, SNOOZE, Anchor, Rules
from scheduler.ladder.skips import DayTime, PlacedStep, Skip, skips_of_day
from storage.words import MilestoneShape, Role, Status


@dataclass(frozen=True, slots=True)
class Facts:
    """What the ladder needs to know of one milestone.

    The state is `status` alone; `blocked_at`, `submitted_at` and `returned_at` only say since when.
    `extension_asked_at` is set while an extension waits for a decision. `opens_on` is the first day
    of a quota's window. `snoozed_until` comes from `snooze_until`. `due_time` is the hour of the
    due day that ends it (Vietnam), None for the whole day.
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
    due_time: time | None = None

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.due_on, self.due_time)


@dataclass(frozen=True, slots=True)
class DueStep:
    """One step to one role; `at` is when it is sent (UTC)."""

    at: datetime
    step: str
    role: Role


@dataclass(frozen=True, slots=True)
class Firing:
    """What `fire` found: steps to send now, skipped steps, and when to fire again (UTC)."""

    due: tuple[DueStep, ...]
    skipped: tuple[tuple[DueStep, Skip], ...]
    next_at: datetime | None


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
        for step, skip in skips_of_day(tuple(steps_of_day), start, snoozed):
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


def _vietnam_time(moment: datetime) -> DayTime:
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


def _place_steps(view: _View, start: date) -> Iterator[PlacedStep]:
    """Every step, day by day, in order of time within a day."""
    facts = view.facts
    if facts.status is Status.SUBMITTED:
        yield from sorted(_steps_since(view, Anchor.SUBMITTED, facts.submitted_at))
        return
    steps = _steps_before(view) + _hour_steps(view)
    if facts.shape is MilestoneShape.QUOTA:
        steps += _quota_reports(view, start)
    if facts.status is Status.PENDING:
        steps += _steps_since(view, Anchor.HANDOVER, facts.handed_over_at)
    if facts.status is Status.BLOCKED:
        steps += _steps_since(view, Anchor.BLOCKED, facts.blocked_at)
    steps += _steps_since(view, Anchor.EXTENSION, facts.extension_asked_at)
    if facts.snoozed_until:
        steps.append(
            PlacedStep(*_vietnam_time(facts.snoozed_until), LOWEST_RANK, 0, SNOOZE, Role.LEAD)
        )
    yield from sorted(step for step in steps if step.day <= facts.due_on)
    late = sorted(step for step in steps if step.day > facts.due_on)
    yield from merge(late, _overdue_steps(view)) if late else _overdue_steps(view)


def _steps_before(view: _View) -> list[PlacedStep]:
    """The steps up to the due date; one on a day off moves to the working day before.

    Where the step before the hour is as early as that of the due day, it stands for it.
    """
    facts, steps = view.facts, list[PlacedStep]()
    if facts.due_on < view.first:
        return steps
    of_hour = hour_steps(facts.deadline, view.calendar, facts.on_duty)
    reminded_at = of_hour[0][:2] if of_hour else (date.max, time.max)
    for rule in view.rules.step_rules(facts.shape, Anchor.BEFORE):
        day = view.worked(facts.due_on - rule.ahead)
        in_time = rule.offset or (day, rule.at) < reminded_at
        if day >= view.first and in_time and (rule.role is not Role.SUPPORT or facts.has_support):
            steps.append(PlacedStep(day, rule.at, rule.rank, -rule.offset, rule.name, rule.role))
    return steps


def _hour_steps(view: _View) -> list[PlacedStep]:
    """The steps of the hour of the due day, to the lead."""
    found = hour_steps(view.facts.deadline, view.calendar, view.facts.on_duty)
    return [
        PlacedStep(day, clock, LOWEST_RANK, place, name, Role.LEAD)
        for place, (day, clock, name) in enumerate(found)
        if day >= view.first
    ]


def _quota_reports(view: _View, start: date) -> list[PlacedStep]:
    """One step for each day up to the due date on which the quota's number is asked for.

    A day off moves to the working day before, but never to a day before the quota's window.
    """
    due_on, rules = view.facts.due_on, view.rules
    weekly_from = due_on - timedelta(days=rules.quota_weekly_days)
    opens_on = view.facts.opens_on or date.min
    day = max(view.first, start, opens_on)
    asked: set[date] = set()
    while day <= due_on:
        weekly = day.weekday() == rules.report_weekday and day >= weekly_from
        if (weekly or day.day == rules.quota_day) and view.worked(day) >= opens_on:
            asked.add(view.worked(day))
        day += ONE_DAY
    return [PlacedStep(day, MORNING, LOWEST_RANK, 0, QUOTA_REPORT, Role.LEAD) for day in asked]


def _steps_since(view: _View, anchor: Anchor, begun: datetime | None) -> list[PlacedStep]:
    """Steps in working days from an event (none without one); offset 0 is sent at once."""
    if begun is None:
        return []
    begun_on, clock = _vietnam_time(next_working_time(begun, view.calendar, view.facts.on_duty))
    steps = []
    for rule in view.rules.step_rules(view.facts.shape, anchor):
        day = view.calendar.add_working_days(begun_on, rule.offset)
        if day >= view.first:
            at = rule.at if rule.offset else clock
            steps.append(PlacedStep(day, at, rule.rank, rule.offset, rule.name, rule.role))
    return steps


def _overdue_steps(view: _View) -> Iterator[PlacedStep]:
    """The steps counted in working days from the due date, without end."""
    facts, silent = view.facts, view.facts.status is Status.PENDING
    for day, rule in overdue_steps(
        view.rules, facts.shape, facts.due_on, view.calendar, view.first, silent
    ):
        yield PlacedStep(day, rule.at, rule.rank, rule.offset, rule.name, rule.role)
