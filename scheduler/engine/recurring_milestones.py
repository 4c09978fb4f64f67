"""Create the milestones of repeating work, reports among them, when their turn comes."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.ladder.firing import INSTANT
from scheduler.ladder.office import Office
from scheduler.ladder.repeating_tasks import milestone_keys, window_of
from scheduler.ladder.report_schedule import (
    PlannedReport,
    planned_reports,
)
from storage.commune import Commune, take_numbers
from storage.milestone import Milestone
from storage.task import Task
from storage.words import Status


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
