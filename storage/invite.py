"""One-time codes that link a chat to a post or a person, and strangers who try them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.database import Base, CommuneOwned, Key
from storage.person import Person
from storage.unit import Post, Unit


class Invite(CommuneOwned, Base):
    """A code for one post, for one more chat of a person, or for a unit's group; used once, before
    it expires.

    Only its hash is kept. `by_phone` says that it is no code but whoever has a phone of that number
    that is awaited.
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
    """A chat that is not linked: whether it was answered, and its wrong codes."""

    __tablename__ = "stranger"
    __table_args__ = (UniqueConstraint("commune_id", "channel", "address"),)

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    told_at: Mapped[datetime | None]
    wrong_codes: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class WrongCode(CommuneOwned, Base):
    """That somebody typed a wrong code; kept as long as it counts against all together."""

    __tablename__ = "wrong_code"
    __table_args__ = (Index("ix_wrong_code_at", "commune_id", "at"),)

    id: Mapped[Key]
    at: Mapped[datetime]


class DoorTry(Base):
    """A wrong code that is of no commune, typed at the site of several: from where, and when."""

    __tablename__ = "door_try"
    __table_args__ = (Index("ix_door_try_origin", "origin", "at"),)

    id: Mapped[Key]
    origin: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(index=True)


def door_tries(session: Session, since: datetime, origin: str | None = None) -> Sequence[datetime]:
    """When codes of nobody were typed after a moment, from one origin or all, earliest first."""
    found = select(DoorTry.at).where(DoorTry.at > since).order_by(DoorTry.at)
    if origin is not None:
        found = found.where(DoorTry.origin == origin)
    return session.scalars(found).all()


def note_door_try(session: Session, origin: str, now: datetime, forgotten: datetime) -> None:
    """Remember a code of nobody, and forget those until a moment."""
    session.execute(delete(DoorTry).where(DoorTry.at <= forgotten))
    session.add(DoorTry(origin=origin, at=now))


def commune_of_code(session: Session, code_hash: str) -> int | None:
    """The commune whose unused code this is, expired or not."""
    found = select(Invite.commune_id).where(
        Invite.code_hash == code_hash, Invite.used_at.is_(None), Invite.by_phone.is_(False)
    )
    return session.scalars(found.limit(1)).first()


def note_wrong_code(session: Session, now: datetime, forgotten: datetime) -> None:
    """Remember a wrong code, and forget those until a moment."""
    session.execute(delete(WrongCode).where(WrongCode.at <= forgotten))
    session.add(WrongCode(at=now))


def wrong_codes_since(session: Session, since: datetime) -> Sequence[datetime]:
    """When wrong codes were typed after a moment, by whomever, the earliest first."""
    return session.scalars(
        select(WrongCode.at).where(WrongCode.at > since).order_by(WrongCode.at)
    ).all()


def locked_since(session: Session, moment: datetime) -> bool:
    """Whether a chat is, or was until some time after a moment, locked."""
    found = select(Stranger.id).where(Stranger.locked_until > moment).limit(1)
    return session.scalar(found) is not None


def invite_by_hash(session: Session, code_hash: str) -> Invite | None:
    """The unused invite of that hash, expired or not."""
    return session.scalar(
        select(Invite).where(Invite.code_hash == code_hash, Invite.used_at.is_(None))
    )


def awaits_phones(session: Session, now: datetime) -> bool:
    """Whether anybody is awaited by the number of their phone."""
    found = select(Invite.id).where(
        Invite.by_phone, Invite.used_at.is_(None), Invite.expires_at > now
    )
    return session.scalar(found.limit(1)) is not None


def stranger(session: Session, channel: str, address: str) -> Stranger:
    """What is known of an unlinked chat; a new one is remembered."""
    known = session.scalar(
        select(Stranger).where(Stranger.channel == channel, Stranger.address == address)
    )
    if known is None:
        known = Stranger(channel=channel, address=address, wrong_codes=0)
        session.add(known)
    return known
