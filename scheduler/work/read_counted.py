"""Read milestones as counted values, in one query of few columns."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import VIETNAM, local_day
from scheduler.ladder.rules import PLANNED_SHAPES
from scheduler.work.counting import CountedMilestone
from storage.milestone import RESULT_EXPECTED, Milestone
from storage.task import Task
from storage.unit import Post, Unit


def is_unaccepted() -> ColumnElement[bool]:
    """The condition that a milestone waits for acceptance: its lead has neither accepted it nor
    sent any other reply, and no result is there. Reports need no acceptance.
    """
    expected = Milestone.status.in_(RESULT_EXPECTED) & Milestone.accepted_at.is_(None)
    return expected & Milestone.shape.in_(PLANNED_SHAPES)


def passed_by(now: datetime) -> ColumnElement[bool]:
    """The condition that the due day, or the hour of it, has passed at a moment; never NULL."""
    local = now.astimezone(VIETNAM)
    today = local.date()
    hour_passed = and_(Milestone.due_time.is_not(None), Milestone.due_time < local.time())
    return (Milestone.due_on <= today) & ((Milestone.due_on < today) | hour_passed)


def overdue_by(now: datetime) -> ColumnElement[bool]:
    """The condition that there is no result though the due day, or the hour of it, has passed."""
    return Milestone.status.in_(RESULT_EXPECTED) & passed_by(now)


def counted_milestones(
    session: Session, *conditions: ColumnElement[bool]
) -> list[CountedMilestone]:
    """The milestones that meet the conditions, by number."""
    found = session.execute(
        select(
            Milestone.number,
            Task.sector,
            Unit.name,
            Post.name,
            Milestone.status,
            Milestone.due_on,
            Milestone.submitted_at,
            Milestone.closed_at,
            Task.weight,
            Milestone.due_time,
        )
        .select_from(Milestone)
        .join(Milestone.task)
        .join(Post, Post.id == Milestone.lead_post_id)
        .join(Post.unit)
        .where(*conditions)
        .order_by(Milestone.number)
    )
    return [
        CountedMilestone(
            number,
            sector,
            unit,
            post,
            status,
            due_on,
            at or closed_at,
            _day(closed_at),
            weight,
            due_time,
        )
        for number, sector, unit, post, status, due_on, at, closed_at, weight, due_time in found
    ]


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None
