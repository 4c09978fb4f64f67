"""Part an item into phases, or add phases to a task; and take that back.

Like in `lifecycle`, each function checks the right, writes the audit and stays in the caller's
transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scheduler.calendar.deadline import Deadline
from scheduler.ladder.firing import INSTANT, fire_if_due
from scheduler.ladder.repeating_tasks import milestone_keys
from scheduler.work.change import CannotPhase, ChangeContext, ChangedMeanwhile
from scheduler.work.lifecycle import check_allowed
from scheduler.work.record import audited_state, record_change, reschedule_changed
from storage.commune import Commune, take_numbers
from storage.milestone import ADDED_KEY, Milestone
from storage.words import MilestoneShape, Status, TaskKind

PHASE = "phase"
"""The audit action of an item that got phases."""
PARTED = (TaskKind.DATED, TaskKind.PHASED)
UNTOUCHED = 1
"""The revision of a phase that nobody changed since it was made."""


@dataclass(frozen=True, slots=True)
class NewPhase:
    """A phase to be added; `lead_post_id` is None where the task's lead leads it."""

    title: str
    due: Deadline
    lead_post_id: int | None = None


def check_phasing(context: ChangeContext, milestone: Milestone) -> None:
    """Raise ChangeRefused if the actor may not add phases to this item's task now."""
    check_allowed(context, milestone, decides=True)
    if milestone.task.kind not in PARTED or milestone.shape is not MilestoneShape.DEADLINE:
        raise CannotPhase


def add_phases(
    context: ChangeContext,
    milestone: Milestone,
    new: Sequence[NewPhase],
    last: NewPhase | None = None,
) -> list[Milestone]:
    """Add phases to the milestone's task, and return them.

    The milestone keeps its number; with `last` it becomes that phase, its lead unchanged.
    """
    check_phasing(context, milestone)
    fire_if_due(context.session, context.office, milestone, context.now)
    task = milestone.task
    before = audited_state(milestone) | _named(milestone)
    if task.kind is TaskKind.DATED:
        task.kind, task.chained = TaskKind.PHASED, True
    if last is not None:
        milestone.title = last.title
        was = Deadline(milestone.due_on, milestone.due_time)
        milestone.due_version += was != last.due
        milestone.due_on, milestone.due_time = last.due.on, last.due.hour
    added = _made(context, milestone, new)
    context.session.add_all(added)
    context.session.flush()
    milestone.revision += 1
    after = audited_state(milestone) | _named(milestone) | {"added": [row.id for row in added]}
    context.audit("phase", "milestone", milestone.id, before, after)
    reschedule_changed(context, [milestone, *added])
    return added


def _named(milestone: Milestone) -> dict[str, Any]:
    task = milestone.task
    return {"title": milestone.title, "kind": task.kind.value, "chained": task.chained}


def _made(context: ChangeContext, milestone: Milestone, new: Sequence[NewPhase]) -> list[Milestone]:
    session, task = context.session, milestone.task
    commune = session.scalars(select(Commune)).one()
    taken = milestone_keys(session, [task])[task.id]
    free = (key for n in range(1, 10_000) if (key := f"{ADDED_KEY}{n}") not in taken)
    return [
        Milestone(
            commune_id=task.commune_id,
            task=task,
            number=number,
            key=key,
            title=phase.title,
            shape=MilestoneShape.DEADLINE,
            due_on=phase.due.on,
            original_due_on=phase.due.on,
            planned_on=phase.due.on,
            due_time=phase.due.hour,
            original_due_time=phase.due.hour,
            planned_time=phase.due.hour,
            own_lead_post_id=phase.lead_post_id
            if phase.lead_post_id != task.lead_post_id
            else None,
            status=Status.PENDING,
            handed_over_at=context.now,
            fired_until=context.now - INSTANT,
        )
        for phase, number, key in zip(
            new, take_numbers(session, commune, len(new)), free, strict=False
        )
    ]


def phases_added_by(context: ChangeContext, after: Mapping[str, Any]) -> list[Milestone]:
    """The phases that a change added, as its audit keeps it; raises ChangedMeanwhile if one was
    answered or changed since."""
    found = select(Milestone).where(Milestone.id.in_(after.get("added", ())))
    rows = list(context.session.scalars(found.order_by(Milestone.number)))
    if any(row.revision != UNTOUCHED for row in rows):
        raise ChangedMeanwhile
    return rows


def undo_phasing(
    context: ChangeContext,
    milestone: Milestone,
    before: Mapping[str, Any],
    added: Sequence[Milestone],
) -> None:
    """Let the milestone be what it was before it got these phases; they are cancelled."""
    task = milestone.task
    milestone.title, task.kind = before["title"], TaskKind(before["kind"])
    task.chained = before["chained"]
    for row in added:
        fire_if_due(context.session, context.office, row, context.now)
        state = audited_state(row)
        row.status, row.closed_at = Status.CANCELLED, context.now
        record_change(context, row, "cancel", state)
