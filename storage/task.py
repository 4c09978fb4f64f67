"""Tasks, and the documents that order them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from storage.bulk import in_chunks
from storage.database import Base, CommuneOwned, Key
from storage.unit import Post
from storage.words import Better, Figure, TaskKind, Weight


class Source(CommuneOwned, Base):
    """The document that orders the work.

    `ro_proposed`: the clarities of its tasks are the office's proposal, not the document's words.
    """

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("commune_id", "key"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date]
    title: Mapped[str] = mapped_column(String(500))
    ro_proposed: Mapped[bool] = mapped_column(default=False)


class Support(CommuneOwned, Base):
    __tablename__ = "support"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True, index=True)


class Task(CommuneOwned, Base):
    """One obligation from a document.

    `ro` holds its clarities (who, what, how ...) and `clause` the clause that orders it. `opens_on`
    to `closes_on` is the window in which it repeats, without end if that is None; `repetition` is
    its own rule as JSON, empty for the rule of its kind. Of a quota `measure` is the unit, `figure`
    what its numbers are, `better` the good side of a level and `decimals` the most places of a
    number. `chained` means that moving one milestone asks about the later ones. Milestones of
    repeating work exist up to `born_until`; the next is created at `next_birth_at`.
    """

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("commune_id", "key"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(100))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    title: Mapped[str] = mapped_column(String(500))
    sector: Mapped[str] = mapped_column(String(60))
    kind: Mapped[TaskKind]
    lead_post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    clause: Mapped[str] = mapped_column(String(60), default="")
    quote: Mapped[str] = mapped_column(Text, default="")
    measure: Mapped[str] = mapped_column(String(200), default="")
    figure: Mapped[Figure] = mapped_column(default=Figure.SUM)
    better: Mapped[Better] = mapped_column(default=Better.HIGHER)
    decimals: Mapped[int] = mapped_column(default=0)
    chained: Mapped[bool] = mapped_column(default=False)
    basis: Mapped[str] = mapped_column(String(500), default="")
    ro: Mapped[dict[str, Any]] = mapped_column(default=dict)
    weight: Mapped[Weight] = mapped_column(default=Weight.ORDINARY)
    on_duty: Mapped[bool] = mapped_column(default=False)
    confidential: Mapped[bool] = mapped_column(default=False)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    repetition: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ladder: Mapped[dict[str, Any]] = mapped_column(default=dict)
    born_until: Mapped[datetime | None]
    next_birth_at: Mapped[datetime | None] = mapped_column(index=True)

    lead: Mapped[Post] = relationship(lazy="joined", innerjoin=True)
    source: Mapped[Source | None] = relationship()
    supports: Mapped[list[Post]] = relationship(secondary="support", order_by=Post.id)


def tasks(session: Session) -> Sequence[Task]:
    """Every task of the commune, in plan order."""
    return session.scalars(select(Task).order_by(Task.id)).all()


def supporting_posts(
    session: Session, task_ids: Collection[int] | None = None
) -> Sequence[tuple[int, int]]:
    """Pairs of task id and supporting post id; of all tasks unless some are given."""
    found = select(Support.task_id, Support.post_id)
    if task_ids is not None:
        found = found.where(Support.task_id.in_(task_ids))
    return session.execute(found).all()


def sectors(session: Session) -> Sequence[str]:
    """The sectors of the commune's tasks, in plan order."""
    found = select(Task.sector).group_by(Task.sector).order_by(func.min(Task.id))
    return session.scalars(found).all()


def tasks_by_key(session: Session, keys: Iterable[str]) -> Sequence[Task]:
    """The tasks with these keys, with their supporting posts loaded."""
    with_supports = select(Task).options(selectinload(Task.supports))
    return [
        row
        for part in in_chunks(keys)
        for row in session.scalars(with_supports.where(Task.key.in_(part)))
    ]


def ids_by_key(session: Session, keys: Iterable[str]) -> dict[str, int]:
    found = select(Task.key, Task.id)
    return {
        row.key: row.id
        for part in in_chunks(keys)
        for row in session.execute(found.where(Task.key.in_(part)))
    }
