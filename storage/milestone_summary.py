"""What is shown of a milestone, read as plain values."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.bulk import IDS
from storage.milestone import Milestone
from storage.task import Task
from storage.unit import Post
from storage.words import Better, Figure, MilestoneShape, Status, Weight


class MilestoneSummary(NamedTuple):
    """What is shown of a milestone, with columns of its task and the name of the lead post."""

    id: int
    number: int
    title: str
    shape: MilestoneShape
    status: Status
    opens_on: date | None
    due_on: date
    due_time: time | None
    original_due_on: date
    original_due_time: time | None
    due_version: int
    to_confirm: bool
    asks_document: bool
    document_number: str | None
    document_date: date | None
    submitted_at: datetime | None
    closed_at: datetime | None
    confirmed_by_lead: bool
    percent: int | None
    target: Decimal | None
    value: Decimal | None
    village_targets: dict[str, Any]
    village_values: dict[str, Any]
    task_title: str
    measure: str
    figure: Figure
    better: Better
    decimals: int
    confidential: bool
    weight: Weight
    ladder: dict[str, Any]
    lead: str


_OWN_COLUMNS = MilestoneSummary._fields[: MilestoneSummary._fields.index("task_title")]
_TASK_COLUMNS = (
    "title",
    *MilestoneSummary._fields[MilestoneSummary._fields.index("measure") : -1],
)
_JOINED_COLUMNS = (*(getattr(Task, name) for name in _TASK_COLUMNS), Post.name)


_SUMMARIES = (
    select(*(getattr(Milestone, name) for name in _OWN_COLUMNS), *_JOINED_COLUMNS)
    .join(Milestone.task)
    .join(Post, Post.id == Milestone.lead_post_id)
    .where(Milestone.id.in_(IDS))
)


def read_summaries(session: Session, milestone_ids: Iterable[int]) -> dict[int, MilestoneSummary]:
    found = session.execute(_SUMMARIES, {"ids": list(milestone_ids)})
    return {row[0]: MilestoneSummary._make(row) for row in found}


def summary_of(row: Milestone) -> MilestoneSummary:
    of_task = (getattr(row.task, name) for name in _TASK_COLUMNS)
    columns = (getattr(row, name) for name in _OWN_COLUMNS)
    return MilestoneSummary._make((*columns, *of_task, row.lead.name))
