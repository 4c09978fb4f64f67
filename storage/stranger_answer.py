"""Answers to chats that are not linked: they wait beside the outbox, which needs a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.commune import not_suspended
from storage.database import Base, CommuneOwned, Key


class StrangerAnswer(CommuneOwned, Base):
    """The one answer that waits for an unlinked chat or group; a newer one replaces it.

    `not_before` (UTC, the machine's clock): until then no process takes it to send it.
    """

    __tablename__ = "stranger_answer"
    __table_args__ = (UniqueConstraint("commune_id", "channel", "address"),)

    id: Mapped[Key]
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"))
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    in_group: Mapped[bool]
    body: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    not_before: Mapped[datetime]


def keep_stranger_answer(session: Session, answer: StrangerAnswer) -> None:
    """Add an answer, in place of one that waits for the same chat."""
    session.execute(
        delete(StrangerAnswer).where(
            StrangerAnswer.channel == answer.channel, StrangerAnswer.address == answer.address
        )
    )
    session.add(answer)


def bots_with_answers(session: Session, machine_now: datetime) -> Sequence[tuple[int, str]]:
    """The bots with answers to send now, as pairs of commune id and channel."""
    found = select(StrangerAnswer.commune_id, StrangerAnswer.channel).where(
        StrangerAnswer.not_before <= machine_now, not_suspended(StrangerAnswer.commune_id)
    )
    return [(owner, channel) for owner, channel in session.execute(found.distinct())]


def take_stranger_answer(
    session: Session, channel: str, machine_now: datetime, until: datetime
) -> StrangerAnswer | None:
    """Take the answer that waits longest, or None; no other process takes it before `until`."""
    found = select(StrangerAnswer).where(
        StrangerAnswer.channel == channel, StrangerAnswer.not_before <= machine_now
    )
    oldest = found.order_by(StrangerAnswer.id).limit(1).with_for_update(skip_locked=True)
    answer = session.scalar(oldest)
    if answer is not None:
        session.execute(
            update(StrangerAnswer).where(StrangerAnswer.id == answer.id).values(not_before=until)
        )
    return answer


def postpone_stranger_answer(session: Session, answer_id: int, until: datetime) -> None:
    """Let no process take an unsent answer before `until`, and any process then."""
    session.execute(
        update(StrangerAnswer).where(StrangerAnswer.id == answer_id).values(not_before=until)
    )


def release_stranger_answers(session: Session) -> None:
    """Let every answer be taken at once, whoever took it before."""
    session.execute(update(StrangerAnswer).values(not_before=StrangerAnswer.made_at))


def forget_stranger_answer(session: Session, answer_id: int) -> None:
    """Delete an answer that was sent or is given up."""
    session.execute(delete(StrangerAnswer).where(StrangerAnswer.id == answer_id))
