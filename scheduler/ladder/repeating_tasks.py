"""Reads from a task's row when and by which rule it repeats, and which milestones it has."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.repetition import from_json
from scheduler.ladder.repetition_schedule import REPEATING_SHAPES, RepetitionWindow
from storage.milestone import Milestone
from storage.task import Task

REPEATING_KINDS = tuple(REPEATING_SHAPES)
"""The kinds of task that repeat."""


def window_of(task: Task) -> RepetitionWindow | None:
    """The days between which a task repeats, and its own rule; None if it does not repeat."""
    if task.kind not in REPEATING_KINDS or task.opens_on is None:
        return None
    rule = from_json(task.repetition) if task.repetition else None
    return RepetitionWindow(task.opens_on, task.closes_on, task.on_duty, rule)


def milestone_keys(session: Session, tasks: Sequence[Task]) -> Mapping[int, Collection[str]]:
    """The keys of these tasks' milestones, by task id."""
    keys: dict[int, set[str]] = defaultdict(set)
    ids = [task.id for task in tasks]
    found = select(Milestone.task_id, Milestone.key).where(Milestone.task_id.in_(ids))
    for task_id, key in session.execute(found):
        keys[task_id].add(key)
    return keys
