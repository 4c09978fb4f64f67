"""Who changed what: written with every change, never rewritten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key


class Audit(CommuneOwned, Base):
    """One change: the actor (none for the program itself), the noun, before and after."""

    __tablename__ = "audit"

    id: Mapped[Key]
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    proxy_id: Mapped[int | None]
    channel: Mapped[str] = mapped_column(String(20), default="")
    action: Mapped[str] = mapped_column(String(40))
    noun: Mapped[str] = mapped_column(String(20))
    noun_id: Mapped[int] = mapped_column(index=True)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)


def of_milestone(session: Session, milestone_id: int) -> Sequence[Audit]:
    """Every change of one milestone, newest first."""
    found = select(Audit).where(Audit.noun == "milestone", Audit.noun_id == milestone_id)
    return session.scalars(found.order_by(Audit.id.desc())).all()
