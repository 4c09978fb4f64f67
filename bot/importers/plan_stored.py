"""The stored tasks of a commune as a plan file names them, to compare a plan with."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.texts import items
from scheduler.ladder.rules import PLANNED_SHAPES
from storage.milestone import Milestone
from storage.task import Task


@dataclass(frozen=True, slots=True)
class StoredMilestone:
    """A milestone that a plan made; `name` is its title with the task's, hidden if confidential."""

    key: str
    number: int
    title: str
    name: str
    open: bool


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task with the milestones of a plan; `key` begins with that of its source and year."""

    key: str
    title: str
    confidential: bool
    milestones: tuple[StoredMilestone, ...]


def stored_tasks(session: Session) -> list[StoredTask]:
    """The commune's tasks that a plan may name again, in plan order."""
    found = session.execute(
        select(
            Task.key,
            Task.title,
            Task.confidential,
            Milestone.key,
            Milestone.number,
            Milestone.title,
            Milestone.status,
        )
        .join(Milestone, Milestone.task_id == Task.id)
        .where(Milestone.shape.in_(PLANNED_SHAPES))
        .order_by(Task.id, Milestone.number)
    )
    tasks: dict[tuple[str, str, bool], list[StoredMilestone]] = defaultdict(list)
    for key, title, confidential, own, number, own_title, status in found:
        name = items.HIDDEN if confidential else items.with_task(own_title, title)
        row = StoredMilestone(own, number, own_title, name, not status.closed)
        tasks[key, title, confidential].append(row)
    return [StoredTask(*named, tuple(rows)) for named, rows in tasks.items()]
