"""The numbers that a plan states for its items, beside those that stored items have."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.importers.faults import BadPlan, Fault
from bot.importers.plan_values import Plan
from bot.texts import items
from bot.texts import plan_faults as say
from storage.milestone import Milestone
from storage.task import Task


def check_numbers(session: Session, plan: Plan) -> None:
    """Raise BadPlan if the plan states a number that another item has, or renumbers a stored one.

    A stored item keeps its number for ever: people know it by that.
    """
    faults = list(_faults(session, plan)) if plan.number_lines else []
    if faults:
        raise BadPlan(plan.filename, faults)


def _faults(session: Session, plan: Plan) -> Iterator[Fault]:
    found = session.execute(
        select(Task.key, Milestone.key, Milestone.number, Milestone.title, Task.title)
        .add_columns(Task.confidential)
        .join(Milestone, Milestone.task_id == Task.id)
    ).all()
    stored = {(task, own): number for task, own, number, *_ in found}
    names = {
        number: items.HIDDEN if secret else items.with_task(title, task_title)
        for _, _, number, title, task_title, secret in found
    }
    for task, each in plan.milestones:
        if each.number is None:
            continue
        kept, line = stored.get((task.key, each.key)), plan.number_lines[each.number]
        if kept is not None and kept != each.number:
            yield Fault(line, say.number_kept(each.number, kept))
        elif kept is None and each.number in names:
            yield Fault(line, say.number_taken(each.number, names[each.number]))
