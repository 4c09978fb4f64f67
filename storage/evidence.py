"""Evidence of milestones: files that came with an answer, kept outside the database by hash."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.sent import SentRow, wanted_index


class Evidence(SentRow):
    """One file for one milestone."""

    __tablename__ = "evidence"
    __table_args__ = (wanted_index("evidence"),)

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)


def files_of(session: Session, milestone_ids: Iterable[int]) -> Mapping[int, int]:
    """How many different files each milestone has, of those that have any."""
    found = (
        select(Evidence.milestone_id, Evidence.hash)
        .where(Evidence.milestone_id.in_(list(milestone_ids)), Evidence.hash.is_not(None))
        .distinct()
    )
    return Counter(milestone_id for milestone_id, _ in session.execute(found))
