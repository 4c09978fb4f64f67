"""The stored tasks of a commune as a plan file names them, to compare a plan with."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.texts import items
from scheduler.ladder.rules import PLANNED_SHAPES
from storage.milestone import Milestone
from storage.task import Source, Task


@dataclass(frozen=True, slots=True)
class StoredMilestone:
    """A milestone that a plan made; `name` is its title with the task's, hidden if confidential."""

    key: str
    number: int
    title: str
    name: str
    open: bool


@dataclass(frozen=True, slots=True)
class StoredSource:
    """The document that a stored task comes from."""

    key: str
    name: str
    number: str
    title: str
    dated: date


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task with the milestones of a plan; `key` begins with that of its source and year."""

    key: str
    title: str
    confidential: bool
    source: StoredSource | None
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
            *(getattr(Source, each.name) for each in fields(StoredSource)),
        )
        .join(Milestone, Milestone.task_id == Task.id)
        .outerjoin(Source, Source.id == Task.source_id)
        .where(Milestone.shape.in_(PLANNED_SHAPES))
        .order_by(Task.id, Milestone.number)
    )
    tasks: dict[tuple[str, str, bool, StoredSource | None], list[StoredMilestone]]
    tasks = defaultdict(list)
    for key, title, confidential, own, number, own_title, status, *document in found:
        source = StoredSource(*document) if document[0] is not None else None
        name = items.HIDDEN if confidential else items.with_task(own_title, title)
        row = StoredMilestone(own, number, own_title, name, not status.closed)
        tasks[key, title, confidential, source].append(row)
    return [StoredTask(*named, tuple(rows)) for named, rows in tasks.items()]
