"""What officials reported of milestones, and the extensions they asked for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, lazyload, mapped_column, relationship

from storage.bulk import IDS
from storage.database import Base, CommuneOwned, Key
from storage.milestone import Milestone
from storage.person import Person
from storage.words import ReplyKind


class Reply(CommuneOwned, Base):
    """One report on one milestone; `said` is its kind.

    `proxy_id` is who recorded it for the person, None if they did so themselves.
    """

    __tablename__ = "reply"

    id: Mapped[Key]
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said: Mapped[ReplyKind]
    percent: Mapped[int | None]
    value: Mapped[Decimal | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[person_id])


class Extension(CommuneOwned, Base):
    """A later due date that an official asked for and the secretary decides.

    `from_time` and `to_time` are the hours of the two days (Vietnam), None: without an hour.
    `granted` is None until then. `proxy_id` is who wrote it down for the official.
    """

    __tablename__ = "extension"

    id: Mapped[Key]
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    from_date: Mapped[date]
    to_date: Mapped[date]
    from_time: Mapped[time | None]
    to_time: Mapped[time | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    granted: Mapped[bool | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    milestone: Mapped[Milestone] = relationship(lazy="joined", innerjoin=True)


_NEWEST = (
    select(func.max(Reply.id))
    .where(Reply.milestone_id.in_(IDS), Reply.undone_at.is_(None))
    .group_by(Reply.milestone_id)
)
_LAST_REPLIES = select(Reply).where(Reply.id.in_(_NEWEST))


def last_replies(session: Session, milestone_ids: Iterable[int]) -> Mapping[int, Reply]:
    """The newest reply of each milestone that has one."""
    found = session.scalars(_LAST_REPLIES, {"ids": list(milestone_ids)})
    return {reply.milestone_id: reply for reply in found}


def replies_until(
    session: Session, milestone_ids: Iterable[int], moment: datetime
) -> Sequence[Reply]:
    """The replies of some milestones until a moment (UTC), not undone, oldest first."""
    found = select(Reply).where(
        Reply.milestone_id.in_(list(milestone_ids)), Reply.at <= moment, Reply.undone_at.is_(None)
    )
    return session.scalars(found.order_by(Reply.id)).all()


def reply_before(session: Session, milestone_id: int, reply_id: int) -> Reply | None:
    """The reply of a milestone before a given one, not undone."""
    found = select(Reply).where(
        Reply.milestone_id == milestone_id, Reply.id < reply_id, Reply.undone_at.is_(None)
    )
    return session.scalars(found.order_by(Reply.id.desc()).limit(1)).first()


def newest_reply(
    session: Session, person_id: int, since: datetime, milestone_id: int | None = None
) -> Reply | None:
    """A person's newest reply, also by proxy, since a moment (UTC), not undone."""
    found = select(Reply).where(
        (Reply.person_id == person_id) | (Reply.proxy_id == person_id),
        Reply.at >= since,
        Reply.undone_at.is_(None),
    )
    if milestone_id is not None:
        found = found.where(Reply.milestone_id == milestone_id)
    return session.scalars(found.order_by(Reply.id.desc()).limit(1)).first()


def replies_at(session: Session, person_id: int, at: datetime) -> Sequence[Reply]:
    """The replies of a person, also by proxy, made at exactly that moment (UTC)."""
    found = select(Reply).where(
        (Reply.person_id == person_id) | (Reply.proxy_id == person_id),
        Reply.at == at,
        Reply.undone_at.is_(None),
    )
    return session.scalars(found.order_by(Reply.id)).all()


def undecided_extension(session: Session, milestone_id: int) -> Extension | None:
    """The milestone's extension that waits for a decision."""
    return session.scalar(
        select(Extension).where(
            Extension.milestone_id == milestone_id, Extension.decided_at.is_(None)
        )
    )


def extension_decided(session: Session, milestone_id: int, at: datetime) -> Extension | None:
    """The milestone's extension that was decided at that moment (UTC)."""
    return session.scalar(
        select(Extension).where(Extension.milestone_id == milestone_id, Extension.decided_at == at)
    )


_ASKED = (
    select(Extension)
    .where(Extension.milestone_id.in_(IDS), Extension.decided_at.is_(None))
    .options(lazyload(Extension.milestone))
    .order_by(Extension.id)
)


def undecided_extensions(session: Session, milestone_ids: Iterable[int]) -> Mapping[int, Extension]:
    """The undecided extension of each of these milestones that has one."""
    found = session.scalars(_ASKED, {"ids": list(milestone_ids)})
    return {row.milestone_id: row for row in found}


def all_undecided_extensions(session: Session) -> Sequence[Extension]:
    """Every extension that waits for a decision, oldest first."""
    found = select(Extension).where(Extension.decided_at.is_(None)).order_by(Extension.id)
    return session.scalars(found).all()
