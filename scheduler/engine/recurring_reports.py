"""Report milestones of campaigns and standing tasks, born when their turn comes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

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

REPORTING = tuple(REPORT_SHAPES)
"""The kinds of task that have reports."""


def due_reports(session: Session, now: datetime) -> Sequence[Task]:
    """The tasks with a report milestone to be made by `now`, locked; not those locked by others."""
    found = select(Task).where(Task.next_birth_at <= now)
    return session.scalars(found.with_for_update(skip_locked=True, of=Task)).all()


def bear(
    session: Session, office: Office, commune: Commune, due: Sequence[Task], now: datetime
) -> None:
    """Make the report milestones of these tasks whose turn has come.

    A report that was to be asked for while the program was down is still owed, so it is born late.
    """
    if not due:
        return
    known = born_keys(session, due)
    born = [(b, task) for task in due for b in _births(office, task, known[task.id]) if b.at <= now]
    born.sort(key=lambda pair: (pair[0].at, pair[1].id))
    numbers = take_numbers(session, commune, len(born))
    session.add_all(
        _report(task, birth, number) for (birth, task), number in zip(born, numbers, strict=True)
    )
    for task in due:
        task.born_until = now
    schedule_births(session, office, due)


def schedule_births(session: Session, office: Office, tasks: Sequence[Task]) -> None:
    """Find when the next report of each task is born."""
    session.flush()
    known = born_keys(session, tasks)
    for task in tasks:
        following = next(_births(office, task, known[task.id]), None)
        task.next_birth_at = following.at if following else None


def born_keys(session: Session, tasks: Sequence[Task]) -> Mapping[int, Collection[str]]:
    """The keys of the milestones that these tasks have, by task id."""
    keys: dict[int, set[str]] = defaultdict(set)
    ids = [task.id for task in tasks]
    found = select(Milestone.task_id, Milestone.key).where(Milestone.task_id.in_(ids))
    for task_id, key in session.execute(found):
        keys[task_id].add(key)
    return keys


def _births(office: Office, task: Task, born: Collection[str]) -> Iterator[PlannedReport]:
    if task.opens_on is None or task.closes_on is None:
        return iter(())
    window = ReportWindow(task.opens_on, task.closes_on, task.on_duty)
    rules = office.rules_for(task.ladder)
    return planned_reports(task.kind, window, rules, office.calendar, task.born_until, born)


def _report(task: Task, birth: PlannedReport, number: int) -> Milestone:
    """A new report; it has no title of its own, its shape and date say it."""
    return Milestone(
        commune_id=task.commune_id,
        task=task,
        number=number,
        key=birth.key,
        title="",
        shape=birth.shape,
        due_on=birth.due_on,
        original_due_on=birth.due_on,
        planned_on=birth.due_on,
        status=Status.PENDING,
        handed_over_at=birth.at,
        fired_until=birth.at - INSTANT,
        next_fire_at=birth.at,
    )
