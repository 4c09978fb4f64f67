"""When the reports of campaigns and standing tasks are due, and when each milestone is created."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.calendar.working_time import MORNING, ONE_DAY, Calendar, local_day, vietnam_to_utc
from scheduler.ladder.ladder import Facts, upcoming_steps
from scheduler.ladder.rules import Rules
from storage.words import MilestoneShape, Status, TaskKind

BEFORE_ANY_STEP = timedelta(days=366)
"""A handover this long before the due date comes before every step of the ladder."""

REPORT_SHAPES = {
    TaskKind.CAMPAIGN: MilestoneShape.CAMPAIGN_REPORT,
    TaskKind.STANDING: MilestoneShape.STANDING_REPORT,
}
"""The kinds of task that have reports, with the shape of their milestones."""


@dataclass(frozen=True, slots=True)
class ReportWindow:
    """The days between which a task asks for reports, both included."""

    opens_on: date
    closes_on: date
    on_duty: bool = False


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """A report milestone; `at` (UTC) is when it is created, handed over and first reminded of."""

    at: datetime
    shape: MilestoneShape
    due_on: date

    @property
    def key(self) -> str:
        """The milestone's key within its task."""
        return f"{self.shape}-{self.due_on}"


def planned_reports(
    kind: TaskKind,
    window: ReportWindow,
    rules: Rules,
    calendar: Calendar,
    after: datetime | None = None,
    existing: Collection[str] = (),
) -> Iterator[PlannedReport]:
    """The reports created after `after`, by time; none if that kind of task has no reports.

    A report whose first reminder was before `after` gets its next one, unless its key is in
    `existing`. A report with no reminder left until its due date is left out.
    """
    shape = REPORT_SHAPES.get(kind)
    if shape is None:
        return
    first = max(window.opens_on, local_day(after)) if after else window.opens_on
    for due_on in _report_days(shape, first, window.closes_on, rules):
        at = _first_reminder(shape, due_on, window.on_duty, rules, calendar, after)
        if at and (report := PlannedReport(at, shape, due_on)).key not in existing:
            yield report


def _report_days(shape: MilestoneShape, first: date, last: date, rules: Rules) -> Iterator[date]:
    weekly = shape is MilestoneShape.CAMPAIGN_REPORT
    day = first
    while day <= last:
        if day.weekday() == rules.report_weekday if weekly else day.day == rules.standing_day:
            yield day
        day += ONE_DAY


def _first_reminder(
    shape: MilestoneShape,
    due_on: date,
    on_duty: bool,
    rules: Rules,
    calendar: Calendar,
    after: datetime | None,
) -> datetime | None:
    """The time (UTC) of the first step after `after` up to the due date; None if there is none."""
    handed_over_at = vietnam_to_utc(due_on - BEFORE_ANY_STEP, MORNING)
    facts = Facts(shape, Status.ACCEPTED, due_on, handed_over_at, on_duty)
    at = next(upcoming_steps(facts, rules, calendar, after)).at
    return at if local_day(at) <= due_on else None
