"""What every file that somebody sends in a chat has, whatever it turns out to be."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.commune import at_work
from storage.database import Base, CommuneOwned, Key
from storage.partial import partial_index


class SentRow(CommuneOwned, Base):
    """Who sent which file where. Until it is fetched `ref` is the platform's handle of it.

    `hash` (SHA-256), `kind` and `size` (bytes) are of the content, known once it is kept;
    `not_before` is the earliest moment to try to fetch it, none when it is settled.
    """

    __abstract__ = True

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    ref: Mapped[str] = mapped_column(String(500))
    hash: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str | None] = mapped_column(String(10))
    size: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(40), default="")


Row = TypeVar("Row", bound=SentRow)


def wanted_index(table: str) -> Index:
    """The index that finds the files of a table that are to be fetched."""
    return partial_index(
        f"ix_{table}_wanted",
        "not_before",
        where="not_before IS NOT NULL",
    )


def wanted(session: Session, model: type[Row], now: datetime) -> Sequence[Row]:
    """The files of one table to be fetched now, oldest first; of communes at work."""
    found = select(model).where(model.not_before <= now, at_work(model.commune_id))
    return session.scalars(found.order_by(model.id)).all()
