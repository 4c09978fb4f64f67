"""Create the milestones of repeating work, reports among them, when their turn comes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.repetition import of_json
from scheduler.ladder.firing import INSTANT
from scheduler.ladder.office import Office
from scheduler.ladder.report_schedule import (
    REPORT_SHAPES,
    PlannedReport,
    ReportWindow,
    planned_reports,
)
from storage.commune import Commune, take_numbers
from storage.milestone import Milestone
from storage.task import Task
from storage.words import Status

REPORTING_KINDS = tuple(REPORT_SHAPES)
"""The kinds of task that repeat."""


def tasks_with_due_reports(session: Session, now: datetime) -> Sequence[Task]:
    """The tasks whose next milestone is due by `now`, locked; those others lock are left out."""
    found = select(Task).where(Task.next_birth_at <= now)
    return session.scalars(found.with_for_update(skip_locked=True, of=Task)).all()


def create_due_reports(
    session: Session, office: Office, commune: Commune, due: Sequence[Task], now: datetime
) -> None:
    """Create the due milestones of these tasks and schedule the next ones.

    One that came due while the program was down is created late.
    """
    if not due:
        return
    known = milestone_keys(session, due)
    planned = [
        (coming, task)
        for task in due
        for coming in takewhile(lambda one: one.at <= now, _planned(office, task, known[task.id]))
    ]
    planned.sort(key=lambda pair: (pair[0].at, pair[1].id))
    numbers = take_numbers(session, commune, len(planned))
    session.add_all(
        _report(task, report, number)
        for (report, task), number in zip(planned, numbers, strict=True)
    )
    for task in due:
        task.born_until = now
    schedule_reports(session, office, due)


def schedule_reports(session: Session, office: Office, tasks: Sequence[Task]) -> None:
    """Set when the next milestone of each repeating task is created."""
    session.flush()
    known = milestone_keys(session, tasks)
    for task in tasks:
        following = next(_planned(office, task, known[task.id]), None)
        task.next_birth_at = following.at if following else None


def milestone_keys(session: Session, tasks: Sequence[Task]) -> Mapping[int, Collection[str]]:
    """The keys of these tasks' milestones, by task id."""
    keys: dict[int, set[str]] = defaultdict(set)
    ids = [task.id for task in tasks]
    found = select(Milestone.task_id, Milestone.key).where(Milestone.task_id.in_(ids))
    for task_id, key in session.execute(found):
        keys[task_id].add(key)
    return keys


def window_of(task: Task) -> ReportWindow | None:
    """The days between which a task repeats, and its own rule; None if it does not repeat."""
    if task.kind not in REPORTING_KINDS or task.opens_on is None:
        return None
    rule = of_json(task.repetition) if task.repetition else None
    return ReportWindow(task.opens_on, task.closes_on, task.on_duty, rule)


def _planned(office: Office, task: Task, planned: Collection[str]) -> Iterator[PlannedReport]:
    window = window_of(task)
    if window is None:
        return iter(())
    rules = office.rules_for(task.ladder)
    return planned_reports(task.kind, window, rules, office.calendar, task.born_until, planned)


def _report(task: Task, report: PlannedReport, number: int) -> Milestone:
    """A new milestone of repeating work; it has no title, its shape and due date name it."""
    return Milestone(
        commune_id=task.commune_id,
        task=task,
        number=number,
        key=report.key,
        title="",
        shape=report.shape,
        due_on=report.due_on,
        original_due_on=report.due_on,
        planned_on=report.due_on,
        status=Status.PENDING,
        handed_over_at=report.at,
        fired_until=report.at - INSTANT,
        next_fire_at=report.at,
    )
