"""Files that people uploaded on the web page, until they become evidence or are deleted."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from storage.database import Base, CommuneOwned, Key


class WebFile(CommuneOwned, Base):
    """One file uploaded on the page of `address`; `kind` is detected from its content, `size` in
    bytes.

    `ref` is its permanent name: the id of a deleted row may be given again.
    """

    __tablename__ = "web_file"

    id: Mapped[Key]
    ref: Mapped[str] = mapped_column(String(40), unique=True)
    address: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def web_file(session: Session, ref: str) -> WebFile | None:
    """One file with its content; None if it was deleted."""
    found = select(WebFile).where(WebFile.ref == ref)
    return session.scalar(found.options(undefer(WebFile.content)))


def stored_bytes(session: Session) -> int:
    """The bytes of all files that are stored."""
    return session.scalar(select(func.coalesce(func.sum(WebFile.size), 0))) or 0


def forget_files(session: Session, before: datetime) -> None:
    """Delete the files uploaded before a moment."""
    session.execute(delete(WebFile).where(WebFile.at < before))
