"""Units and their posts. Work belongs to a post, whose holders change."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.database import Base, CommuneOwned, Key
from storage.words import Rank


class Unit(CommuneOwned, Base):
    """An office, committee or association of the commune."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("commune_id", "key"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[Any]] = mapped_column(default=list)


class Post(CommuneOwned, Base):
    """A post in a unit; its rank decides what its holder may do."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("commune_id", "key"),)

    id: Mapped[Key]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    rank: Mapped[Rank]
    aliases: Mapped[list[Any]] = mapped_column(default=list)

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


def units(session: Session) -> Sequence[Unit]:
    """The commune's units, by name."""
    return session.scalars(select(Unit).order_by(Unit.name)).all()


def posts(session: Session) -> Sequence[Post]:
    """The commune's posts, in plan order."""
    return session.scalars(select(Post).order_by(Post.id)).all()


def post_ranks(session: Session, with_officials: bool = True) -> Sequence[tuple[Rank, int]]:
    """Pairs of rank and post id in plan order; officials only `with_officials`."""
    found = select(Post.rank, Post.id).order_by(Post.id)
    if not with_officials:
        found = found.where(Post.rank != Rank.OFFICIAL)
    return session.execute(found).all()


def post_by_name(session: Session, name: str) -> Post | None:
    """The post with exactly that name or key."""
    return session.scalar(select(Post).where((Post.name == name) | (Post.key == name)))
