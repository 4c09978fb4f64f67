"""Files that persons sent from their pages, until they are evidence or forgotten."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from storage.database import Base, CommuneOwned, Key


class WebFile(CommuneOwned, Base):
    """One file on the page of `address`. `kind` is what it is by its content, `size` in bytes.

    `ref` is its name for ever: the id of a file that is forgotten may be given again.
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
    """One file with its content, unless it is forgotten."""
    found = select(WebFile).where(WebFile.ref == ref)
    return session.scalar(found.options(undefer(WebFile.content)))


def forget_files(session: Session, before: datetime) -> None:
    """Remove the files that came before a moment."""
    session.execute(delete(WebFile).where(WebFile.at < before))
