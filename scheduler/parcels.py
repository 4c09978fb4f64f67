"""The outbox's first half: one person's pending deliveries become messages, under a lease."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, true

from scheduler.allowance import scarce
from scheduler.office import office_of
from scheduler.packing import Counter, Envelope, Packer
from scheduler.reach import is_open
from scheduler.unread import seen_first
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.person import Address, addresses
from storage.words import State

PERSONS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Parcel:
    """One person's messages, to be sent one after the other."""

    commune_id: int
    person_id: int
    envelopes: tuple[Envelope, ...]


def take_parcels(database: Database, counter: Counter) -> list[Parcel]:
    """Claim what is ready, of at most a hundred persons; empty when nothing is.

    A parcel may hold no envelope, when nothing of it was true any more.
    """
    with database.everything() as session:
        ready = session.execute(
            select(Delivery.commune_id, Delivery.person_id)
            .where(*_ready(counter))
            .group_by(Delivery.commune_id, Delivery.person_id)
            .order_by(func.min(Delivery.id))
            .limit(PERSONS_AT_ONCE)
        )
        persons: dict[int, list[int]] = defaultdict(list)
        for commune_id, person_id in ready:
            persons[commune_id].append(person_id or 0)
    parcels: list[Parcel] = []
    for commune_id, person_ids in persons.items():
        with database.commune(commune_id) as session:
            parcels += _commune_parcels(session, counter, person_ids)
    return parcels


def _ready(counter: Counter) -> tuple[ColumnElement[bool], ...]:
    return (
        Delivery.state == State.PENDING,
        Delivery.not_before <= counter.now,
        Delivery.person_id.not_in(counter.busy) if counter.busy else true(),
        or_(Delivery.lease_until.is_(None), Delivery.lease_until < counter.machine_now),
    )


def _commune_parcels(
    session: ScopedSession, counter: Counter, person_ids: Sequence[int]
) -> Iterator[Parcel]:
    commune = session.scalars(select(Commune)).one()
    office = office_of(session, commune, counter.national, counter.now)
    rows = session.scalars(
        select(Delivery)
        .where(*_ready(counter), Delivery.person_id.in_(person_ids))
        .order_by(Delivery.id)
        .with_for_update(skip_locked=True, of=Delivery)
    ).all()
    chats: dict[int, list[Address]] = defaultdict(list)
    for chat in addresses(session, person_ids):
        if is_open(chat, counter.channels):
            chats[chat.person_id].append(chat)
    seen_first(session, office.calendar, counter.now, chats)
    few = scarce(session, counter.channels, commune.id, counter.now)
    mail: dict[int, list[Delivery]] = defaultdict(list)
    for row in rows:
        mail[row.person_id or 0].append(row)
    for person_id, own in mail.items():
        packer = Packer(session, office, counter, chats[person_id], few)
        yield Parcel(commune.id, person_id, tuple(packer.pack(person_id, own)))
