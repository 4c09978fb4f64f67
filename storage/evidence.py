"""Evidence of milestones: files that came with an answer, kept outside the database by hash."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, CommuneOwned, Key


class Evidence(CommuneOwned, Base):
    """One file for one milestone. Until it is fetched `ref` is the platform's handle of it.

    `hash` (SHA-256), `kind` and `size` (bytes) are of the content, known once it is kept;
    `not_before` is the earliest moment to try to fetch it, none when it is settled.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index(
            "ix_evidence_wanted",
            "not_before",
            sqlite_where=text("not_before IS NOT NULL"),
            postgresql_where=text("not_before IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
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


def files_of(session: Session, milestone_ids: Iterable[int]) -> Mapping[int, int]:
    """How many different files each milestone has, of those that have any."""
    found = (
        select(Evidence.milestone_id, Evidence.hash)
        .where(Evidence.milestone_id.in_(list(milestone_ids)), Evidence.hash.is_not(None))
        .distinct()
    )
    return Counter(milestone_id for milestone_id, _ in session.execute(found))


def wanted(session: Session, now: datetime) -> Sequence[Evidence]:
    """The files to be fetched now, oldest first."""
    found = select(Evidence).where(Evidence.not_before <= now).order_by(Evidence.id)
    return session.scalars(found).all()
