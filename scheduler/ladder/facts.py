"""Read the facts that the ladder needs of a milestone."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.ladder.ladder import Facts
from storage.milestone import Milestone, OnLadder
from storage.reply import Extension
from storage.task import Support


def facts_of(
    milestone: Milestone | OnLadder, extension_asked_at: datetime | None, has_support: bool
) -> Facts:
    """The facts of one milestone."""
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
    )


def read_facts(session: Session, milestones: Iterable[Milestone | OnLadder]) -> Mapping[int, Facts]:
    """The facts of many milestones by id, read in two queries."""
    rows = list(milestones)
    undecided = session.execute(
        select(Extension.milestone_id, Extension.asked_at).where(
            Extension.decided_at.is_(None), Extension.milestone_id.in_([m.id for m in rows])
        )
    )
    asked = {row.milestone_id: row.asked_at for row in undecided}
    supported = set(
        session.scalars(
            select(Support.task_id).where(Support.task_id.in_([m.task_id for m in rows]))
        )
    )
    return {m.id: facts_of(m, asked.get(m.id), m.task_id in supported) for m in rows}
