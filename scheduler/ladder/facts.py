"""Read the facts that the ladder needs of a milestone."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.ladder.ladder import Facts
from storage.bulk import IDS
from storage.database import prebuilt
from storage.milestone import Milestone, MilestoneForLadder
from storage.reply import Extension
from storage.task import Support

_ASKED_AT = (
    select(Extension.asked_at)
    .where(Extension.milestone_id == Milestone.id, Extension.decided_at.is_(None))
    .order_by(Extension.id.desc())
    .limit(1)
    .scalar_subquery()
)
_HAS_SUPPORT = (
    select(Support.post_id)
    .where(
        Support.task_id == Milestone.task_id,
        Support.post_id.is_distinct_from(Milestone.own_lead_post_id),
    )
    .exists()
)
_OTHER_FACTS = prebuilt(select(Milestone.id, _ASKED_AT, _HAS_SUPPORT).where(Milestone.id.in_(IDS)))
"""The facts that are not in the milestone's own row."""


def facts_of(
    milestone: Milestone | MilestoneForLadder,
    extension_asked_at: datetime | None,
    has_support: bool,
) -> Facts:
    return Facts(
        shape=milestone.shape,
        status=milestone.status,
        due_on=milestone.due_on,
        handed_over_at=milestone.handed_over_at,
        on_duty=milestone.task.on_duty,
        opens_on=milestone.opens_on,
        has_support=has_support,
        blocked_at=milestone.blocked_at,
        submitted_at=milestone.submitted_at,
        returned_at=milestone.returned_at,
        extension_asked_at=extension_asked_at,
        snoozed_until=milestone.snoozed_until,
        due_time=milestone.due_time,
    )


def read_facts(
    session: Session, milestones: Iterable[Milestone | MilestoneForLadder]
) -> Mapping[int, Facts]:
    """The facts of many milestones by id, read in one query."""
    rows = list(milestones)
    found = session.execute(_OTHER_FACTS, {"ids": [row.id for row in rows]})
    others = {row_id: (asked_at, bool(supported)) for row_id, asked_at, supported in found}
    return {row.id: facts_of(row, *others[row.id]) for row in rows}
