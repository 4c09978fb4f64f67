"""Milestones: one due date each, with what was reported of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import (
    Mapped,
    Session,
    contains_eager,
    mapped_column,
    relationship,
)

from storage.bulk import IDS, in_chunks
from storage.database import Base, CommuneOwned, Key, UtcDateTime, prebuilt
from storage.task import Support, Task
from storage.unit import Post
from storage.words import MilestoneShape, Status, Weight

OPEN = tuple(each for each in Status if not each.closed)
RESULT_EXPECTED = tuple(each for each in OPEN if each is not Status.SUBMITTED)
"""Statuses before a result; listed, since `IN` can use the index and `NOT IN` cannot."""

ADDED_KEY = "added-"
"""Begins the keys of phases that were added in chat, which no plan names."""


class Milestone(CommuneOwned, Base):
    """One date with one product or number; `number` is what people type for it.

    It is due until `due_time` (time of day in Vietnam; None: until the end of the day) of `due_on`.
    `original_due_on` and `original_due_time` never change; `planned_on` and `planned_time` are the
    newest of the plan file. `due_version` rises with every change of day or time, so that reminders
    of the old ones are void; `revision` with every change, so that old buttons are stale. Steps up
    to `fired_until` have been fired, the next is due at `next_fire_at`. Moments are UTC.
    `village_targets` and `village_values` split a quota's number by village, never by citizen.
    `to_confirm`: the due date is the usual one, and the office has yet to say that it holds.
    `day_rule` is what its due date is counted from, as JSON, empty for a date of its own.
    `confirmed_by_lead` holds of a done milestone alone. `own_lead_post_id` is None where the task's
    lead leads it; everybody else asks for `lead` and `lead_post_id`.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("commune_id", "number"),
        UniqueConstraint("task_id", "key"),
        Index("ix_milestone_open", "commune_id", "status", "due_on"),
    )

    id: Mapped[Key]
    # No index on either: an index above begins with each, and each reminder updates all indexes.
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(500))
    shape: Mapped[MilestoneShape]
    opens_on: Mapped[date | None]
    due_on: Mapped[date]
    original_due_on: Mapped[date]
    planned_on: Mapped[date]
    due_time: Mapped[time | None]
    original_due_time: Mapped[time | None]
    planned_time: Mapped[time | None]
    due_version: Mapped[int] = mapped_column(default=1)
    to_confirm: Mapped[bool] = mapped_column(default=False)
    day_rule: Mapped[dict[str, Any]] = mapped_column(default=dict)
    basis: Mapped[str] = mapped_column(String(500), default="")
    asks_document: Mapped[bool] = mapped_column(default=False)
    target: Mapped[Decimal | None]
    value: Mapped[Decimal | None]
    village_targets: Mapped[dict[str, Any]] = mapped_column(default=dict)
    village_values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    percent: Mapped[int | None]
    status: Mapped[Status] = mapped_column(default=Status.PENDING)
    document_number: Mapped[str | None] = mapped_column(String(60))
    document_date: Mapped[date | None]
    own_lead_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    handed_over_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    confirmed_by_lead: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    fired_until: Mapped[datetime]
    next_fire_at: Mapped[datetime | None] = mapped_column(index=True)

    task: Mapped[Task] = relationship(lazy="joined", innerjoin=True)
    own_lead: Mapped[Post | None] = relationship()

    @hybrid_property
    def lead_post_id(self) -> int:
        """The post that leads it; in a query the task has to be joined."""
        return self.own_lead_post_id or self.task.lead_post_id

    @lead_post_id.inplace.expression
    @classmethod
    def _lead_post_id(cls) -> ColumnElement[int]:
        return func.coalesce(cls.own_lead_post_id, Task.lead_post_id)

    @property
    def lead(self) -> Post:
        return self.own_lead or self.task.lead


class TaskForLadder(NamedTuple):
    on_duty: bool
    ladder: dict[str, Any]


class MilestoneForLadder(NamedTuple):
    """What the ladder needs of a milestone and its task."""

    id: int
    task_id: int
    shape: MilestoneShape
    status: Status
    opens_on: date | None
    due_on: date
    due_time: time | None
    due_version: int
    revision: int
    handed_over_at: datetime
    blocked_at: datetime | None
    submitted_at: datetime | None
    returned_at: datetime | None
    snoozed_until: datetime | None
    fired_until: datetime
    lead_post_id: int
    task: TaskForLadder


_LADDER_COLUMNS = MilestoneForLadder._fields[:-1]
_DUE = (
    select(
        *(getattr(Milestone, name) for name in _LADDER_COLUMNS),
        *(getattr(Task, name) for name in TaskForLadder._fields),
    )
    .join(Milestone.task)
    .where(Milestone.next_fire_at <= bindparam("now", type_=UtcDateTime()))
    .order_by(Milestone.next_fire_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=Milestone)
)


def take_milestones_to_fire(
    session: Session, now: datetime, most: int
) -> Sequence[MilestoneForLadder]:
    """Lock the milestones whose next reminder is due by `now`, at most `most`, and return them."""
    columns = len(_LADDER_COLUMNS)
    return [
        MilestoneForLadder._make((*row[:columns], TaskForLadder._make(row[columns:])))
        for row in session.execute(_DUE, {"now": now, "most": most})
    ]


def is_open() -> ColumnElement[bool]:
    """The condition that a milestone is neither done nor cancelled."""
    return Milestone.status.in_(OPEN)


_WITH_LEADS = (
    select(Milestone)
    .join(Milestone.task)
    .options(contains_eager(Milestone.task).joinedload(Task.lead))
    .order_by(
        case({each: each.order for each in Weight}, value=Task.weight),
        Milestone.due_on,
        Milestone.due_time.nulls_last(),
        Milestone.number,
    )
)


def find_milestones(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Milestone]:
    """The milestones that meet these conditions, with task and lead post.

    The heaviest come first, and of one weight the earliest due.
    """
    return session.scalars(_WITH_LEADS.where(*conditions)).all()


def milestones_of_tasks(session: Session, task_ids: Iterable[int]) -> Sequence[Milestone]:
    return [
        row
        for part in in_chunks(task_ids)
        for row in session.scalars(select(Milestone).where(Milestone.task_id.in_(part)))
    ]


_NUMBERED = prebuilt(_WITH_LEADS.where(Milestone.number == bindparam("number")))


def by_number(session: Session, number: int) -> Milestone | None:
    return session.scalar(_NUMBERED, {"number": number})


_OPEN_LED = prebuilt(_WITH_LEADS.where(Milestone.lead_post_id.in_(IDS), Milestone.status.in_(OPEN)))


def open_led_by(session: Session, post_ids: Iterable[int]) -> Sequence[Milestone]:
    """The open milestones that one of these posts leads, most urgent first."""
    return session.scalars(_OPEN_LED, {"ids": list(post_ids)}).all()


def is_led_by(post_ids: Iterable[int]) -> ColumnElement[bool]:
    """The condition that one of these posts leads the milestone; the task has to be joined."""
    return Milestone.lead_post_id.in_(list(post_ids))


def involves_posts(post_ids: Iterable[int]) -> ColumnElement[bool]:
    """The condition that one of these posts leads the milestone, or leads or supports its task."""
    ids = list(post_ids)
    supported = select(Support.task_id).where(Support.post_id.in_(ids))
    leads = Milestone.own_lead_post_id.in_(ids) | Task.lead_post_id.in_(ids)
    return or_(leads, Task.id.in_(supported))
