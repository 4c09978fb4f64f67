"""What could not be carried out, and why: put aside after some tries, it stops no other."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key
from storage.milestone import Milestone, find

MILESTONE, TASK = "milestone", "task"

TRIES = 3
"""After so many failures an item is put aside."""


class Aside(CommuneOwned, Base):
    """A milestone or task (`noun`) that fails: how often so far, why and when (UTC) last."""

    __tablename__ = "aside"
    __table_args__ = (UniqueConstraint("commune_id", "noun", "noun_id"),)

    id: Mapped[Key]
    noun: Mapped[str] = mapped_column(String(20))
    noun_id: Mapped[int]
    tries: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]


def failed(session: Session, noun: str, noun_id: int, reason: str, now: datetime) -> int:
    """Count one more failure of an item; how many there were."""
    found = select(Aside).where(Aside.noun == noun, Aside.noun_id == noun_id)
    row = session.scalar(found)
    if row is None:
        row = Aside(noun=noun, noun_id=noun_id, tries=0)
        session.add(row)
    row.tries, row.reason, row.at = row.tries + 1, reason, now
    return row.tries


def went_well(session: Session, noun: str, noun_ids: Collection[int]) -> None:
    """These items fail no more."""
    if noun_ids:
        session.execute(delete(Aside).where(Aside.noun == noun, Aside.noun_id.in_(noun_ids)))


def put_aside(session: Session, noun: str) -> Sequence[int]:
    """The ids of the items that are not tried any more."""
    found = select(Aside.noun_id).where(Aside.noun == noun, Aside.tries >= TRIES)
    return session.scalars(found.order_by(Aside.noun_id)).all()


def broken(session: Session) -> Sequence[Milestone]:
    """The milestones of which nobody is reminded, since it fails each time."""
    own, tasks = put_aside(session, MILESTONE), put_aside(session, TASK)
    if not (own or tasks):
        return ()
    return find(session, or_(Milestone.id.in_(own), Milestone.task_id.in_(tasks)))
