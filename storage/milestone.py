"""Milestones: what is due, reminded, reported and closed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    or_,
    select,
)
from sqlalchemy.orm import (
    Mapped,
    Session,
    contains_eager,
    mapped_column,
    relationship,
)

from storage.database import Base, CommuneOwned, Key, UtcDateTime, kept
from storage.many import IDS, parted
from storage.task import Support, Task
from storage.unit import Post
from storage.words import MilestoneShape, Status

OPEN = tuple(each for each in Status if not each.closed)
EXPECTED = tuple(each for each in OPEN if each is not Status.SUBMITTED)
"""Statuses in which something, or a result, is still to come. Named one by one a database finds
them in an index; whatever is not among others it has to look through.
"""


class Milestone(CommuneOwned, Base):
    """One date with one product or one number; `number` is what people type for it.

    `original_due_on` is kept for ever, `planned_on` is the plan file's newest date. `due_version`
    rises with every change of `due_on`, so that reminders of the old date die; `revision` with
    every change of any kind, so that an old button can be told. `next_fire_at` is the whole
    schedule; `fired_until` is the moment up to which it was carried out. Moments are UTC.
    `village_targets` and `village_values` part a quota's number by village, never by citizen.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("commune_id", "number"),
        UniqueConstraint("task_id", "key"),
        Index("ix_milestone_open", "commune_id", "status", "due_on"),
    )

    id: Mapped[Key]
    # No indexes of their own: those above begin with them, and each reminder writes to all.
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
    due_version: Mapped[int] = mapped_column(default=1)
    basis: Mapped[str] = mapped_column(String(500), default="")
    asks_document: Mapped[bool] = mapped_column(default=False)
    target: Mapped[int | None]
    value: Mapped[int | None]
    village_targets: Mapped[dict[str, Any]] = mapped_column(default=dict)
    village_values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    percent: Mapped[int | None]
    status: Mapped[Status] = mapped_column(default=Status.PENDING)
    document_number: Mapped[str | None] = mapped_column(String(60))
    document_date: Mapped[date | None]
    handed_over_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    fired_until: Mapped[datetime]
    next_fire_at: Mapped[datetime | None] = mapped_column(index=True)

    task: Mapped[Task] = relationship(lazy="joined", innerjoin=True)


class TaskOnLadder(NamedTuple):
    """A task as far as the ladder of its milestones is concerned."""

    on_duty: bool
    ladder: dict[str, Any]
    lead_post_id: int


class OnLadder(NamedTuple):
    """One milestone as far as its ladder is concerned."""

    id: int
    task_id: int
    shape: MilestoneShape
    status: Status
    opens_on: date | None
    due_on: date
    due_version: int
    handed_over_at: datetime
    blocked_at: datetime | None
    submitted_at: datetime | None
    returned_at: datetime | None
    snoozed_until: datetime | None
    fired_until: datetime
    task: TaskOnLadder


_STEPPING = OnLadder._fields[:-1]
_DUE = (
    select(
        *(getattr(Milestone, name) for name in _STEPPING),
        *(getattr(Task, name) for name in TaskOnLadder._fields),
    )
    .join(Milestone.task)
    .where(Milestone.next_fire_at <= bindparam("now", type_=UtcDateTime()))
    .order_by(Milestone.next_fire_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=Milestone)
)


def due_on_ladder(session: Session, now: datetime, most: int) -> Sequence[OnLadder]:
    """Milestones of which something is due by `now`, read without an object each and locked."""
    own = len(_STEPPING)
    return [
        OnLadder._make((*row[:own], TaskOnLadder._make(row[own:])))
        for row in session.execute(_DUE, {"now": now, "most": most})
    ]


class MilestoneSummary(NamedTuple):
    """One milestone as far as people are told of it, with its task's `task_title`, `measure`,
    `confidential` and `ladder`, and the name of the post that leads.
    """

    id: int
    number: int
    title: str
    shape: MilestoneShape
    status: Status
    opens_on: date | None
    due_on: date
    original_due_on: date
    due_version: int
    asks_document: bool
    document_number: str | None
    submitted_at: datetime | None
    closed_at: datetime | None
    percent: int | None
    target: int | None
    value: int | None
    village_targets: dict[str, Any]
    village_values: dict[str, Any]
    task_title: str
    measure: str
    confidential: bool
    ladder: dict[str, Any]
    lead: str


OWN = MilestoneSummary._fields[: MilestoneSummary._fields.index("task_title")]
OF_OTHERS = (Task.title, Task.measure, Task.confidential, Task.ladder, Post.name)


_TOLD = (
    select(*(getattr(Milestone, name) for name in OWN), *OF_OTHERS)
    .join(Milestone.task)
    .join(Task.lead)
    .where(Milestone.id.in_(IDS))
)


def told_of(session: Session, milestone_ids: Iterable[int]) -> dict[int, MilestoneSummary]:
    """These milestones, by id, as far as people are told of them: read without an object each."""
    found = session.execute(_TOLD, {"ids": list(milestone_ids)})
    return {row[0]: MilestoneSummary._make(row) for row in found}


def as_told(row: Milestone) -> MilestoneSummary:
    """A milestone that was read whole."""
    task = row.task
    of_others = (task.title, task.measure, task.confidential, task.ladder, task.lead.name)
    own = (getattr(row, name) for name in OWN)
    return MilestoneSummary._make((*own, *of_others))


def is_open() -> ColumnElement[bool]:
    """That something is still expected of somebody."""
    return Milestone.status.in_(OPEN)


def is_overdue(today: date) -> ColumnElement[bool]:
    """That the due date has passed and no result was handed in."""
    return Milestone.status.in_(EXPECTED) & (Milestone.due_on < today)


_WITH_LEADS = (
    select(Milestone)
    .join(Milestone.task)
    .options(contains_eager(Milestone.task).joinedload(Task.lead))
    .order_by(Milestone.due_on, Milestone.number)
)


def find(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Milestone]:
    """Milestones with their tasks and lead posts, most urgent first."""
    return session.scalars(_WITH_LEADS.where(*conditions)).all()


def of_tasks(session: Session, task_ids: Iterable[int]) -> Sequence[Milestone]:
    """Every milestone of these tasks, the closed ones too."""
    return [
        row
        for part in parted(task_ids)
        for row in session.scalars(select(Milestone).where(Milestone.task_id.in_(part)))
    ]


_NUMBERED = kept(_WITH_LEADS.where(Milestone.number == bindparam("number")))


def by_number(session: Session, number: int) -> Milestone | None:
    """The milestone people call by that number."""
    return session.scalar(_NUMBERED, {"number": number})


_OPEN_LED = kept(_WITH_LEADS.where(Task.lead_post_id.in_(IDS), Milestone.status.in_(OPEN)))


def open_led(session: Session, post_ids: Iterable[int]) -> Sequence[Milestone]:
    """The open milestones that one of these posts leads, most urgent first."""
    return session.scalars(_OPEN_LED, {"ids": list(post_ids)}).all()


def led_by(post_ids: Iterable[int]) -> ColumnElement[bool]:
    """That one of these posts leads the task."""
    return Task.lead_post_id.in_(list(post_ids))


def touched_by(post_ids: Iterable[int]) -> ColumnElement[bool]:
    """That one of these posts leads or supports the task."""
    ids = list(post_ids)
    supported = select(Support.task_id).where(Support.post_id.in_(ids))
    return or_(Task.lead_post_id.in_(ids), Task.id.in_(supported))
