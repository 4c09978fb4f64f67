"""The reports of campaigns and standing work, each born when its first reminder's turn comes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.calendar.working_time import MORNING, ONE_DAY, Calendar, local_day, vietnam_to_utc
from scheduler.ladder.ladder import Facts, moments
from scheduler.ladder.rules import Rules
from storage.words import MilestoneShape, Status, TaskKind

LONG_BEFORE = timedelta(days=366)
"""Before the due date, so long that no reminder comes earlier."""

REPORTS = {
    TaskKind.CAMPAIGN: MilestoneShape.CAMPAIGN_REPORT,
    TaskKind.STANDING: MilestoneShape.STANDING_REPORT,
}


@dataclass(frozen=True, slots=True)
class ReportWindow:
    """From when to when a task asks for reports, both days included."""

    opens_on: date
    closes_on: date
    on_duty: bool = False


@dataclass(frozen=True, slots=True)
class Birth:
    """A report milestone that begins at `at` (UTC): that is its handover and its first reminder."""

    at: datetime
    shape: MilestoneShape
    due_on: date

    @property
    def key(self) -> str:
        """The milestone's key within its task."""
        return f"{self.shape}-{self.due_on}"


def births(
    kind: TaskKind,
    window: ReportWindow,
    rules: Rules,
    calendar: Calendar,
    after: datetime | None = None,
    born: Collection[str] = (),
) -> Iterator[Birth]:
    """The reports that begin after `after`, in the order of time; none for other kinds of task.

    A report whose first reminder lay before begins with its next one, unless its key is among
    those that are `born` already; one of which nothing is left to be said by its due date is none.
    """
    shape = REPORTS.get(kind)
    if shape is None:
        return
    first = max(window.opens_on, local_day(after)) if after else window.opens_on
    for due_on in _report_days(shape, first, window.closes_on, rules):
        at = _first_reminder(shape, due_on, window.on_duty, rules, calendar, after)
        if at and (birth := Birth(at, shape, due_on)).key not in born:
            yield birth


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
    """What the ladder says first after `after` of such a milestone, by its due date."""
    handed_over_at = vietnam_to_utc(due_on - LONG_BEFORE, MORNING)
    facts = Facts(shape, Status.ACCEPTED, due_on, handed_over_at, on_duty)
    at = next(moments(facts, rules, calendar, after)).at
    return at if local_day(at) <= due_on else None
