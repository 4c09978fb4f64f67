"""Derives the milestones of a task from its kind."""

from collections.abc import Mapping
from datetime import date

from bot.importers.plan_shape import CampaignRow, DatedRow, PhasedRow, QuotaRow, StageRow, TaskRow
from bot.importers.plan_values import OPENING, WHOLE_QUOTA, PlanMilestone
from bot.texts import plan_titles
from scheduler.calendar.working_time import ONE_DAY, Calendar
from scheduler.ladder.rules import Rules
from storage.words import MilestoneShape


def milestones_of_task(
    row: TaskRow, source_day: date, rules: Rules, calendar: Calendar, posts: Mapping[str, str]
) -> tuple[PlanMilestone, ...]:
    """The milestones created at import, in order; `posts`: keys of posts by name.

    A quota counts from its `opens`; by default from the source document's day or, in stages, the
    day after the previous stage. The weekly reports of a campaign and
    the monthly reports of a standing task are created later.
    """
    match row:
        case DatedRow():
            return (_dated(row),)
        case PhasedRow():
            return _phased(row, posts)
        case QuotaRow():
            return _quota(row, source_day)
        case CampaignRow():
            return _campaign(row, rules, calendar)
    return ()


def _dated(row: DatedRow) -> PlanMilestone:
    return PlanMilestone(
        key="due",
        title=row.title,
        shape=MilestoneShape.DEADLINE,
        due_on=row.due.on,
        due_time=row.due.hour,
        opens_on=row.opens,
        asks_document=row.document,
        basis=row.basis,
        number=row.number,
        to_confirm=row.to_confirm or row.day_rule is not None,
        day_rule=row.day_rule,
    )


def _phased(row: PhasedRow, posts: Mapping[str, str]) -> tuple[PlanMilestone, ...]:
    last = row.phases[-1]
    return tuple(
        PlanMilestone(
            key=phase.key,
            title=phase.title,
            shape=MilestoneShape.DEADLINE,
            due_on=phase.due.on,
            due_time=phase.due.hour,
            asks_document=phase is last if phase.document is None else phase.document,
            basis=phase.basis or row.basis,
            lead=posts[phase.lead] if phase.lead and phase.lead != row.lead else "",
            number=phase.number,
            to_confirm=phase.to_confirm or phase.day_rule is not None,
            day_rule=phase.day_rule,
        )
        for phase in row.phases
    )


def _quota(row: QuotaRow, source_day: date) -> tuple[PlanMilestone, ...]:
    stages: list[PlanMilestone] = []
    opens_on = source_day
    for stage in row.stages:
        stages.append(_stage(row, stage, opens_on))
        opens_on = stage.due.on + ONE_DAY
    whole = PlanMilestone(
        key=WHOLE_QUOTA,
        title=row.title,
        shape=MilestoneShape.QUOTA,
        due_on=row.due.on,
        due_time=row.due.hour,
        opens_on=row.opens or min(opens_on, row.due.on),
        target=row.target,
        start=row.start,
        villages=row.villages,
        asks_document=row.document,
        basis=row.basis,
        number=row.number,
        to_confirm=row.to_confirm or row.day_rule is not None,
        day_rule=row.day_rule,
    )
    return (*stages, whole)


def _stage(row: QuotaRow, stage: StageRow, opens_on: date) -> PlanMilestone:
    return PlanMilestone(
        key=stage.key,
        title=stage.title,
        shape=MilestoneShape.QUOTA,
        due_on=stage.due.on,
        due_time=stage.due.hour,
        opens_on=stage.opens or min(opens_on, stage.due.on),
        target=stage.target or row.target,
        villages=stage.villages or ({} if stage.target else row.villages),
        basis=stage.basis or row.basis,
        number=stage.number,
        to_confirm=stage.to_confirm or stage.day_rule is not None,
        day_rule=stage.day_rule,
    )


def _campaign(row: CampaignRow, rules: Rules, calendar: Calendar) -> tuple[PlanMilestone, ...]:
    opening = PlanMilestone(
        key=OPENING,
        title=plan_titles.opening(row.title),
        shape=MilestoneShape.OPENING,
        due_on=row.opens.on,
        due_time=row.opens.hour,
        basis=row.basis,
        number=row.number,
        to_confirm=row.to_confirm,
    )
    closing = PlanMilestone(
        key="closing",
        title=plan_titles.closing(row.title),
        shape=MilestoneShape.CLOSING,
        due_on=calendar.add_working_days(row.closes, rules.closing_after),
        opens_on=row.closes,
        asks_document=row.document,
        basis=row.basis,
        number=row.closing_number,
        to_confirm=row.to_confirm,
    )
    return (opening, closing)
