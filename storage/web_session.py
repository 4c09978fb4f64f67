"""Sign-in sessions of the web page: a browser's token, stored as a hash, until it expires."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key


class WebSession(CommuneOwned, Base):
    """One signed-in browser of one person."""

    __tablename__ = "web_session"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


def web_session(session: Session, token_hash: str, now: datetime) -> WebSession | None:
    """The session with that hash, unless it has expired."""
    return session.scalar(
        select(WebSession).where(WebSession.token_hash == token_hash, WebSession.expires_at > now)
    )


def session_commune(session: Session, token_hash: str) -> int | None:
    """The commune of the session with that hash, expired or not."""
    return session.scalar(select(WebSession.commune_id).where(WebSession.token_hash == token_hash))


def forget_session(session: Session, token_hash: str) -> None:
    session.execute(delete(WebSession).where(WebSession.token_hash == token_hash))


def forget_sessions(session: Session, person_id: int) -> None:
    session.execute(delete(WebSession).where(WebSession.person_id == person_id))


def forget_expired(session: Session, now: datetime) -> None:
    session.execute(delete(WebSession).where(WebSession.expires_at <= now))
