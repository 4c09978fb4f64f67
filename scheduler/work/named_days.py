"""The office enters a day that others decide, or confirms a usual day."""

from collections.abc import Sequence
from datetime import date

from scheduler.calendar.day_rule import of_json
from scheduler.ladder.firing import fire_if_due
from scheduler.work.change import ChangeContext, NotAllowed
from scheduler.work.permissions import Action, allowed
from scheduler.work.record import audited_state, record_change
from storage.milestone import Milestone, find_milestones, is_open
from storage.named_day import NamedDay


def enter_named_day(context: ChangeContext, row: NamedDay, day: date) -> Sequence[Milestone]:
    """Enter the day; open work that is counted from it moves. Returns what moved.

    A due date that was moved for itself, as by an extension, stays. Raises NotAllowed.
    """
    _check_calendar(context)
    before, row.day = row.day, day
    stated = before.isoformat() if before else None
    context.audit("days", "named_day", row.id, {"day": stated}, {"day": day.isoformat()})
    moved: list[Milestone] = []
    for milestone in find_milestones(context.session, is_open()):
        rule = of_json(milestone.day_rule)
        if rule is None or rule.key != row.key:
            continue
        due_on = rule.counted_from(day, context.office.calendar)
        own = milestone.due_on != milestone.planned_on
        milestone.to_confirm, milestone.planned_on = False, due_on
        if not own and due_on != milestone.due_on:
            _move(context, milestone, due_on)
            moved.append(milestone)
    return moved


def confirm_day(context: ChangeContext, milestone: Milestone) -> None:
    """Say that the usual day of an open milestone holds. Raises NotAllowed."""
    _check_calendar(context)
    milestone.to_confirm = False
    due_on = {"due_on": milestone.due_on.isoformat()}
    context.audit("days", "milestone", milestone.id, due_on | {"to_confirm": True}, due_on)


def _move(context: ChangeContext, milestone: Milestone, due_on: date) -> None:
    fire_if_due(context.session, context.office, milestone, context.now)
    before = audited_state(milestone)
    milestone.due_on = due_on
    milestone.due_version += 1
    record_change(context, milestone, "move", before)


def _check_calendar(context: ChangeContext) -> None:
    if not allowed(context.actor.ranks, Action.CALENDAR):
        raise NotAllowed
