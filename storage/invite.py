"""One-time codes that link a chat to a post, person or group, and failed attempts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.commune import Commune
from storage.database import Base, CommuneOwned, Key
from storage.person import Person
from storage.unit import Post, Unit


class Invite(CommuneOwned, Base):
    """A code for one post, another chat of a person, or a unit's group; used once before it
    expires.

    Only its hash is stored. `confirmed_at`: of one made on a page, when that page was confirmed
    (see `WebSession`); else None. `by_phone`: no code, but the hash of an expected person's phone
    number.
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
    confirmed_at: Mapped[datetime | None]

    post: Mapped[Post | None] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship(lazy="joined")


class Stranger(CommuneOwned, Base):
    """An unlinked chat: when it was greeted, how many wrong codes it sent, and until when it is
    locked.
    """

    __tablename__ = "stranger"
    __table_args__ = (UniqueConstraint("commune_id", "channel", "address"),)

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    greeted_at: Mapped[datetime | None] = mapped_column("told_at")
    wrong_codes: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class WrongCode(CommuneOwned, Base):
    """A wrong code typed in a commune.

    Rows of the last hour are counted, to warn the secretaries of many.
    """

    __tablename__ = "wrong_code"
    __table_args__ = (Index("ix_wrong_code_at", "commune_id", "at"),)

    id: Mapped[Key]
    at: Mapped[datetime]


class UnknownCodeTry(Base):
    """A typed code that no commune knows, on a site that serves several communes; `origin` is the
    IP address it came from.
    """

    __tablename__ = "door_try"
    __table_args__ = (Index("ix_door_try_origin", "origin", "at"),)

    id: Mapped[Key]
    origin: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(index=True)


def unknown_code_times(session: Session, since: datetime, origin: str) -> Sequence[datetime]:
    """When codes of no commune were typed from an origin after a moment, earliest first."""
    found = select(UnknownCodeTry.at).where(
        UnknownCodeTry.at > since, UnknownCodeTry.origin == origin
    )
    return session.scalars(found.order_by(UnknownCodeTry.at)).all()


def note_unknown_code(session: Session, origin: str, now: datetime, delete_until: datetime) -> None:
    """Record a code of no commune, and delete those up to `delete_until`."""
    session.execute(delete(UnknownCodeTry).where(UnknownCodeTry.at <= delete_until))
    session.add(UnknownCodeTry(origin=origin, at=now))


def unknown_codes_since(session: Session, since: datetime, most: int) -> int:
    """How many codes of no commune were typed after a moment; at the most `most`."""
    found = select(UnknownCodeTry.id).where(UnknownCodeTry.at > since).limit(most)
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def invite_in_any_commune(session: Session, code_hash: str) -> Invite | None:
    """The unused invite of a code in any commune, expired or not; `session` spans all."""
    found = select(Invite).where(
        Invite.code_hash == code_hash, Invite.used_at.is_(None), Invite.by_phone.is_(False)
    )
    return session.scalars(found.limit(1)).first()


def count_wrong_code(session: Session, now: datetime, since: datetime, most: int) -> int:
    """Count a wrong code of the commune; its number, at the most `most` + 1.

    The count begins again with the first code after one of the moment `since` or before. Two
    transactions count one after the other.
    """
    session.scalar(select(Commune.id).with_for_update(key_share=True))
    counted = select(func.min(WrongCode.at), func.count(WrongCode.id))
    first, number = session.execute(counted).one()
    if first is not None and first <= since:
        session.execute(delete(WrongCode))
        number = 0
    if number < most:
        session.add(WrongCode(at=now))
    return number + 1


def any_chat_locked_since(session: Session, moment: datetime) -> bool:
    """Whether any chat has been locked at some time after a moment."""
    found = select(Stranger.id).where(Stranger.locked_until > moment).limit(1)
    return session.scalar(found) is not None


def invite_by_hash(session: Session, code_hash: str) -> Invite | None:
    """The unused invite with that hash, expired or not."""
    return session.scalar(
        select(Invite).where(Invite.code_hash == code_hash, Invite.used_at.is_(None))
    )


def awaits_phones(session: Session, now: datetime) -> bool:
    """Whether an unused invite by phone number is still valid."""
    found = select(Invite.id).where(
        Invite.by_phone, Invite.used_at.is_(None), Invite.expires_at > now
    )
    return session.scalar(found.limit(1)) is not None


def is_greeted(session: Session, channel: str, address: str) -> bool:
    """Whether an unlinked chat was greeted."""
    found = select(Stranger.id).where(
        Stranger.channel == channel, Stranger.address == address, Stranger.greeted_at.is_not(None)
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
