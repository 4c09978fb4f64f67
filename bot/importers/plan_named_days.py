"""The named days of a plan beside those that the commune has stored."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.importers.plan_update import PlanUpdate
from bot.importers.plan_values import Plan, PlanMilestone
from scheduler.calendar.working_time import Calendar
from storage.named_day import NamedDay, named_days


def store_named_days(update: PlanUpdate, plan: Plan) -> None:
    """Store the plan's named days; one that the office has entered stays as it is."""
    known = {row.key: row for row in named_days(update.session)}
    for stated in plan.named_days:
        row = known.get(stated.key) or NamedDay(key=stated.key)
        update.set_fields(row, stated.key, name=stated.name, usual_on=stated.usual_on)
    update.session.flush()


def with_entered_days(session: Session, plan: Plan, calendar: Calendar) -> Plan:
    """The plan with the due dates that are counted from days which the office has entered."""
    entered = {row.key: row.day for row in named_days(session) if row.day is not None}

    def counted(stated: PlanMilestone) -> PlanMilestone:
        rule = stated.day_rule
        if rule is None or rule.key not in entered:
            return stated
        due_on = rule.counted_from(entered[rule.key], calendar)
        return replace(stated, due_on=due_on, to_confirm=False)

    if not entered:
        return plan
    tasks = (
        replace(task, milestones=tuple(counted(each) for each in task.milestones))
        for task in plan.tasks
    )
    return replace(plan, tasks=tuple(tasks))
