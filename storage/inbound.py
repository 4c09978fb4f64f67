"""The inbox: messages are stored before the platform gets its confirmation."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint, bindparam, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.commune import at_work
from storage.database import Base, CommuneOwned, Key, UtcDateTime, prebuilt
from storage.partial_index import partial_index


class InboundRow(CommuneOwned, Base):
    """One message from a platform; handled once, or put aside with a `failure`.

    `bot` is the id of the bot that received it, whose own the `platform_id` is.
    """

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("commune_id", "channel", "bot", "platform_id"),
        partial_index(
            "ix_inbound_unhandled",
            "id",
            where="handled_at IS NULL",
        ),
    )

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    bot: Mapped[str] = mapped_column(String(40), default="")
    platform_id: Mapped[str] = mapped_column(String(100))
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(200), default="")


_TAKE = prebuilt(
    update(InboundRow)
    .where(InboundRow.id == bindparam("row_id"), InboundRow.handled_at.is_(None))
    .values(handled_at=bindparam("now", type_=UtcDateTime()), failure="")
    .returning(InboundRow.body)
    .execution_options(synchronize_session=False)
)


def take_message(session: Session, row_id: int, now: datetime) -> dict[str, Any] | None:
    """Mark a message as handled at commit; its body, or None if it was handled already."""
    return session.scalar(_TAKE, {"row_id": row_id, "now": now})


def unhandled_count(session: Session) -> int:
    """The number of messages not handled yet, of communes that are not suspended."""
    found = select(func.count()).where(
        InboundRow.handled_at.is_(None), at_work(InboundRow.commune_id)
    )
    return session.scalar(found) or 0


def put_aside_count(session: Session) -> int:
    """The number of messages that failed every try."""
    found = select(func.count()).where(InboundRow.handled_at.is_not(None), InboundRow.failure != "")
    return session.scalar(found) or 0
