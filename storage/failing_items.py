"""Milestones and tasks whose due work keeps failing: put aside after three tries."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key
from storage.milestone import Milestone, find_milestones

MILESTONE, TASK = "milestone", "task"

TRIES = 3
"""The number of failures after which an item is put aside."""


class FailingItem(CommuneOwned, Base):
    """A failing milestone or task (`noun`): number of failures, last reason and time (UTC)."""

    __tablename__ = "aside"
    __table_args__ = (UniqueConstraint("commune_id", "noun", "noun_id"),)

    id: Mapped[Key]
    noun: Mapped[str] = mapped_column(String(20))
    noun_id: Mapped[int]
    failures: Mapped[int] = mapped_column("tries", default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]


def note_failure(session: Session, noun: str, noun_id: int, reason: str, now: datetime) -> int:
    """Record one more failure of an item; returns the number of failures."""
    found = select(FailingItem).where(FailingItem.noun == noun, FailingItem.noun_id == noun_id)
    row = session.scalar(found)
    if row is None:
        row = FailingItem(noun=noun, noun_id=noun_id, failures=0)
        session.add(row)
    row.failures, row.reason, row.at = row.failures + 1, reason, now
    return row.failures


def clear_failures(session: Session, noun: str, noun_ids: Collection[int]) -> None:
    if noun_ids:
        session.execute(
            delete(FailingItem).where(FailingItem.noun == noun, FailingItem.noun_id.in_(noun_ids))
        )


def ids_put_aside(session: Session, noun: str) -> Sequence[int]:
    found = select(FailingItem.noun_id).where(
        FailingItem.noun == noun, FailingItem.failures >= TRIES
    )
    return session.scalars(found.order_by(FailingItem.noun_id)).all()


def milestones_put_aside(session: Session) -> Sequence[Milestone]:
    """The milestones without reminders because they, or their tasks, are put aside."""
    own, tasks = ids_put_aside(session, MILESTONE), ids_put_aside(session, TASK)
    if not (own or tasks):
        return ()
    return find_milestones(session, or_(Milestone.id.in_(own), Milestone.task_id.in_(tasks)))
