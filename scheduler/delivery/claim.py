"""The outbox's first half: one person's pending deliveries become messages, under a lease."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.delivery.buttons import keep_buttons
from scheduler.delivery.chats import is_open
from scheduler.delivery.digest import DigestFacts, read_known
from scheduler.delivery.group_packing import pack_group
from scheduler.delivery.monthly_quota import scarce
from scheduler.delivery.packing import LEASE, Batch, Counter, Envelope, Packer, digests_today
from scheduler.delivery.quiet_time import sayable
from scheduler.delivery.unread import seen_first
from scheduler.ladder.office import Office, office_of
from storage.commune import Commune, at_work
from storage.database import Database, ScopedSession, UtcDateTime
from storage.delivery import Delivery
from storage.group import Group
from storage.many import IDS
from storage.person import Address, addresses
from storage.words import DeliveryKind, State

log = logging.getLogger(__name__)

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
    for each, found in _readers(database, counter, commune_id, answers).items():
        with database.commune(each) as session:
            commune = session.scalars(select(Commune)).one()
            office = office_of(session, commune, counter.national, counter.now)
            taken = [
                *_persons_parcels(session, office, counter, [one for one, _ in found if one]),
                *_groups_parcels(session, office, counter, [one for _, one in found if one]),
            ]
            _claim(session, taken, counter.machine_now + LEASE)
        parcels += taken
    return parcels


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
    session: ScopedSession,
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


_CLAIM = (
    update(Delivery)
    .where(Delivery.id.in_(IDS))
    .values(lease_until=bindparam("until"))
    .execution_options(synchronize_session=False)
)


def _claim(session: ScopedSession, parcels: Iterable[Parcel], until: datetime) -> None:
    """Let nobody else send what is in these parcels for a while."""
    envelopes = [envelope for parcel in parcels for envelope in parcel.envelopes]
    ids = [each for envelope in envelopes for each in envelope.delivery_ids]
    session.execute(_CLAIM, {"ids": ids, "until": until})


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


def _taken(
    session: ScopedSession, counter: Counter, statement: Select[Delivery], ids: Sequence[int]
) -> Sequence[Delivery]:
    return session.scalars(statement, {**_times(counter), "ids": list(ids)}).all()


def _ready_for(readers: InstrumentedAttribute[int | None]) -> Select[Delivery]:
    return (
        select(Delivery)
        .where(*_READY, readers.in_(IDS))
        .order_by(Delivery.id)
        .with_for_update(skip_locked=True, of=Delivery)
    )


_OF_PERSONS, _OF_GROUPS = _ready_for(Delivery.person_id), _ready_for(Delivery.group_id)


def _persons_parcels(
    session: ScopedSession, office: Office, counter: Counter, person_ids: Sequence[int]
) -> list[Parcel]:
    if not person_ids:
        return []
    rows = _taken(session, counter, _OF_PERSONS, person_ids)
    chats: dict[int, list[Address]] = defaultdict(list)
    for chat in addresses(session, person_ids):
        if is_open(chat, counter.channels):
            chats[chat.person_id].append(chat)
    seen_first(session, office.calendar, counter.now, chats)
    batch = _batch(session, office, counter, rows)
    mail: dict[int, list[Delivery]] = defaultdict(list)
    for row in rows:
        mail[row.person_id or 0].append(row)
    until = counter.machine_now + LEASE
    parcels = [
        Parcel(
            office.commune_id, each, tuple(Packer(batch, each, chats[each]).pack(mail[each])), until
        )
        for each in person_ids
        if each in mail
    ]
    keep_buttons(session, batch.shown, counter.now)
    return parcels


def _batch(
    session: ScopedSession, office: Office, counter: Counter, rows: Sequence[Delivery]
) -> Batch:
    """What is read at once for all persons of these deliveries."""
    now = sayable(session, office, rows, counter.now)
    reminders = [row for row in now if row.sort is DeliveryKind.REMINDER]
    return Batch(
        session,
        office,
        counter,
        frozenset(row.id for row in now),
        scarce(session, counter.channels, office.commune_id, counter.now),
        _known(session, reminders),
        digests_today(session, {row.person_id or 0 for row in reminders}, counter.now),
    )


def _known(session: ScopedSession, reminders: Sequence[Delivery]) -> DigestFacts | None:
    """What these reminders rest on; None where reading fails: then each person's is read alone."""
    try:
        return read_known(session, reminders)
    except DBAPIError:
        # The database's trouble is no item's.
        raise
    except Exception:
        log.exception("the reminders of %s persons are read one by one", len(reminders))
        return None


def _groups_parcels(
    session: ScopedSession, office: Office, counter: Counter, group_ids: Sequence[int]
) -> Iterator[Parcel]:
    if not group_ids:
        return
    mail: dict[int, list[Delivery]] = defaultdict(list)
    for row in _taken(session, counter, _OF_GROUPS, group_ids):
        mail[row.group_id or 0].append(row)
    for group_id, own in mail.items():
        group = session.get_one(Group, group_id)
        envelopes = tuple(pack_group(session, office, counter, group, own))
        yield Parcel(office.commune_id, None, envelopes, counter.machine_now + LEASE)
