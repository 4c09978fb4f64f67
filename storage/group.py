"""Group chats of units."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.database import Base, CommuneOwned, Key
from storage.partial_index import partial_index
from storage.unit import Unit


class Group(CommuneOwned, Base):
    """A unit's group chat; `next_list_at` (UTC) is when its weekly list is due."""

    __tablename__ = "unit_group"
    __table_args__ = (
        partial_index(
            "uq_unit_group_active",
            "commune_id",
            "channel",
            "address",
            unique=True,
            where="revoked_at IS NULL",
        ),
    )

    id: Mapped[Key]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    linked_at: Mapped[datetime]
    next_list_at: Mapped[datetime] = mapped_column(index=True)
    unreachable_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


def groups(session: Session) -> Sequence[Group]:
    """The linked groups, in order of linking."""
    found = select(Group).where(Group.revoked_at.is_(None))
    return session.scalars(found.order_by(Group.id)).all()


def group_of(session: Session, unit_id: int) -> Group | None:
    return session.scalar(select(Group).where(Group.unit_id == unit_id, Group.revoked_at.is_(None)))


def find_group(session: Session, channel: str, address: str) -> Group | None:
    return session.scalar(
        select(Group).where(
            Group.channel == channel, Group.address == address, Group.revoked_at.is_(None)
        )
    )
