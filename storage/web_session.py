"""Sign-in sessions of the web page: a browser's token, stored as a hash, until it expires."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key

SESSION_LIFETIME = timedelta(days=30)
"""Lifetime of a session after the last visit or action."""


class WebSession(CommuneOwned, Base):
    """One browser in which a person is signed in.

    `signed_in_at` and `confirmed_at` are None for sessions of an earlier release. `confirmed_at`:
    when the person last used a code in this browser that was made elsewhere than on an old page.
    `device`: browser and system, '' if unknown.
    """

    __tablename__ = "web_session"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(60), default="", server_default="")

    @property
    def used_at(self) -> datetime:
        """When it was last used, to a day."""
        return self.expires_at - SESSION_LIFETIME


def web_session(session: Session, token_hash: str, now: datetime) -> WebSession | None:
    """The session with that hash, unless it has expired."""
    return session.scalar(
        select(WebSession).where(WebSession.token_hash == token_hash, WebSession.expires_at > now)
    )


def sessions_of(session: Session, person_id: int, now: datetime) -> Sequence[WebSession]:
    """A person's sessions that have not expired, the latest used first."""
    found = select(WebSession).where(WebSession.person_id == person_id, WebSession.expires_at > now)
    return session.scalars(found.order_by(WebSession.expires_at.desc(), WebSession.id.desc())).all()


def end_sessions(session: Session, person_id: int, session_id: int | None = None) -> bool:
    """End one session of a person, or all; whether there was one."""
    ended = delete(WebSession).where(WebSession.person_id == person_id)
    if session_id is not None:
        ended = ended.where(WebSession.id == session_id)
    return session.scalars(ended.returning(WebSession.id)).first() is not None


def session_commune(session: Session, token_hash: str) -> int | None:
    """The commune of the session with that hash, expired or not."""
    return session.scalar(select(WebSession.commune_id).where(WebSession.token_hash == token_hash))


def forget_session(session: Session, token_hash: str) -> None:
    session.execute(delete(WebSession).where(WebSession.token_hash == token_hash))


def forget_expired(session: Session, now: datetime) -> None:
    session.execute(delete(WebSession).where(WebSession.expires_at <= now))
