"""The audit: who changed what; hashed at commit, never rewritten.

Each row of a commune has the next `place` and a hash over its content and the previous row's hash,
so a changed, inserted or removed row is detected. The head stores the end of the chain. Persons
appear by id only, so removing a name breaks no hash.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, event, insert, select
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from storage.database import Base, CommuneOwned, Key, ScopedSession
from storage.manifest import AuditEnd


class Audit(CommuneOwned, Base):
    """One change of the row `noun_id` of the kind `noun`, with its state before and after.

    `person_id` is None if the program made it. `place`, the position in the commune's chain, and
    `hash` are set at commit.
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
    """The last position of a commune's hash chain, and its hash."""

    __tablename__ = "audit_head"

    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"), primary_key=True)
    place: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")


class ChainFault(StrEnum):
    """A fault of the chain.

    CHANGED: a row's content; MISSING: a row in between; CUT: the end of the chain; NOT_IN_CHAIN: a
    row without place and hash.
    """

    CHANGED = "changed"
    MISSING = "missing"
    CUT = "cut"
    NOT_IN_CHAIN = "unsealed"


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """The result of checking one commune's chain: its end, and each break with its place."""

    place: int
    hash: str
    breaks: tuple[tuple[ChainFault, int], ...]


def changes_after(
    session: Session, milestone_ids: Iterable[int], moment: datetime
) -> Sequence[Audit]:
    """Every change of some milestones after a moment (UTC), newest first."""
    write_audit(session)
    found = select(Audit).where(
        Audit.noun == "milestone", Audit.noun_id.in_(list(milestone_ids)), Audit.at > moment
    )
    return session.scalars(found.order_by(Audit.id.desc())).all()


def changes_by(session: Session, person_id: int, since: datetime) -> Sequence[Audit]:
    """A person's changes of milestones, also by proxy, since a moment (UTC), newest first."""
    write_audit(session)
    own = (Audit.person_id == person_id) | (Audit.proxy_id == person_id)
    found = select(Audit).where(Audit.noun == "milestone", own, Audit.at >= since)
    return session.scalars(found.order_by(Audit.id.desc())).all()


def newest_change(session: Session, noun: str, person_id: int, since: datetime) -> Audit | None:
    """A person's newest change of rows of one kind, since a moment (UTC)."""
    write_audit(session)
    found = select(Audit).where(Audit.noun == noun, Audit.person_id == person_id, Audit.at >= since)
    return session.scalar(found.order_by(Audit.id.desc()).limit(1))


def changes_of(session: Session, milestone_id: int) -> Sequence[Audit]:
    """Every change of one milestone, newest first."""
    write_audit(session)
    found = select(Audit).where(Audit.noun == "milestone", Audit.noun_id == milestone_id)
    return session.scalars(found.order_by(Audit.id.desc())).all()


def cancel_reasons(session: Session, milestone_ids: Collection[int]) -> dict[int, str]:
    """By milestone: the reason of its last cancellation."""
    write_audit(session)
    found = select(Audit).where(
        Audit.noun == "milestone", Audit.noun_id.in_(milestone_ids), Audit.action == "cancel"
    )
    rows = session.scalars(found.order_by(Audit.id))
    return {row.noun_id: str(row.after.get("reason", "")) for row in rows}


def changed_milestones(session: Session) -> set[int]:
    """The ids of the milestones that this transaction has changed so far."""
    fresh = [*session.info.get(_UNSEALED, ()), *session.new]
    changes = [row for row in fresh if isinstance(row, Audit)]
    return {row.noun_id for row in changes if row.noun == "milestone"}


def check_chain(session: Session, commune_id: int) -> ChainCheck:
    breaks: list[tuple[ChainFault, int]] = []
    place, previous = 0, ""
    sealed = _of(commune_id).where(Audit.place.is_not(None)).execution_options(yield_per=500)
    for row in session.scalars(sealed):
        assert row.place is not None
        if row.place != place + 1:
            breaks.append((ChainFault.MISSING, place + 1))
        elif _hash(previous, row) != row.hash:
            breaks.append((ChainFault.CHANGED, row.place))
        place, previous = row.place, row.hash
    unsealed = session.scalars(_of(commune_id).where(Audit.place.is_(None))).all()
    breaks += [(ChainFault.NOT_IN_CHAIN, row.id) for row in unsealed]
    head = session.get(AuditHead, commune_id)
    ends = (head.place, head.hash) if head is not None else (0, "")
    if ends != (place, previous):
        breaks.append((ChainFault.CUT, place + 1))
    return ChainCheck(place, previous, tuple(breaks))


def chain_contains(session: Session, end: AuditEnd) -> bool:
    """Whether the commune's audit chain still has the row at which a backup's chain ended, with the
    same hash.
    """
    if end.place == 0:
        return True
    found = select(Audit.hash).where(Audit.commune_id == end.commune_id, Audit.place == end.place)
    return session.scalar(found) == end.hash


def _of(commune_id: int) -> Select[Audit]:
    return select(Audit).where(Audit.commune_id == commune_id).order_by(Audit.place, Audit.id)


def _hash(previous: str, row: Audit) -> str:
    """The hash over a row's stored content and the previous hash."""
    content = [
        previous,
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
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@event.listens_for(ScopedSession, "before_flush")
def _collect_new(session: Session, context: UOWTransaction, instances: object) -> None:
    """Take new audit rows out of the session; `write_audit` writes them later by one statement."""
    fresh = [row for row in session.new if isinstance(row, Audit)]
    for row in fresh:
        session.expunge(row)
    session.info.setdefault(_UNSEALED, []).extend(fresh)


_UNSEALED = "audit rows not written yet"


@event.listens_for(ScopedSession, "before_commit")
def write_audit(session: Session) -> None:
    """Write the rows that are held back, each with its place and hash.

    At commit it is the last thing of the transaction, so that the head is locked briefly. A query
    of the audit calls it first.
    """
    session.flush()
    fresh: list[Audit] = session.info.pop(_UNSEALED, [])
    for commune_id in sorted({row.commune_id for row in fresh}):
        head = session.get(AuditHead, commune_id, with_for_update=True)
        if head is None:
            head = AuditHead(commune_id=commune_id, place=0, hash="")
            session.add(head)
        for row in fresh:
            if row.commune_id == commune_id:
                # The hash covers the columns' defaults, so set them before.
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
