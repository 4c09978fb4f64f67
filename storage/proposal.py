"""The secretary's papers, and the tasks they propose; no task exists before she accepts it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.database import Base, CommuneOwned, Key
from storage.sent_file import SentFile, to_fetch_index
from storage.words import ProposalVerdict, Purpose


class Paper(SentFile):
    """A conclusion or plan sent as a file, or the source of tasks proposed without one.

    `purpose` is None until it is known. `number`, `dated` and `title` are the document's.
    """

    __tablename__ = "paper"
    __table_args__ = (to_fetch_index("paper"), Index("ix_paper_person", "person_id", "id"))

    purpose: Mapped[Purpose | None]
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None]
    title: Mapped[str] = mapped_column(String(500), default="")


class Proposal(CommuneOwned, Base):
    """One proposed task.

    `block` is what a plan file would say, `aside` holds hints for completing it, `sentence` is the
    paper's own sentence.
    """

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_paper", "paper_id", "verdict", "place"),)

    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    place: Mapped[int]
    section: Mapped[str] = mapped_column(String(60), default="")
    sentence: Mapped[str] = mapped_column(Text, default="")
    block: Mapped[dict[str, Any]] = mapped_column(default=dict)
    aside: Mapped[dict[str, Any]] = mapped_column(default=dict)
    verdict: Mapped[ProposalVerdict] = mapped_column(default=ProposalVerdict.PENDING)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    paper: Mapped[Paper] = relationship(lazy="joined", innerjoin=True)


def papers_with_verdict(session: Session, verdict: ProposalVerdict) -> Sequence[Paper]:
    """The papers with proposals of this verdict, newest first."""
    found = select(Proposal.paper_id).where(Proposal.verdict == verdict)
    return session.scalars(select(Paper).where(Paper.id.in_(found)).order_by(Paper.id.desc())).all()


def proposals_with_verdict(
    session: Session, paper_id: int, verdict: ProposalVerdict
) -> Sequence[Proposal]:
    """The proposals of a paper with this verdict, in its order."""
    return session.scalars(
        select(Proposal)
        .where(Proposal.paper_id == paper_id, Proposal.verdict == verdict)
        .order_by(Proposal.place)
    ).all()


def proposal_count(session: Session, paper_id: int) -> int:
    found = select(func.count()).select_from(Proposal).where(Proposal.paper_id == paper_id)
    return session.scalar(found) or 0


def newest_paper_without_purpose(session: Session, person_id: int) -> Paper | None:
    """A person's newest fetched file whose purpose is not known yet."""
    waits = Paper.purpose.is_(None) & Paper.not_before.is_(None) & (Paper.failure == "")
    return session.scalar(
        select(Paper).where(Paper.person_id == person_id, waits).order_by(Paper.id.desc()).limit(1)
    )
