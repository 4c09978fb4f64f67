"""Tasks that repeat, as their rows say: when, by which rule, and what is made already."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.repetition import of_json
from scheduler.ladder.report_schedule import REPORT_SHAPES, ReportWindow
from storage.milestone import Milestone
from storage.task import Task

REPORTING_KINDS = tuple(REPORT_SHAPES)
"""The kinds of task that repeat."""


def window_of(task: Task) -> ReportWindow | None:
    """The days between which a task repeats, and its own rule; None if it does not repeat."""
    if task.kind not in REPORTING_KINDS or task.opens_on is None:
        return None
    rule = of_json(task.repetition) if task.repetition else None
    return ReportWindow(task.opens_on, task.closes_on, task.on_duty, rule)


def milestone_keys(session: Session, tasks: Sequence[Task]) -> Mapping[int, Collection[str]]:
    """The keys of these tasks' milestones, by task id."""
    keys: dict[int, set[str]] = defaultdict(set)
    ids = [task.id for task in tasks]
    found = select(Milestone.task_id, Milestone.key).where(Milestone.task_id.in_(ids))
    for task_id, key in session.execute(found):
        keys[task_id].add(key)
    return keys
