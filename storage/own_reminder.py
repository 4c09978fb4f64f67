"""Reminders that people ask for themselves, of an item or of anything."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key


class OwnReminder(CommuneOwned, Base):
    """What one person asked to be reminded of: an item, words, or both.

    `number` is the person's own count of them. The first moment is `first_at`, the others follow by
    `repetition`; moments up to `fired_until` are said or passed over, and the next is `next_at`,
    None when there is none or the person took it back at `dropped_at`. Moments are UTC.
    """

    __tablename__ = "own_reminder"
    __table_args__ = (UniqueConstraint("person_id", "number"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    words: Mapped[str] = mapped_column(String(200), default="")
    first_at: Mapped[datetime]
    repetition: Mapped[dict[str, Any] | None]
    fired_until: Mapped[datetime]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    asked_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


def take_own_reminders(session: Session, now: datetime, most: int) -> Sequence[OwnReminder]:
    """Lock the reminders that are due by `now`, at most `most`, and return them."""
    found = select(OwnReminder).where(OwnReminder.next_at <= now).order_by(OwnReminder.next_at)
    locked = found.limit(most).with_for_update(skip_locked=True, of=OwnReminder)
    return session.scalars(locked).all()


def own_reminders_of(session: Session, person_id: int) -> Sequence[OwnReminder]:
    """A person's reminders that are still to come, the next one first."""
    found = select(OwnReminder).where(
        OwnReminder.person_id == person_id, OwnReminder.next_at.is_not(None)
    )
    return session.scalars(found.order_by(OwnReminder.next_at, OwnReminder.id)).all()


def own_reminders(session: Session, ids: Collection[int]) -> Sequence[OwnReminder]:
    return session.scalars(select(OwnReminder).where(OwnReminder.id.in_(ids))).all()


def own_reminders_numbered(
    session: Session, person_id: int, numbers: Collection[int]
) -> Sequence[OwnReminder]:
    """Those of a person's reminders, also those that are said or taken back, by number."""
    found = select(OwnReminder).where(
        OwnReminder.person_id == person_id, OwnReminder.number.in_(numbers)
    )
    return session.scalars(found.order_by(OwnReminder.number)).all()


def last_own_number(session: Session, person_id: int) -> int:
    """The highest number of a person's reminders; 0 without any."""
    found = select(func.max(OwnReminder.number)).where(OwnReminder.person_id == person_id)
    return session.scalar(found) or 0
