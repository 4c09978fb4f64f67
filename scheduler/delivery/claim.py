"""Claim what may be sent: ready deliveries are locked, packed and put under a lease at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from scheduler.delivery.group_packing import pack_group
from scheduler.delivery.packing import Counter, Envelope, pack_persons
from scheduler.work.transaction import CommuneTransaction, commune_transaction
from storage.commune import at_work
from storage.database import Database, UtcDateTime
from storage.delivery import Delivery
from storage.group import Group
from storage.many import IDS
from storage.words import DeliveryKind, State

LEASE = timedelta(seconds=90)
"""How long, by the machine's clock, nobody else may claim what was claimed."""

READERS_AT_ONCE = 400
"""Persons and groups of one claim: what is asked of the database is asked for all of them."""

NEWEST = 500
"""Deliveries among which answers are sought that go before: looking through all takes longer."""

Receiver = tuple[int | None, int | None]
"""A person or a group, the other None."""

LOOKED_THROUGH = 1_000
"""Deliveries among which so many readers are found: with them all, each look would take longer."""

LOOKS = 3
"""So often it is looked behind those who have much: the mail of one keeps nobody else out."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One person's messages, or those of a unit's group, to be sent one after the other.

    After `until`, by the machine's clock, somebody else may have claimed them.
    """

    commune_id: int
    person_id: int | None
    envelopes: tuple[Envelope, ...]
    until: datetime


def take_parcels(
    database: Database, counter: Counter, commune_id: int | None = None, answers: bool = False
) -> list[Parcel]:
    """Claim what is ready, of a few hundred persons and groups; empty when nothing is.

    Of all communes unless one is named; only of those who wait for `answers` if so asked. A parcel
    may hold no envelope, when nothing of it was true any more.
    """
    parcels: list[Parcel] = []
    until = counter.machine_now + LEASE
    for each, found in _readers(database, counter, commune_id, answers).items():
        with commune_transaction(database, counter.national, each, counter.now) as at:
            taken = [
                Parcel(each, person_id, envelopes, until)
                for person_id, envelopes in _packed(at, counter, found)
            ]
            _lease(at.session, taken, until)
        parcels += taken
    return parcels


def put_off(database: Database, delivery_ids: Sequence[int], until: datetime) -> None:
    """Give back the claim on these deliveries, which were not tried: they are ready at `until`."""
    with database.everything() as session:
        session.execute(
            update(Delivery)
            .where(Delivery.id.in_(delivery_ids))
            .values(lease_until=None, not_before=until)
        )


def release_leases(database: Database) -> None:
    """Give back what a process that died had claimed, for a process that runs alone."""
    with database.everything() as session:
        session.execute(
            update(Delivery).where(Delivery.lease_until.is_not(None)).values(lease_until=None)
        )


def _readers(
    database: Database, counter: Counter, commune_id: int | None, answers: bool
) -> Mapping[int, list[Receiver]]:
    """By commune, whom something is ready for: who is waiting for an answer, then, unless only
    those are asked for, all others, whoever waits longest first.
    """
    asked = {**_times(counter), "commune": commune_id}
    found: dict[Receiver, int] = {}
    with database.everything() as session:
        _look(session, _waiting_longest(commune_id is not None, True), asked, found)
        if not answers:
            _look(session, _waiting_longest(commune_id is not None, False), asked, found)
    readers: dict[int, list[Receiver]] = defaultdict(list)
    for reader, owner in found.items():
        readers[owner].append(reader)
    return readers


def _look(
    session: Session,
    query: Select[int, int | None, int | None, int],
    asked: Mapping[str, Any],
    found: dict[Receiver, int],
) -> None:
    """Add to those found until they are enough, or there is nobody behind them."""
    for _ in range(LOOKS):
        busy = [*asked["busy"], *(person_id for person_id, _ in found if person_id)]
        most = READERS_AT_ONCE - len(found)
        rows = session.execute(query, {**asked, "busy": busy, "most": most}).all()
        found.update(((person_id, group_id), owner) for owner, person_id, group_id, _ in rows)
        if len(found) == READERS_AT_ONCE or sum(row[-1] for row in rows) < LOOKED_THROUGH:
            return


@lru_cache
def _waiting_longest(of_one: bool, answers: bool) -> Select[int, int | None, int | None, int]:
    """Of one `commune` or of all: who waits for an answer, or for anything, and for how much."""
    ready = [*_READY, at_work(Delivery.commune_id)]
    if of_one:
        ready.append(Delivery.commune_id == bindparam("commune"))
    if answers:
        lately = select(func.max(Delivery.id) - NEWEST).scalar_subquery()
        ready += [Delivery.id > lately, Delivery.sort.in_((DeliveryKind.ANSWER, DeliveryKind.EDIT))]
    first = (
        select(Delivery.commune_id, Delivery.person_id, Delivery.group_id, Delivery.not_before)
        .where(*ready)
        .order_by(Delivery.not_before)
        .limit(LOOKED_THROUGH)
        .subquery()
    )
    reader = (first.c.commune_id, first.c.person_id, first.c.group_id)
    return (
        select(*reader, func.count())
        .group_by(*reader)
        .order_by(func.min(first.c.not_before), *reader)
        .limit(bindparam("most"))
    )


_LEASE = (
    update(Delivery)
    .where(Delivery.id.in_(IDS))
    .values(lease_until=bindparam("until"))
    .execution_options(synchronize_session=False)
)


def _lease(session: Session, parcels: Iterable[Parcel], until: datetime) -> None:
    """Let nobody else send what is in these parcels for a while."""
    envelopes = [envelope for parcel in parcels for envelope in parcel.envelopes]
    ids = [each for envelope in envelopes for each in envelope.delivery_ids]
    session.execute(_LEASE, {"ids": ids, "until": until})


NOW, MACHINE_NOW = (bindparam(name, type_=UtcDateTime()) for name in ("now", "machine_now"))

CLAIMABLE = (
    Delivery.state == State.PENDING,
    Delivery.sent_at.is_(None),
    Delivery.not_before <= NOW,
    or_(Delivery.lease_until.is_(None), Delivery.lease_until < MACHINE_NOW),
)
"""That a delivery may be sent `now` and nobody has claimed it; leases go by the machine's time."""

_READY = (
    *CLAIMABLE,
    Delivery.person_id.is_(None) | Delivery.person_id.not_in(bindparam("busy", expanding=True)),
)


def _times(counter: Counter) -> dict[str, Any]:
    """What is given to every question after what is ready."""
    return {"now": counter.now, "machine_now": counter.machine_now, "busy": list(counter.busy)}


_READY_FOR = {
    owner.key: select(Delivery)
    .where(*_READY, owner.in_(IDS))
    .order_by(Delivery.id)
    .with_for_update(skip_locked=True, of=Delivery)
    for owner in (Delivery.person_id, Delivery.group_id)
}
"""By the column of its reader: the deliveries that are ready for these readers, locked."""


def _packed(
    at: CommuneTransaction, counter: Counter, readers: Sequence[Receiver]
) -> Iterator[tuple[int | None, tuple[Envelope, ...]]]:
    """The messages for each of these readers of one commune, with the person's id, if it is one."""
    if person_ids := [person_id for person_id, _ in readers if person_id]:
        ready = _mail(at, counter, Delivery.person_id, person_ids)
        mail = {each: ready[each] for each in person_ids if each in ready}
        yield from pack_persons(at, counter, mail).items()
    if group_ids := [group_id for _, group_id in readers if group_id]:
        for group_id, own in _mail(at, counter, Delivery.group_id, group_ids).items():
            group = at.session.get_one(Group, group_id)
            yield None, tuple(pack_group(at, counter, group, own))


def _mail(
    at: CommuneTransaction,
    counter: Counter,
    owner: InstrumentedAttribute[int | None],
    ids: Sequence[int],
) -> Mapping[int, Sequence[Delivery]]:
    """Of readers what is still ready, by their id; locked until the lease is written."""
    rows = at.session.scalars(_READY_FOR[owner.key], {**_times(counter), "ids": list(ids)})
    mail: dict[int, list[Delivery]] = defaultdict(list)
    for row in rows:
        mail[getattr(row, owner.key)].append(row)
    return mail
