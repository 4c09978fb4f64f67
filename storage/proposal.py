"""Papers of the secretary, and the tasks they propose: nothing is work before she has said so."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.database import Base, CommuneOwned, Key
from storage.sent import SentRow, wanted_index
from storage.words import ProposalVerdict, Purpose


class Paper(SentRow):
    """A conclusion or plan that came as a file, or work that was proposed without one.

    `purpose` is none until it is known. `number`, `dated` and `title` are of the document itself.
    """

    __tablename__ = "paper"
    __table_args__ = (wanted_index("paper"), Index("ix_paper_person", "person_id", "id"))

    purpose: Mapped[Purpose | None]
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None]
    title: Mapped[str] = mapped_column(String(500), default="")


class Proposal(CommuneOwned, Base):
    """One task as it is proposed: `block` is as a plan file would have it, `aside` what helps to
    complete it. `sentence` is what the paper says.
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


def papers_with(session: Session, verdict: ProposalVerdict) -> Sequence[Paper]:
    """The papers that have proposals of which this was said, newest first."""
    found = select(Proposal.paper_id).where(Proposal.verdict == verdict)
    return session.scalars(select(Paper).where(Paper.id.in_(found)).order_by(Paper.id.desc())).all()


def proposals(session: Session, paper_id: int, verdict: ProposalVerdict) -> Sequence[Proposal]:
    """The proposals of a paper of which this was said, in its order."""
    return session.scalars(
        select(Proposal)
        .where(Proposal.paper_id == paper_id, Proposal.verdict == verdict)
        .order_by(Proposal.place)
    ).all()


def proposal_count(session: Session, paper_id: int) -> int:
    """How many proposals a paper made."""
    found = select(func.count()).select_from(Proposal).where(Proposal.paper_id == paper_id)
    return session.scalar(found) or 0


def unsorted_paper(session: Session, person_id: int) -> Paper | None:
    """The newest file of a person of which nobody has said yet what it is."""
    waits = Paper.purpose.is_(None) & Paper.not_before.is_(None) & (Paper.failure == "")
    return session.scalar(
        select(Paper).where(Paper.person_id == person_id, waits).order_by(Paper.id.desc()).limit(1)
    )
