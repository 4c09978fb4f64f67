"""When repeating work is due, and when each of its milestones is created.

A campaign's weekly reports, standing work's monthly reports and work with a rule of its own are
three cases of one rule.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from scheduler.calendar.deadline import DAY_LENGTH, Deadline
from scheduler.calendar.repetition import Every, OrdinalWeekday, Repetition, occurrences
from scheduler.calendar.working_time import MORNING, Calendar, local_day, vietnam_to_utc
from scheduler.ladder.ladder import Facts, upcoming_steps
from scheduler.ladder.rules import Rules
from storage.words import MilestoneShape, Status, TaskKind

BEFORE_ANY_STEP = timedelta(days=366)
"""A handover this long before the due date comes before every step of the ladder."""
MAX_WITHOUT_REMINDER = 40
"""After so many due dates in a row without a reminder there is none to come."""

REPEATING_SHAPES = {
    TaskKind.CAMPAIGN: MilestoneShape.CAMPAIGN_REPORT,
    TaskKind.STANDING: MilestoneShape.STANDING_REPORT,
}
"""The kinds of task that repeat, with the shape of their milestones without a rule of their own."""
RULES_OF_KINDS = {
    TaskKind.CAMPAIGN: Repetition(Every.WEEK),
    TaskKind.STANDING: Repetition(Every.MONTH),
}
"""The rules of tasks without one of their own."""


@dataclass(frozen=True, slots=True)
class RepetitionWindow:
    """The days between which a task repeats, both included; `closes_on` None: without end.

    `rule` is the task's own; None for the one of its kind.
    """

    opens_on: date
    closes_on: date | None
    on_duty: bool = False
    rule: Repetition | None = None


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    """A milestone to come; `at` (UTC) is when it is created, handed over and first reminded of.

    `day` is the day that the rule names; it differs from `due_on` if that was shifted. `due_time`
    is the hour (Vietnam) that the rule names, None without one.
    """

    at: datetime
    shape: MilestoneShape
    due_on: date
    day: date
    due_time: time | None = None

    @property
    def key(self) -> str:
        """The milestone's key within its task."""
        return f"{self.shape}-{self.day}"


def planned_milestones(
    kind: TaskKind,
    window: RepetitionWindow,
    rules: Rules,
    calendar: Calendar,
    after: datetime | None = None,
    existing: Collection[str] = (),
) -> Iterator[PlannedMilestone]:
    """The milestones created after `after`, by time; none if that kind of task does not repeat.

    One whose first reminder was before `after` gets its next one, unless `existing`, the keys of
    the task's milestones, has one of that day. One with no reminder left until its due date is left
    out.
    """
    if kind not in REPEATING_SHAPES:
        return
    own = window.rule
    shape = REPEATING_SHAPES[kind] if own is None else MilestoneShape.OCCURRENCE
    created = {key[-DAY_LENGTH:] for key in existing}
    first = max(window.opens_on, local_day(after)) if after else window.opens_on
    previous, unreminded = date.min, 0
    rule = with_default_day(own or RULES_OF_KINDS[kind], rules)
    turns = occurrences(rule, window.opens_on, calendar)
    for day, due_on in takewhile(lambda turn: _is_open(window, turn.day), turns):
        if due_on >= first:
            deadline = Deadline(due_on, rule.at)
            at = _first_reminder(shape, previous, deadline, window.on_duty, rules, calendar, after)
            unreminded = 0 if at else unreminded + 1
            if at and day.isoformat() not in created:
                yield PlannedMilestone(at, shape, due_on, day, rule.at)
        if unreminded == MAX_WITHOUT_REMINDER:
            return
        previous = due_on


def with_default_day(rule: Repetition, rules: Rules) -> Repetition:
    """The rule with the commune's own weekday or day of reports where it names none."""
    if rule.days or rule.weekdays:
        return rule
    if rule.every is Every.WEEK:
        return replace(rule, weekdays=(OrdinalWeekday(rules.report_weekday),))
    if rule.every is Every.MONTH:
        return replace(rule, days=(rules.standing_day,))
    return rule


def _is_open(window: RepetitionWindow, day: date) -> bool:
    return window.closes_on is None or day <= window.closes_on


def _first_reminder(
    shape: MilestoneShape,
    previous: date,
    deadline: Deadline,
    on_duty: bool,
    rules: Rules,
    calendar: Calendar,
    after: datetime | None,
) -> datetime | None:
    """When a milestone is created: the time (UTC) of its first reminder after `after` and up to its
    deadline; None if there is none.

    It comes after the `previous` due date, so that only one milestone at a time is asked for; if
    all reminders come before that, the last of them.
    """
    handed_over_at = vietnam_to_utc(deadline.on - BEFORE_ANY_STEP, MORNING)
    accepted = Facts(shape, Status.ACCEPTED, deadline.on, handed_over_at, on_duty)
    facts = replace(accepted, due_time=deadline.hour)
    coming = (step.at for step in upcoming_steps(facts, rules, calendar, after))
    found = list(takewhile(lambda at: not deadline.passed(at), coming))
    return next((at for at in found if local_day(at) > previous), found[-1] if found else None)
