"""The outbox's first half: one person's pending deliveries become messages, under a lease."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, true

from scheduler.allowance import scarce
from scheduler.group_packing import pack_group
from scheduler.office import Office, office_of
from scheduler.packing import Counter, Envelope, Packer
from scheduler.reach import is_open
from scheduler.unread import seen_first
from storage.commune import Commune, at_work
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.group import Group
from storage.person import Address, addresses
from storage.words import State

READERS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Parcel:
    """One person's messages, or those of a unit's group, to be sent one after the other."""

    commune_id: int
    person_id: int | None
    envelopes: tuple[Envelope, ...]


def take_parcels(
    database: Database, counter: Counter, commune_id: int | None = None
) -> list[Parcel]:
    """Claim what is ready, of at most a hundred persons and groups; empty when nothing is.

    Of all communes unless one is named. A parcel may hold no envelope, when nothing of it was true
    any more.
    """
    parcels: list[Parcel] = []
    for each, found in _readers(database, counter, commune_id).items():
        persons = [person for person, _ in found if person is not None]
        groups = [group for _, group in found if group is not None]
        with database.commune(each) as session:
            commune = session.scalars(select(Commune)).one()
            office = office_of(session, commune, counter.national, counter.now)
            parcels += _persons_parcels(session, office, counter, persons) if persons else ()
            parcels += _groups_parcels(session, office, counter, groups) if groups else ()
    return parcels


def _readers(
    database: Database, counter: Counter, commune_id: int | None
) -> Mapping[int, list[tuple[int | None, int | None]]]:
    """By commune, the persons and groups that something is ready for, whoever waits longest first.

    A person or a group each; the other is None.
    """
    of_commune = true() if commune_id is None else Delivery.commune_id == commune_id
    with database.everything() as session:
        ready = session.execute(
            select(Delivery.commune_id, Delivery.person_id, Delivery.group_id)
            .where(*_ready(counter), of_commune, at_work(Delivery.commune_id))
            .group_by(Delivery.commune_id, Delivery.person_id, Delivery.group_id)
            .order_by(func.min(Delivery.id))
            .limit(READERS_AT_ONCE)
        )
        readers: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
        for owner, person_id, group_id in ready:
            readers[owner].append((person_id, group_id))
    return readers


def _ready(counter: Counter) -> tuple[ColumnElement[bool], ...]:
    busy = Delivery.person_id.is_(None) | Delivery.person_id.not_in(counter.busy)
    return (
        Delivery.state == State.PENDING,
        Delivery.not_before <= counter.now,
        busy if counter.busy else true(),
        or_(Delivery.lease_until.is_(None), Delivery.lease_until < counter.machine_now),
    )


def _taken(
    session: ScopedSession, counter: Counter, whose: ColumnElement[bool]
) -> Sequence[Delivery]:
    return session.scalars(
        select(Delivery)
        .where(*_ready(counter), whose)
        .order_by(Delivery.id)
        .with_for_update(skip_locked=True, of=Delivery)
    ).all()


def _persons_parcels(
    session: ScopedSession, office: Office, counter: Counter, person_ids: Sequence[int]
) -> Iterator[Parcel]:
    rows = _taken(session, counter, Delivery.person_id.in_(person_ids))
    chats: dict[int, list[Address]] = defaultdict(list)
    for chat in addresses(session, person_ids):
        if is_open(chat, counter.channels):
            chats[chat.person_id].append(chat)
    seen_first(session, office.calendar, counter.now, chats)
    few = scarce(session, counter.channels, office.commune_id, counter.now)
    mail: dict[int, list[Delivery]] = defaultdict(list)
    for row in rows:
        mail[row.person_id or 0].append(row)
    for person_id, own in mail.items():
        packer = Packer(session, office, counter, chats[person_id], few)
        yield Parcel(office.commune_id, person_id, tuple(packer.pack(person_id, own)))


def _groups_parcels(
    session: ScopedSession, office: Office, counter: Counter, group_ids: Sequence[int]
) -> Iterator[Parcel]:
    mail: dict[int, list[Delivery]] = defaultdict(list)
    for row in _taken(session, counter, Delivery.group_id.in_(group_ids)):
        mail[row.group_id or 0].append(row)
    for group_id, own in mail.items():
        group = session.get_one(Group, group_id)
        envelopes = tuple(pack_group(session, office, counter, group, own))
        yield Parcel(office.commune_id, None, envelopes)
