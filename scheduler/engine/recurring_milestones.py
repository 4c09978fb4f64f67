"""Creates the next milestones of each repeating task when they are due; some are reports."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.ladder.firing import INSTANT
from scheduler.ladder.office import Office
from scheduler.ladder.repeating_tasks import milestone_keys, window_of
from scheduler.ladder.repetition_schedule import (
    PlannedMilestone,
    planned_milestones,
)
from storage.commune import Commune, take_numbers
from storage.milestone import Milestone
from storage.task import Task
from storage.words import Status


def tasks_with_due_milestones(session: Session, now: datetime) -> Sequence[Task]:
    """The tasks whose next milestone is due by `now`, locked; those others lock are left out."""
    found = select(Task).where(Task.next_birth_at <= now)
    return session.scalars(found.with_for_update(skip_locked=True, of=Task)).all()


def create_due_milestones(
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
        _milestone(task, coming, number)
        for (coming, task), number in zip(planned, numbers, strict=True)
    )
    for task in due:
        task.born_until = now
    schedule_next_milestones(session, office, due)


def schedule_next_milestones(session: Session, office: Office, tasks: Sequence[Task]) -> None:
    """Set, for each repeating task, the time at which its next milestone is to be created."""
    session.flush()
    known = milestone_keys(session, tasks)
    for task in tasks:
        following = next(_planned(office, task, known[task.id]), None)
        task.next_birth_at = following.at if following else None


def _planned(office: Office, task: Task, planned: Collection[str]) -> Iterator[PlannedMilestone]:
    window = window_of(task)
    if window is None:
        return iter(())
    rules = office.rules_for(task.ladder)
    return planned_milestones(task.kind, window, rules, office.calendar, task.born_until, planned)


def _milestone(task: Task, coming: PlannedMilestone, number: int) -> Milestone:
    """A new milestone of repeating work; it has no title, its shape and due date name it."""
    return Milestone(
        commune_id=task.commune_id,
        task=task,
        number=number,
        key=coming.key,
        title="",
        shape=coming.shape,
        due_on=coming.due_on,
        original_due_on=coming.due_on,
        planned_on=coming.due_on,
        due_time=coming.due_time,
        original_due_time=coming.due_time,
        planned_time=coming.due_time,
        status=Status.PENDING,
        handed_over_at=coming.at,
        fired_until=coming.at - INSTANT,
        next_fire_at=coming.at,
    )
