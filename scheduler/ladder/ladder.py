"""When to speak to whom of one milestone, if nobody answers from here on.

Everything is a pure function of the milestone's facts, the rules and the calendar. Moments are
UTC; days are days in Vietnam. Every answer changes the facts, and with them what comes next.
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
    opening,
    slot,
)
from scheduler.ladder.rules import LOWEST_RANK, QUOTA_REPORT, SNOOZE, Anchor, Rules
from storage.words import MilestoneShape, Role, Status


@dataclass(frozen=True, slots=True)
class Facts:
    """What the ladder knows of one milestone.

    Not accepted is Status.PENDING; blocked, submitted and returned are told by the status, their
    moments only say since when. An extension is undecided while `extension_asked_at` is set.
    `opens_on` is the first day of a quota's window. `snoozed_until` comes from `snooze_until`.
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
    """One step, to be said to one role at one time (UTC)."""

    at: datetime
    step: str
    role: Role


class Skip(StrEnum):
    """Why a step of the ladder is not said."""

    PASSED_OVER = "passed_over"
    """It lay before the handover, or before the return."""
    SAME_DAY = "same_day"
    """Another step speaks to that role on that day."""
    SNOOZED = "snoozed"
    """The official asked to be reminded later."""
    COLLAPSED = "collapsed_by_later"
    """Nothing was sent for a while, and a later step has come meanwhile."""


@dataclass(frozen=True, slots=True)
class Firing:
    """What one look at a milestone found: what to say now, what not and why, when to look again."""

    due: tuple[DueStep, ...]
    skipped: tuple[tuple[DueStep, Skip], ...]
    next_at: datetime | None


class _Step(NamedTuple):
    """A step placed on a day, before it is known whether it is said."""

    day: date
    clock: time
    rank: int
    order: int
    name: str
    role: Role


_weight = itemgetter(2, 3)
"""Of two steps of one day the one of the higher rank, then the later of its ladder."""


_Clock = tuple[date, time]
"""A day and a time of day in Vietnam."""


def judged(
    facts: Facts, rules: Rules, calendar: Calendar, after: datetime | None = None
) -> Iterator[tuple[DueStep, Skip | None]]:
    """Every step after `after` in the order of time, each with the reason if it is not said.

    Without `after` from the beginning. Endless for a milestone that can become overdue.
    """
    if facts.status.closed:
        return
    start = _clock(opening(facts.handed_over_at, calendar, facts.on_duty))
    if facts.returned_at:
        start = max(start, _clock(facts.returned_at))
    snoozed = _clock(facts.snoozed_until) if facts.snoozed_until else None
    look = _Look(facts, rules, calendar, local_day(after) if after else date.min)
    placed = _placed(look, start[0])
    for day, together in groupby(placed, key=itemgetter(0)):
        for step, skip in _judge(tuple(together), start, snoozed):
            at = slot(day, step.clock)
            if after is None or at > after:
                yield DueStep(at, step.name, step.role), skip


def moments(
    facts: Facts, rules: Rules, calendar: Calendar, after: datetime | None = None
) -> Iterator[DueStep]:
    """What would be said after `after`, in the order of time, if nobody answers from here on."""
    return (moment for moment, skip in judged(facts, rules, calendar, after) if skip is None)


def fire(
    facts: Facts, rules: Rules, calendar: Calendar, fired_until: datetime | None, now: datetime
) -> Firing:
    """What to say now of all that came in (fired_until, now]: the latest step for each role.

    `fired_until` is None for a milestone of which nothing has been looked at yet.
    """
    latest: dict[Role, DueStep] = {}
    skipped: list[tuple[DueStep, Skip]] = []
    next_at = None
    for moment, skip in judged(facts, rules, calendar, fired_until):
        if moment.at > now:
            if skip is None:
                next_at = moment.at
                break
        elif skip is None:
            if earlier := latest.get(moment.role):
                skipped.append((earlier, Skip.COLLAPSED))
            latest[moment.role] = moment
        else:
            skipped.append((moment, skip))
    due = tuple(sorted(latest.values(), key=attrgetter("at")))
    return Firing(due, tuple(skipped), next_at)


def _clock(moment: datetime) -> _Clock:
    local = moment.astimezone(VIETNAM)
    return local.date(), local.time()


class _Look(NamedTuple):
    """One look at a milestone, from the day `first` on."""

    facts: Facts
    rules: Rules
    calendar: Calendar
    first: date

    def worked(self, day: date) -> date:
        """The day on which a step meant for `day` is said."""
        return day if self.facts.on_duty else self.calendar.previous_working(day)


def _placed(look: _Look, start: date) -> Iterator[_Step]:
    """Every step, day by day, those of one day in the order of time."""
    facts = look.facts
    if facts.status is Status.SUBMITTED:
        yield from sorted(_since(look, Anchor.SUBMITTED, facts.submitted_at))
        return
    steps = _ahead(look)
    if facts.shape is MilestoneShape.QUOTA:
        steps += _quota_reports(look, start)
    if facts.status is Status.PENDING:
        steps += _since(look, Anchor.HANDOVER, facts.handed_over_at)
    if facts.status is Status.BLOCKED:
        steps += _since(look, Anchor.BLOCKED, facts.blocked_at)
    steps += _since(look, Anchor.EXTENSION, facts.extension_asked_at)
    if facts.snoozed_until:
        steps.append(_Step(*_clock(facts.snoozed_until), LOWEST_RANK, 0, SNOOZE, Role.LEAD))
    yield from sorted(step for step in steps if step.day <= facts.due_on)
    late = sorted(step for step in steps if step.day > facts.due_on)
    yield from merge(late, _overdue(look)) if late else _overdue(look)


def _ahead(look: _Look) -> list[_Step]:
    """The steps before the due date and on it; on a day not worked, the working day before."""
    facts, steps = look.facts, list[_Step]()
    if facts.due_on < look.first:
        return steps
    for rung in look.rules.rungs(facts.shape, Anchor.BEFORE):
        day = look.worked(facts.due_on - rung.ahead)
        if day >= look.first and (rung.role is not Role.SUPPORT or facts.has_support):
            steps.append(_Step(day, rung.at, rung.rank, -rung.offset, rung.name, rung.role))
    return steps


def _quota_reports(look: _Look, start: date) -> list[_Step]:
    """The days on which a quota's number is asked for, each once, up to the due date."""
    due_on, rules = look.facts.due_on, look.rules
    weekly_from = due_on - timedelta(days=rules.quota_weekly_days)
    day = max(look.first, start, look.facts.opens_on or start)
    asked: set[date] = set()
    while day <= due_on:
        weekly = day.weekday() == rules.report_weekday and day >= weekly_from
        if weekly or day.day == rules.quota_day:
            asked.add(look.worked(day))
        day += ONE_DAY
    return [_Step(day, MORNING, LOWEST_RANK, 0, QUOTA_REPORT, Role.LEAD) for day in asked]


def _since(look: _Look, anchor: Anchor, begun: datetime | None) -> list[_Step]:
    """The steps counted in working days from what happened; 0 is said at once in working time."""
    if begun is None:
        return []
    begun_on, clock = _clock(opening(begun, look.calendar, look.facts.on_duty))
    steps = []
    for rung in look.rules.rungs(look.facts.shape, anchor):
        day = look.calendar.add_working_days(begun_on, rung.offset)
        if day >= look.first:
            at = rung.at if rung.offset else clock
            steps.append(_Step(day, at, rung.rank, rung.offset, rung.name, rung.role))
    return steps


def _overdue(look: _Look) -> Iterator[_Step]:
    """The steps counted in working days from the due date, without end."""
    facts, calendar = look.facts, look.calendar
    passed = max(0, calendar.working_days_between(facts.due_on, look.first))
    for rung in look.rules.overdue(facts.shape, passed):
        day = calendar.add_working_days(facts.due_on, rung.offset)
        yield _Step(day, rung.at, rung.rank, rung.offset, rung.name, rung.role)


def _judge(
    steps: tuple[_Step, ...], start: _Clock, snoozed: _Clock | None
) -> list[tuple[_Step, Skip | None]]:
    """Which steps of one day are said: for each role one, the highest of the ladder.

    A reminder the official asked for is no step of the ladder: it yields only to one that comes at
    the very same time. A step before it still counts as the one of its day: it was said before the
    official asked, or the reminder takes its place, so that no lower step is said as well.
    """
    said: dict[Role, _Step] = {}
    reasons: list[Skip | None] = []
    for step in steps:
        reason = _passed(step, start, snoozed)
        reasons.append(reason)
        if reason is not Skip.PASSED_OVER and step.name != SNOOZE:
            best = said.get(step.role, step)
            said[step.role] = max(best, step, key=_weight)
    return [
        (step, reason or _outdone(step, said.get(step.role)))
        for step, reason in zip(steps, reasons, strict=True)
    ]


def _passed(step: _Step, start: _Clock, snoozed: _Clock | None) -> Skip | None:
    if (step.day, step.clock) < start:
        return Skip.PASSED_OVER
    if snoozed and step.role is Role.LEAD and (step.day, step.clock) < snoozed:
        return Skip.SNOOZED
    return None


def _outdone(step: _Step, best: _Step | None) -> Skip | None:
    if best is None or step is best or (step.name == SNOOZE and step.clock != best.clock):
        return None
    return Skip.SAME_DAY
