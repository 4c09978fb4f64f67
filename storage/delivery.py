"""The outbox: one item for one recipient, until a platform has taken or finally refused it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.commune import not_suspended
from storage.database import Base, CommuneOwned, Key
from storage.milestone import Milestone
from storage.partial_index import partial_index
from storage.person import Address
from storage.words import DeliveryKind, Role, State


class Delivery(CommuneOwned, Base):
    """One item for one recipient. A reminder is worded when it is sent; others have a `body`.

    `milestone_id` is the milestone of a reminder, or the one whose card an answer shows.
    `message_id` is the platform's: known from the start for an edit, once sent for others.
    `due_version` and `revision` are the milestone's when it was made: a step may come again after a
    change, even at the same moment. `fire_at` is the time of its step, `not_before` the earliest to
    send it; both UTC. `unknown`: it may have been sent already. `absent_id` is the person for whom
    `person_id` substitutes. A unit's group has `group_id` and no person. `asked_by` is who asked to
    remind at once, with their `note`. `own_reminder_id` is what the person asked to be reminded of.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("milestone_id", "step", "revision", "fire_at", "post_id", "person_id"),
        partial_index(
            "ix_delivery_ready",
            "not_before",
            where="state = 'pending'",
        ),
        partial_index(
            "ix_delivery_ready_there",
            "commune_id",
            "not_before",
            where="state = 'pending'",
        ),
        Index("ix_delivery_sent", "commune_id", "person_id", "sent_at"),
        partial_index(
            "uq_delivery_own",
            "own_reminder_id",
            "fire_at",
            where="own_reminder_id IS NOT NULL",
            unique=True,
        ),
    )

    id: Mapped[Key]
    # No index of its own: others begin with it, and each reminder updates all indexes.
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"))
    sort: Mapped[DeliveryKind]
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    step: Mapped[str] = mapped_column(String(40), default="")
    role: Mapped[Role | None]
    due_version: Mapped[int | None]
    revision: Mapped[int | None]
    fire_at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    absent_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    own_reminder_id: Mapped[int | None] = mapped_column(ForeignKey("own_reminder.id"))
    body: Mapped[dict[str, Any] | None]
    state: Mapped[State] = mapped_column(default=State.PENDING)
    reason: Mapped[str] = mapped_column(String(200), default="")
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    unknown: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str | None] = mapped_column(String(20))
    message_id: Mapped[str | None] = mapped_column(String(60))
    sent_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class ReadyCount:
    """The number of deliveries ready to send, and since when (UTC) the oldest is ready."""

    count: int
    oldest: datetime | None


def ready_count(session: Session, now: datetime) -> ReadyCount:
    """The deliveries ready to send, of communes that are not suspended."""
    found = session.execute(
        select(func.count(), func.min(Delivery.not_before)).where(
            Delivery.state == State.PENDING,
            Delivery.not_before <= now,
            not_suspended(Delivery.commune_id),
        )
    ).one()
    return ReadyCount(found[0], found[1])


DIGEST_AGE = timedelta(days=1)


def numbers_in_message(session: Session, channel: str, message_id: str | None) -> tuple[int, ...]:
    """The numbers of the milestones in a message that was sent."""
    if message_id is None:
        return ()
    found = session.scalars(
        select(Milestone.number)
        .join(Delivery, Delivery.milestone_id == Milestone.id)
        .where(Delivery.channel == channel, Delivery.message_id == message_id)
    )
    return tuple(sorted(set(found)))


def numbers_of_last_digest(session: Session, address: Address, now: datetime) -> tuple[int, ...]:
    """The milestone numbers of the newest digest sent to the person's channel within a day."""
    newest = session.scalar(
        select(Delivery.message_id)
        .where(
            Delivery.person_id == address.person_id,
            Delivery.channel == address.channel,
            Delivery.sort == DeliveryKind.REMINDER,
            Delivery.sent_at >= now - DIGEST_AGE,
        )
        .order_by(Delivery.sent_at.desc(), Delivery.id.desc())
        .limit(1)
    )
    return numbers_in_message(session, address.channel, newest)


def last_reminders(session: Session, address: Address) -> Sequence[Delivery]:
    """The reminders in the newest message that brought any to the person's channel."""
    sent = (
        Delivery.person_id == address.person_id,
        Delivery.channel == address.channel,
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.state == State.SENT,
    )
    newest = select(Delivery.message_id).where(*sent)
    newest = newest.order_by(Delivery.sent_at.desc(), Delivery.id.desc()).limit(1)
    found = select(Delivery).where(*sent, Delivery.message_id == newest.scalar_subquery())
    return session.scalars(found.order_by(Delivery.id)).all()


def deliveries_of(session: Session, milestone_id: int) -> Sequence[Delivery]:
    """The reminders of one milestone, by step time, without those that people asked for."""
    found = select(Delivery).where(
        Delivery.milestone_id == milestone_id,
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.own_reminder_id.is_(None),
    )
    return session.scalars(found.order_by(Delivery.fire_at, Delivery.id)).all()


def delivery_on_screen(session: Session, address_id: int, message_id: str) -> Delivery | None:
    """The delivery that a message of a chat shows or is about to show."""
    found = select(Delivery).where(
        Delivery.address_id == address_id,
        Delivery.message_id == message_id,
        Delivery.state.in_((State.SENT, State.PENDING)),
    )
    return session.scalar(found.order_by(Delivery.id.desc()).limit(1))


def cards_on_screen(
    session: Session, address: Address, milestone_ids: Iterable[int], since: datetime
) -> Sequence[Delivery]:
    """The newest delivery of each of these items' cards sent to a chat since a moment (UTC)."""
    found = select(Delivery).where(
        Delivery.person_id == address.person_id,
        Delivery.address_id == address.id,
        Delivery.sent_at >= since,
        Delivery.milestone_id.in_(list(milestone_ids)),
    )
    newest = {row.milestone_id: row for row in session.scalars(found.order_by(Delivery.id))}
    return list(newest.values())
