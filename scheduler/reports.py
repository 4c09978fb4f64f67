"""Report milestones of campaigns and standing tasks, born when their turn comes."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.births import REPORTS, Birth, Window, births
from scheduler.firing import INSTANT
from scheduler.office import Office
from storage.commune import Commune, take_numbers
from storage.milestone import Milestone
from storage.task import Task
from storage.words import Status

REPORTING = tuple(REPORTS)
"""The kinds of task that have reports."""


def bear_reports(session: Session, office: Office, commune: Commune, now: datetime) -> int:
    """Make the report milestones whose turn has come; returns how many tasks were looked at.

    A report that was to be asked for while the program was down is still owed, so it is born late.
    """
    due = session.scalars(
        select(Task).where(Task.next_birth_at <= now).with_for_update(skip_locked=True, of=Task)
    ).all()
    born = [(birth, task) for task in due for birth in _births(office, task) if birth.at <= now]
    born.sort(key=lambda pair: (pair[0].at, pair[1].id))
    numbers = take_numbers(session, commune, len(born))
    session.add_all(
        _report(task, birth, number) for (birth, task), number in zip(born, numbers, strict=True)
    )
    for task in due:
        task.born_until = now
        schedule_births(office, task)
    return len(due)


def schedule_births(office: Office, task: Task) -> None:
    """Find when a task's next report is born."""
    following = next(_births(office, task), None)
    task.next_birth_at = following.at if following else None


def _births(office: Office, task: Task) -> Iterator[Birth]:
    if task.opens_on is None or task.closes_on is None:
        return iter(())
    window = Window(task.opens_on, task.closes_on, task.on_duty)
    rules = office.rules_for(task.ladder)
    return births(task.kind, window, rules, office.calendar, task.born_until)


def _report(task: Task, birth: Birth, number: int) -> Milestone:
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
