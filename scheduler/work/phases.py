"""The order of a task's phases: when one moves, and whose turn has come."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from scheduler.calendar.working_time import Calendar
from scheduler.ladder.rules import PLANNED_SHAPES
from storage.milestone import RESULT_EXPECTED, Milestone, find_milestones
from storage.words import MilestoneShape, TaskKind


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


def shifted_due_dates(
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


def phases_passed(others: Iterable[Milestone], was: date, to: date) -> list[Milestone]:
    """The phases that one passes when it moves: its order among them would change."""
    if to > was:
        return [row for row in others if was <= row.due_on < to]
    return [row for row in others if to < row.due_on <= was]


def not_opened(session: Session, rows: Iterable[Milestone], today: date) -> list[Milestone]:
    """Those of these milestones whose turn has not come.

    They open on a later day, or an earlier phase of their task is still expected.
    """
    every = list(rows)
    phased = {row.task_id for row in every if row.task.kind is TaskKind.PHASED}
    first: dict[int, date] = {}
    if phased:
        expected = Milestone.status.in_(RESULT_EXPECTED)
        for row in find_milestones(session, Milestone.task_id.in_(phased), expected):
            first[row.task_id] = min(row.due_on, first.get(row.task_id, row.due_on))
    return [
        row
        for row in every
        if _opens(row) > today or row.due_on > first.get(row.task_id, row.due_on)
    ]


def _opens(row: Milestone) -> date:
    """The day on which work on a milestone begins; a campaign's opening is that day itself."""
    opens_on = row.due_on if row.shape is MilestoneShape.OPENING else row.opens_on
    return opens_on or date.min
