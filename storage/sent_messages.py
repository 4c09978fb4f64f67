"""Messages sent to platforms with a monthly quota, and the number of linked chats there."""

from datetime import datetime

from sqlalchemy import Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key
from storage.person import Address


class SentToPlatform(CommuneOwned, Base):
    """Messages sent to a platform at one moment: several when a long one was split."""

    __tablename__ = "outgo"
    __table_args__ = (Index("ix_outgo_month", "commune_id", "channel", "at"),)

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(20))
    messages: Mapped[int]
    at: Mapped[datetime]


def messages_sent_since(session: Session, commune_id: int, channel: str, since: datetime) -> int:
    """The number of messages sent to a platform since a moment (UTC)."""
    found = select(func.sum(SentToPlatform.messages)).where(
        SentToPlatform.commune_id == commune_id,
        SentToPlatform.channel == channel,
        SentToPlatform.at >= since,
    )
    return session.scalar(found) or 0


def linked_chat_count(session: Session, channel: str) -> int:
    """The number of linked chats on a platform."""
    found = select(func.count()).select_from(Address)
    found = found.where(Address.channel == channel, Address.revoked_at.is_(None))
    return session.scalar(found) or 0
