"""Calendar feeds: each person's own, at an unguessable URL."""

from datetime import datetime

from sqlalchemy import CursorResult, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.commune import not_suspended
from storage.database import Base, CommuneOwned, Key
from storage.person import Person


class Feed(CommuneOwned, Base):
    """One person's calendar feed; `secret` is the unguessable part of its URL."""

    __tablename__ = "feed"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    secret: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


def feed(session: Session, feed_id: int) -> Feed | None:
    """The feed with that id, unless it was revoked or its commune is suspended."""
    return session.scalar(
        select(Feed).where(
            Feed.id == feed_id, Feed.revoked_at.is_(None), not_suspended(Feed.commune_id)
        )
    )


def revoke_feeds(session: Session, person_id: int, now: datetime) -> bool:
    """End every calendar address of a person; returns whether there was one."""
    theirs = (Feed.person_id == person_id) & Feed.revoked_at.is_(None)
    ended = session.execute(update(Feed).where(theirs).values(revoked_at=now))
    assert isinstance(ended, CursorResult)
    return ended.rowcount > 0


def feed_of(session: Session, person_id: int) -> Feed | None:
    """A person's newest feed that is not revoked."""
    found = select(Feed).where(Feed.person_id == person_id, Feed.revoked_at.is_(None))
    return session.scalars(found.order_by(Feed.id.desc()).limit(1)).first()
