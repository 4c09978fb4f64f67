"""Read milestones as counted values, in one query of few columns."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day
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
            _day(at or closed_at),
            _day(closed_at),
            weight,
        )
        for number, sector, unit, post, status, due_on, at, closed_at, weight in found
    ]


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None
