"""Files that go out with answers: requested, made once, kept for some weeks."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from storage.database import Base, CommuneOwned, Key


class HandoutRow(CommuneOwned, Base):
    """One file for one person.

    `wish` names its maker and the maker's parameters; `content` is None until it is made. `secret`
    is the unguessable part of its public URL. It is deleted at `expires_at`, and its id is never
    reused: an answer that waits for weeks must not go out with another person's file.
    """

    __tablename__ = "handout"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    wish: Mapped[dict[str, Any]]
    secret: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


def handout(session: Session, handout_id: int, now: datetime) -> HandoutRow | None:
    """One file with its content; None if it has expired."""
    return session.scalar(
        select(HandoutRow)
        .where(HandoutRow.id == handout_id, HandoutRow.expires_at > now)
        .options(undefer(HandoutRow.content))
    )


def delete_expired_handouts(session: Session, now: datetime) -> None:
    session.execute(delete(HandoutRow).where(HandoutRow.expires_at <= now))
