"""The columns and queries shared by all files that people send in chats."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.commune import not_suspended
from storage.database import Base, CommuneOwned, Key
from storage.partial_index import partial_index


class SentFile(CommuneOwned, Base):
    """A file that a person sent; `ref` is the platform's handle until it is fetched.

    `hash` (SHA-256), `kind` and `size` (bytes) are known once the content is stored. `not_before`
    is the earliest moment (UTC) to try fetching; None when it is fetched or given up.
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


Row = TypeVar("Row", bound=SentFile)


def to_fetch_index(table: str) -> Index:
    return partial_index(
        f"ix_{table}_wanted",
        "not_before",
        where="not_before IS NOT NULL",
    )


def files_to_fetch(session: Session, model: type[Row], now: datetime) -> Sequence[Row]:
    """The files of one table to fetch now, oldest first; suspended communes are left out."""
    found = select(model).where(model.not_before <= now, not_suspended(model.commune_id))
    return session.scalars(found.order_by(model.id)).all()
