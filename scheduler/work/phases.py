"""The dates of a task's phases when one of them moves. Pure, but for reading which are later."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from scheduler.calendar.working_time import Calendar
from scheduler.ladder.rules import PLANNED_SHAPES
from storage.milestone import RESULT_EXPECTED, Milestone, find_milestones


def other_phases(session: Session, milestone: Milestone) -> Sequence[Milestone]:
    """The other phases of its task that are expected still, by due date.

    None for a task whose phases do not follow each other.
    """
    if not milestone.task.chained:
        return ()
    rows = find_milestones(
        session,
        Milestone.task_id == milestone.task_id,
        Milestone.id != milestone.id,
        Milestone.status.in_(RESULT_EXPECTED),
        Milestone.shape.in_(PLANNED_SHAPES),
    )
    return sorted(rows, key=lambda row: (row.due_on, row.number))


def shifted(
    calendar: Calendar, later: Mapping[int, date], was: date, to: date, today: date
) -> dict[int, date]:
    """The new due dates of later phases, by number, when one that `was` due moves to another day.

    They move by as many working days, earlier or later. None comes before the phase that moved or
    before today, so that their order stays; those that do not move are left out.
    """
    days = calendar.working_days_between(was, to)
    found = {}
    for number, due_on in later.items():
        moved = max(calendar.add_working_days(due_on, days), to, today)
        found[number] = min(due_on, moved) if to < was else max(due_on, moved)
    return {number: due_on for number, due_on in found.items() if due_on != later[number]}


def passed(others: Iterable[Milestone], was: date, to: date) -> list[Milestone]:
    """The phases that one passes when it moves: its order among them would change."""
    if to > was:
        return [row for row in others if was <= row.due_on < to]
    return [row for row in others if to < row.due_on <= was]
