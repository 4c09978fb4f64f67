"""The inbox: every message of a platform, kept before the platform is told that it was taken."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint, bindparam, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.commune import at_work
from storage.database import Base, CommuneOwned, Key, UtcDateTime, kept
from storage.partial import partial_index


class InboundRow(CommuneOwned, Base):
    """One message from a platform; handled once, or put aside with its reason."""

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("commune_id", "channel", "platform_id"),
        partial_index(
            "ix_inbound_unhandled",
            "id",
            where="handled_at IS NULL",
        ),
    )

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    platform_id: Mapped[str] = mapped_column(String(100))
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(200), default="")


_TAKE = kept(
    update(InboundRow)
    .where(InboundRow.id == bindparam("row_id"), InboundRow.handled_at.is_(None))
    .values(handled_at=bindparam("now", type_=UtcDateTime()), failure="")
    .returning(InboundRow.body)
    .execution_options(synchronize_session=False)
)


def take(session: Session, row_id: int, now: datetime) -> dict[str, Any] | None:
    """The body of a message, which counts as handled from this transaction's commit on.

    None where it was handled already.
    """
    return session.scalar(_TAKE, {"row_id": row_id, "now": now})


def unhandled(session: Session) -> int:
    """How many messages are kept and not handled yet."""
    found = select(func.count()).where(
        InboundRow.handled_at.is_(None), at_work(InboundRow.commune_id)
    )
    return session.scalar(found) or 0


def put_aside(session: Session) -> int:
    """How many messages could not be handled, for all the tries."""
    found = select(func.count()).where(InboundRow.handled_at.is_not(None), InboundRow.failure != "")
    return session.scalar(found) or 0
