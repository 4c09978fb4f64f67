"""Who changed what: written with every change, sealed at its commit, never rewritten.

Each row of a commune has the next place and a hash over its content and the hash of the row before
it, so that a row that is changed, slipped in or taken out no longer fits its neighbours. The head
keeps where the chain ends. It refers to people by their ids only: a name that is removed breaks no
seal.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, event, insert, select
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from storage.database import Base, CommuneOwned, Key, ScopedSession


class Audit(CommuneOwned, Base):
    """One change: the actor (none for the program itself), the noun, before and after.

    `place` and `hash` seal the row. `seal` gives them and writes the row: at the commit, or before
    the transaction reads its own changes.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("uq_audit_place", "commune_id", "place", unique=True),)

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
    place: Mapped[int | None]
    hash: Mapped[str] = mapped_column(String(64), default="")


class AuditHead(CommuneOwned, Base):
    """Where a commune's chain ends: the last place and its hash."""

    __tablename__ = "audit_head"

    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"), primary_key=True)
    place: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")


class Break(StrEnum):
    """How a chain can be broken."""

    CHANGED = "changed"
    MISSING = "missing"
    CUT = "cut"
    UNSEALED = "unsealed"


@dataclass(frozen=True, slots=True)
class Chain:
    """What the chain of one commune was found to be: its end, and each break by its place."""

    place: int
    hash: str
    breaks: tuple[tuple[Break, int], ...]


def changes_after(
    session: Session, milestone_ids: Iterable[int], moment: datetime
) -> Sequence[Audit]:
    """Every change of some milestones after a moment (UTC), newest first."""
    seal(session)
    found = select(Audit).where(
        Audit.noun == "milestone", Audit.noun_id.in_(list(milestone_ids)), Audit.at > moment
    )
    return session.scalars(found.order_by(Audit.id.desc())).all()


def of_milestone(session: Session, milestone_id: int) -> Sequence[Audit]:
    """Every change of one milestone, newest first."""
    seal(session)
    found = select(Audit).where(Audit.noun == "milestone", Audit.noun_id == milestone_id)
    return session.scalars(found.order_by(Audit.id.desc())).all()


def changed_milestones(session: Session) -> set[int]:
    """The ids of the milestones that this transaction has changed so far."""
    fresh = [*session.info.get(_FRESH, ()), *session.new]
    changes = [row for row in fresh if isinstance(row, Audit)]
    return {row.noun_id for row in changes if row.noun == "milestone"}


def chain_of(session: Session, commune_id: int) -> Chain:
    """Follow the whole chain of a commune, and find where it is broken."""
    breaks: list[tuple[Break, int]] = []
    place, former = 0, ""
    sealed = _of(commune_id).where(Audit.place.is_not(None)).execution_options(yield_per=500)
    for row in session.scalars(sealed):
        assert row.place is not None
        if row.place != place + 1:
            breaks.append((Break.MISSING, place + 1))
        elif _hash(former, row) != row.hash:
            breaks.append((Break.CHANGED, row.place))
        place, former = row.place, row.hash
    unsealed = session.scalars(_of(commune_id).where(Audit.place.is_(None))).all()
    breaks += [(Break.UNSEALED, row.id) for row in unsealed]
    head = session.get(AuditHead, commune_id)
    ends = (head.place, head.hash) if head is not None else (0, "")
    if ends != (place, former):
        breaks.append((Break.CUT, place + 1))
    return Chain(place, former, tuple(breaks))


def _of(commune_id: int) -> Select[Audit]:
    return select(Audit).where(Audit.commune_id == commune_id).order_by(Audit.place, Audit.id)


def _hash(former: str, row: Audit) -> str:
    """Over what a row says, as it reads after having been stored."""
    told = [
        former,
        row.commune_id,
        row.place,
        row.at.astimezone(UTC).isoformat(),
        row.person_id,
        row.proxy_id,
        row.channel,
        row.action,
        row.noun,
        row.noun_id,
        json.loads(json.dumps([row.before, row.after])),
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@event.listens_for(ScopedSession, "before_flush")
def _hold_back(session: Session, context: UOWTransaction, instances: object) -> None:
    """Keep what this transaction adds until it is sealed: one statement then writes all of it."""
    fresh = [row for row in session.new if isinstance(row, Audit)]
    for row in fresh:
        session.expunge(row)
    session.info.setdefault(_FRESH, []).extend(fresh)


_FRESH = "rows of the audit that are not sealed"


@event.listens_for(ScopedSession, "before_commit")
def seal(session: Session) -> None:
    """Write the rows that are held back, each with its place and hash.

    At the commit it is the last thing of the transaction, so that the head is locked for as short
    as can be; a query of the audit has it done before it looks.
    """
    session.flush()
    fresh: list[Audit] = session.info.pop(_FRESH, [])
    for commune_id in sorted({row.commune_id for row in fresh}):
        head = session.get(AuditHead, commune_id, with_for_update=True)
        if head is None:
            head = AuditHead(commune_id=commune_id, place=0, hash="")
            session.add(head)
        for row in fresh:
            if row.commune_id == commune_id:
                # The columns' defaults, which are a part of what is sealed.
                row.channel, row.before, row.after = (
                    row.channel or "",
                    row.before or {},
                    row.after or {},
                )
                row.place = head.place + 1
                row.hash = _hash(head.hash, row)
                head.place, head.hash = row.place, row.hash
    if fresh:
        rows = [{name: getattr(row, name) for name in _COLUMNS} for row in fresh]
        Session.connection(session).execute(_INSERTION, rows)


_COLUMNS = tuple(column.key for column in Audit.__table__.columns if column.key != "id")
_INSERTION = insert(Audit)
