"""The web chat's own store: what each person's page shows, in order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key


class WebMessage(CommuneOwned, Base):
    """One message on a person's page; `body` holds its blocks and buttons."""

    __tablename__ = "web_message"
    __table_args__ = (Index("ix_web_message_page", "commune_id", "address", "id"),)

    id: Mapped[Key]
    address: Mapped[str] = mapped_column(String(100))
    incoming: Mapped[bool]
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


def page(session: Session, address: str, after: int, limit: int = 200) -> Sequence[WebMessage]:
    """The messages of one page after a message id; with 0, the newest `limit`, oldest first."""
    found = select(WebMessage).where(WebMessage.address == address, WebMessage.id > after)
    if after:
        return session.scalars(found.order_by(WebMessage.id).limit(limit)).all()
    return session.scalars(found.order_by(WebMessage.id.desc()).limit(limit)).all()[::-1]
