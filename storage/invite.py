"""One-time codes that link a chat to a post, person or group, and failed attempts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.database import Base, CommuneOwned, Key
from storage.person import Person
from storage.unit import Post, Unit


class Invite(CommuneOwned, Base):
    """A code for one post, another chat of a person, or a unit's group; used once before it
    expires.

    Only its hash is stored. `by_phone`: no code, but the hash of an expected person's phone number.
    """

    __tablename__ = "invite"

    id: Mapped[Key]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    person_name: Mapped[str] = mapped_column(String(200), default="")
    by_phone: Mapped[bool] = mapped_column(default=False)
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    post: Mapped[Post | None] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship(lazy="joined")


class Stranger(CommuneOwned, Base):
    """A chat that is not linked: when it was greeted, and its wrong codes."""

    __tablename__ = "stranger"
    __table_args__ = (UniqueConstraint("commune_id", "channel", "address"),)

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    told_at: Mapped[datetime | None]
    wrong_codes: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class WrongCode(CommuneOwned, Base):
    """A wrong code typed in a commune; kept while it counts towards the limit for all chats."""

    __tablename__ = "wrong_code"
    __table_args__ = (Index("ix_wrong_code_at", "commune_id", "at"),)

    id: Mapped[Key]
    at: Mapped[datetime]


class UnknownCodeTry(Base):
    """A code of no commune, typed on a site of several communes; `origin` is where from."""

    __tablename__ = "door_try"
    __table_args__ = (Index("ix_door_try_origin", "origin", "at"),)

    id: Mapped[Key]
    origin: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(index=True)


def unknown_code_times(
    session: Session, since: datetime, origin: str | None = None
) -> Sequence[datetime]:
    """When codes of no commune were typed after a moment, from one origin or all, by time."""
    found = select(UnknownCodeTry.at).where(UnknownCodeTry.at > since).order_by(UnknownCodeTry.at)
    if origin is not None:
        found = found.where(UnknownCodeTry.origin == origin)
    return session.scalars(found).all()


def note_unknown_code(session: Session, origin: str, now: datetime, forgotten: datetime) -> None:
    """Record a code of no commune, and delete those up to the moment `forgotten`."""
    session.execute(delete(UnknownCodeTry).where(UnknownCodeTry.at <= forgotten))
    session.add(UnknownCodeTry(origin=origin, at=now))


def commune_of_code(session: Session, code_hash: str) -> int | None:
    """The commune of this unused code, expired or not."""
    found = select(Invite.commune_id).where(
        Invite.code_hash == code_hash, Invite.used_at.is_(None), Invite.by_phone.is_(False)
    )
    return session.scalars(found.limit(1)).first()


def note_wrong_code(session: Session, now: datetime, forgotten: datetime) -> None:
    """Record a wrong code, and delete those up to the moment `forgotten`."""
    session.execute(delete(WrongCode).where(WrongCode.at <= forgotten))
    session.add(WrongCode(at=now))


def wrong_code_times(session: Session, since: datetime) -> Sequence[datetime]:
    """When wrong codes were typed after a moment in any chat, earliest first."""
    return session.scalars(
        select(WrongCode.at).where(WrongCode.at > since).order_by(WrongCode.at)
    ).all()


def any_locked_since(session: Session, moment: datetime) -> bool:
    """Whether any chat is locked, or was until some time after a moment."""
    found = select(Stranger.id).where(Stranger.locked_until > moment).limit(1)
    return session.scalar(found) is not None


def invite_by_hash(session: Session, code_hash: str) -> Invite | None:
    """The unused invite with that hash, expired or not."""
    return session.scalar(
        select(Invite).where(Invite.code_hash == code_hash, Invite.used_at.is_(None))
    )


def awaits_phones(session: Session, now: datetime) -> bool:
    """Whether anybody is expected by phone number."""
    found = select(Invite.id).where(
        Invite.by_phone, Invite.used_at.is_(None), Invite.expires_at > now
    )
    return session.scalar(found.limit(1)) is not None


def is_greeted(session: Session, channel: str, address: str) -> bool:
    """Whether an unlinked chat was greeted."""
    found = select(Stranger.id).where(
        Stranger.channel == channel, Stranger.address == address, Stranger.told_at.is_not(None)
    )
    return session.scalar(found) is not None


def stranger_of(session: Session, channel: str, address: str) -> Stranger:
    """The record of an unlinked chat, created if it is new."""
    known = session.scalar(
        select(Stranger).where(Stranger.channel == channel, Stranger.address == address)
    )
    if known is None:
        known = Stranger(channel=channel, address=address, wrong_codes=0)
        session.add(known)
    return known
