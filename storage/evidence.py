"""Evidence: files sent as part of an answer. Contents are stored outside the database, by hash."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.bulk import IDS
from storage.sent_file import SentFile, to_fetch_index

AFTER_ANSWER = timedelta(minutes=30)
"""A file without text sent this soon after an answer belongs to that answer."""


class Evidence(SentFile):
    """One file for one milestone; withdrawn, and no longer counted, if its answer is undone."""

    __tablename__ = "evidence"
    __table_args__ = (to_fetch_index("evidence"),)

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    withdrawn_at: Mapped[datetime | None]


_FILES = (
    select(Evidence.milestone_id, Evidence.hash)
    .where(
        Evidence.milestone_id.in_(IDS),
        Evidence.hash.is_not(None),
        Evidence.withdrawn_at.is_(None),
    )
    .distinct()
)


def file_counts(session: Session, milestone_ids: Iterable[int]) -> Mapping[int, int]:
    """The number of different files of each milestone that has any."""
    found = session.execute(_FILES, {"ids": list(milestone_ids)})
    return Counter(milestone_id for milestone_id, _ in found)


def newest_evidence(session: Session, person_id: int, since: datetime) -> Evidence | None:
    """The file that a person sent last, since a moment (UTC)."""
    found = select(Evidence).where(
        Evidence.person_id == person_id, Evidence.at >= since, Evidence.withdrawn_at.is_(None)
    )
    return session.scalar(found.order_by(Evidence.id.desc()).limit(1))


def files_sent_since(
    session: Session, milestone_id: int, person_ids: Iterable[int | None], since: datetime
) -> Sequence[Evidence]:
    """The files these people sent for a milestone since a moment (UTC), except withdrawn ones."""
    found = select(Evidence).where(
        Evidence.milestone_id == milestone_id,
        Evidence.person_id.in_([each for each in person_ids if each]),
        Evidence.at >= since,
        Evidence.withdrawn_at.is_(None),
    )
    return session.scalars(found.order_by(Evidence.id)).all()
