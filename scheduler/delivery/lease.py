"""Leases of claimed deliveries: only the process that holds one sends, and it checks so first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from storage.bulk import IDS, in_chunks
from storage.database import Database
from storage.delivery import Delivery
from storage.stranger_answer import release_stranger_answers
from storage.words import State

LEASE = timedelta(seconds=15)
"""How long, by the machine's clock, a silent process keeps what it claimed."""

BEAT_SECONDS = 4.0
"""How often a process renews the leases it holds."""

RENEW_IF_LEFT = timedelta(seconds=5)
"""A lease that ends this soon is renewed before a send begins."""


@dataclass(eq=False, slots=True)
class Lease:
    """The right of one process to send the deliveries of a claim.

    They are stored with `until` (UTC); a process holds the lease on those that are still stored
    with the `until` it wrote. `renewed_until` is the value that a renewal under way writes; `lost`
    are the deliveries that a renewal found no longer under the lease: sent, changed, or claimed by
    another process.
    """

    until: datetime
    renewed_until: datetime | None = None
    lost: set[int] = field(default_factory=set)

    def stored_values(self) -> list[datetime]:
        """The moments that deliveries under this lease may be stored with."""
        return [each for each in (self.until, self.renewed_until) if each is not None]


Leased = Sequence[tuple[Lease, Sequence[int]]]
"""Ids of deliveries, each group with the lease it is under."""


def renew_leases(database: Database, held: Leased, machine_now: datetime) -> None:
    """Extend these leases, on those of their deliveries that are still under them."""
    until = machine_now + LEASE
    with database.everything() as session:
        for part in in_chunks((lease, each) for lease, ids in held for each in ids):
            stored = _stored_leases(session, [each for _, each in part])
            kept = [each for lease, each in part if stored.get(each) in lease.stored_values()]
            _write(session, kept, lease_until=until)
            gone = {each for _, each in part}.difference(kept)
            for lease in {lease for lease, _ in part}:
                lease.lost |= gone
        for lease, _ in held:
            lease.renewed_until = until
    for lease, _ in held:
        lease.until = until


def check_leases(session: Session, messages: Leased) -> list[bool]:
    """For each message, whether it may still be sent; its deliveries are locked.

    It may not if one of them was changed or claimed by another process meanwhile; those that are
    still ours are then released.
    """
    return _look(session, messages)[0]


def begin_sends(session: Session, messages: Leased, repeated: Collection[int]) -> list[bool]:
    """For each message, whether it may be sent; those that may are marked as perhaps arrived, since
    a crash from now on leaves that open. `repeated` are deliveries that are marked already.
    """
    ids = [each for _, own in messages for each in own]
    leases = list({value for lease, _ in messages for value in lease.stored_values()})
    marked = session.execute(_MARK_OURS, {"ids": ids, "leases": leases})
    if cast("CursorResult[Any]", marked).rowcount == len(ids):
        return [True] * len(messages)
    may, released = _look(session, messages)
    begun = [each for (_, own), go in zip(messages, may, strict=True) if go for each in own]
    _write(session, begun, unknown=True)
    _write(session, [each for each in released if each not in repeated], unknown=False)
    return may


def _look(session: Session, messages: Leased) -> tuple[list[bool], list[int]]:
    """Whether each message may be sent, and the ids of the deliveries that were released."""
    stored = _stored_leases(session, [each for _, ids in messages for each in ids])
    may, released = list[bool](), list[int]()
    for lease, ids in messages:
        # The values are read only now: while the rows are locked, no renewal can write others.
        held = [each for each in ids if stored.get(each) in lease.stored_values()]
        may.append(len(held) == len(ids))
        released += [] if may[-1] else held
    _write(session, released, lease_until=None)
    return may, released


def postpone(
    database: Database,
    message: tuple[Lease, Sequence[int]],
    repeated: Collection[int],
    until: datetime,
) -> None:
    """Release the deliveries of a message, which was not sent, until a moment (UTC)."""
    with database.everything() as session:
        if check_leases(session, [message]) == [True]:
            _write(session, message[1], lease_until=None, not_before=until)
            _write(session, [each for each in message[1] if each not in repeated], unknown=False)


def release_leases(database: Database) -> None:
    """Release all that a process which died had taken, strangers' answers too.

    Only for a process that runs alone.
    """
    with database.everything() as session:
        session.execute(
            update(Delivery).where(Delivery.lease_until.is_not(None)).values(lease_until=None)
        )
        release_stranger_answers(session)


_STORED = (
    select(Delivery.id, Delivery.lease_until)
    .where(Delivery.id.in_(IDS), Delivery.state == State.PENDING)
    .order_by(Delivery.id)  # in one order, so that two transactions cannot deadlock
    .with_for_update()
)


_MARK_OURS = (
    update(Delivery)
    .where(
        Delivery.id.in_(IDS),
        Delivery.state == State.PENDING,
        Delivery.lease_until.in_(bindparam("leases", expanding=True)),
    )
    .values(unknown=True)
    .execution_options(synchronize_session=False)
)


def _stored_leases(session: Session, ids: Collection[int]) -> dict[int, datetime | None]:
    """The leases that unsent deliveries are stored with, by id; their rows are locked."""
    rows = session.execute(_STORED, {"ids": list(ids)}).all()
    return dict(rows)


def _write(session: Session, ids: Collection[int], **values: object) -> None:
    if ids:
        session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids))
            .values(values)
            .execution_options(synchronize_session=False)
        )
