"""Persons, the posts they hold, their chats, and their substitutes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.bulk import IDS
from storage.database import Base, CommuneOwned, Key
from storage.partial_index import partial_index
from storage.unit import Post
from storage.words import Rank


class Person(CommuneOwned, Base):
    """An official; only the name is stored."""

    __tablename__ = "person"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200))


class Holding(CommuneOwned, Base):
    """A person's holding of a post between two moments (UTC); `until` is None while it lasts."""

    __tablename__ = "holding"

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    post: Mapped[Post] = relationship(lazy="joined", innerjoin=True)


class Address(CommuneOwned, Base):
    """A person's chat on a channel. `place` orders a person's addresses, lowest first.

    `menu` is a hash of the commands shown there; "" for the common ones.
    """

    __tablename__ = "address"
    __table_args__ = (
        partial_index(
            "uq_address_active",
            "commune_id",
            "channel",
            "address",
            unique=True,
            where="revoked_at IS NULL",
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    place: Mapped[int] = mapped_column(default=0)
    linked_at: Mapped[datetime]
    unreachable_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    menu: Mapped[str] = mapped_column(String(16), default="")

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Absence(CommuneOwned, Base):
    """Days, both included, on which a substitute gets a person's reminders."""

    __tablename__ = "absence"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[person_id])
    substitute: Mapped[Person] = relationship(
        lazy="joined", innerjoin=True, foreign_keys=[substitute_id]
    )


def persons(session: Session) -> Sequence[Person]:
    """All persons, in order of entry."""
    return session.scalars(select(Person).order_by(Person.id)).all()


def present_holdings(session: Session, post_ids: Iterable[int] | None = None) -> Sequence[Holding]:
    """The present holdings; of all posts unless some are given."""
    found = select(Holding).where(Holding.until.is_(None)).order_by(Holding.id)
    if post_ids is not None:
        found = found.where(Holding.post_id.in_(list(post_ids)))
    return session.scalars(found).all()


def held_posts(
    session: Session, post_ids: Collection[int] | None = None
) -> Sequence[tuple[int, int]]:
    """Pairs of post id and holder's id at present; of all posts unless some are given."""
    found = select(Holding.post_id, Holding.person_id).where(Holding.until.is_(None))
    if post_ids is not None:
        found = found.where(Holding.post_id.in_(post_ids))
    return session.execute(found.order_by(Holding.id)).all()


def holdings_ever(session: Session) -> Sequence[Holding]:
    """All holdings, past and present, earliest first."""
    return session.scalars(select(Holding).order_by(Holding.since, Holding.id)).all()


def holdings_of(session: Session, person_id: int) -> Sequence[Holding]:
    found = select(Holding).where(Holding.person_id == person_id, Holding.until.is_(None))
    return session.scalars(found.order_by(Holding.id)).all()


def holders_of_rank(session: Session, rank: Rank) -> Sequence[Person]:
    """The persons who hold a post of that rank now."""
    found = (
        select(Person)
        .join(Holding, Holding.person_id == Person.id)
        .join(Post, Holding.post_id == Post.id)
        .where(Holding.until.is_(None), Post.rank == rank)
        .order_by(Person.id)
        .distinct()
    )
    return session.scalars(found).all()


def find_address(session: Session, channel: str, address: str) -> Address | None:
    """The linked chat with that address, unless it was revoked."""
    return session.scalar(
        select(Address).where(
            Address.channel == channel, Address.address == address, Address.revoked_at.is_(None)
        )
    )


def linked_addresses(session: Session, channel: str, wanted: Iterable[str]) -> frozenset[str]:
    """Those of some addresses of a channel that are linked now."""
    found = select(Address.address).where(
        Address.channel == channel, Address.address.in_(list(wanted)), Address.revoked_at.is_(None)
    )
    return frozenset(session.scalars(found))


_ADDRESSES = (
    select(Address)
    .where(Address.person_id.in_(IDS), Address.revoked_at.is_(None))
    .order_by(Address.person_id, Address.unreachable_at.is_not(None), Address.place, Address.id)
)


def addresses(session: Session, person_ids: Iterable[int]) -> Sequence[Address]:
    """The linked chats of some persons; each person's in order, unreachable ones last."""
    return session.scalars(_ADDRESSES, {"ids": list(person_ids)}).all()


def linked_persons(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    found = select(Address.person_id).where(
        Address.person_id.in_(person_ids), Address.revoked_at.is_(None)
    )
    return frozenset(session.scalars(found))


def reachable_chats(session: Session, channel: str) -> Sequence[Address]:
    """The linked and reachable chats of a channel."""
    found = select(Address).where(
        Address.channel == channel,
        Address.revoked_at.is_(None),
        Address.unreachable_at.is_(None),
    )
    return session.scalars(found.order_by(Address.id)).all()


def absences_on(session: Session, day: date) -> Sequence[Absence]:
    """The absences on a day, the latest entry last."""
    found = select(Absence).where(Absence.since <= day, Absence.until >= day)
    return session.scalars(found.order_by(Absence.id)).all()


def absences_from(session: Session, day: date) -> Sequence[Absence]:
    """The absences on a day or later, earliest first."""
    found = select(Absence).where(Absence.until >= day)
    return session.scalars(found.order_by(Absence.since, Absence.id)).all()


def substitutes_on(session: Session, day: date) -> Mapping[int, int]:
    """Substitute's id by absent person's id on a day; a person's latest entry counts.

    When a substitute is absent too, their substitute takes over.
    """
    away = {row.person_id: row.substitute_id for row in absences_on(session, day)}
    return {person_id: _last_substitute(away, person_id) for person_id in away}


def _last_substitute(away: Mapping[int, int], person_id: int) -> int:
    seen = {person_id}
    while (other := away.get(person_id, person_id)) not in seen:
        seen.add(other)
        person_id = other
    return person_id


def substituted_by(session: Session, person_id: int, day: date) -> list[int]:
    """The ids of the persons whom somebody substitutes on a day."""
    return [away for away, other in substitutes_on(session, day).items() if other == person_id]
