"""Claim ready deliveries: lock them, pack them into envelopes, and set a lease on them."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from scheduler.delivery.group_packing import pack_group
from scheduler.delivery.lease import LEASE, Lease
from scheduler.delivery.packing import Envelope, PackingContext, pack_persons
from scheduler.work.transaction import CommuneTransaction, commune_transaction
from storage.bulk import IDS
from storage.commune import not_suspended
from storage.database import Database, UtcDateTime, is_outage
from storage.delivery import Delivery
from storage.group import Group
from storage.words import DeliveryKind, State

log = logging.getLogger(__name__)

RECIPIENTS_PER_CLAIM = 400
"""The most persons and groups in a claim; their data are read together."""

NEWEST_SCANNED = 500
"""Answers are looked for among the newest deliveries only: scanning all takes longer."""

RecipientId = tuple[int | None, int | None]
"""The ids of a person and of a group; one of them is None."""

DELIVERIES_SCANNED = 1_000
"""Ready deliveries among which one query looks for recipients."""

MOST_SCANS = 3
"""The most queries of DELIVERIES_SCANNED rows per claim.

Each leaves out the recipients found before: one with many deliveries can fill a query alone.
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """The envelopes of one person or group, to be sent one after the other under a lease."""

    commune_id: int
    person_id: int | None
    envelopes: tuple[Envelope, ...]
    lease: Lease

    @property
    def delivery_ids(self) -> list[int]:
        return [each for envelope in self.envelopes for each in envelope.delivery_ids]


def claim_ready(
    database: Database,
    context: PackingContext,
    commune_id: int | None = None,
    answers: bool = False,
) -> list[Claim]:
    """Claim what is ready for at most RECIPIENTS_PER_CLAIM recipients; empty when nothing is.

    Covers all communes unless one is given; with `answers`, only persons waiting for an answer. A
    claim has no envelopes when none of its deliveries is to be sent now.
    """
    claims: list[Claim] = []
    for each, found in _recipients(database, context, commune_id, answers).items():
        claims += _claim(database, context, each, found)
    return claims


def _claim(
    database: Database,
    context: PackingContext,
    commune_id: int,
    recipients: Sequence[RecipientId],
) -> list[Claim]:
    """Claim for these recipients of one commune together; if that fails, for each alone."""
    lease = Lease(context.machine_now + LEASE)
    try:
        with commune_transaction(database, context.national, commune_id, context.now) as at:
            taken = [
                Claim(commune_id, person_id, envelopes, lease)
                for person_id, envelopes in _pack(at, context, recipients)
            ]
            ids = [each for claim in taken for each in claim.delivery_ids]
            at.session.execute(_LEASE, {"ids": ids, "until": lease.until})
        return taken
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("messages for %s of commune %s cannot be made", recipients, commune_id)
    if len(recipients) == 1:
        return []
    return [claim for one in recipients for claim in _claim(database, context, commune_id, [one])]


def _recipients(
    database: Database, context: PackingContext, commune_id: int | None, answers: bool
) -> Mapping[int, list[RecipientId]]:
    """The recipients with ready deliveries by commune: first those who wait for an answer, then the
    others (left out with `answers`). Within each part, the longest waiting come first.
    """
    parameters = {**_parameters(context), "commune": commune_id}
    found: dict[RecipientId, int] = {}
    with database.everything() as session:
        _add_recipients(session, _recipients_query(commune_id is not None, True), parameters, found)
        if not answers:
            _add_recipients(
                session, _recipients_query(commune_id is not None, False), parameters, found
            )
    recipients: dict[int, list[RecipientId]] = defaultdict(list)
    for recipient, owner in found.items():
        recipients[owner].append(recipient)
    return recipients


def _add_recipients(
    session: Session,
    query: Select[int, int | None, int | None, int],
    parameters: Mapping[str, Any],
    found: dict[RecipientId, int],
) -> None:
    """Run the query until enough recipients are found, or no more exist."""
    for _ in range(MOST_SCANS):
        busy = [*parameters["busy"], *(person_id for person_id, _ in found if person_id)]
        most = RECIPIENTS_PER_CLAIM - len(found)
        rows = session.execute(query, {**parameters, "busy": busy, "most": most}).all()
        found.update(((person_id, group_id), owner) for owner, person_id, group_id, _ in rows)
        if len(found) == RECIPIENTS_PER_CLAIM or sum(row[-1] for row in rows) < DELIVERIES_SCANNED:
            return


@lru_cache
def _recipients_query(of_one: bool, answers: bool) -> Select[int, int | None, int | None, int]:
    """Ready recipients of `commune`, or of all, with their number of deliveries."""
    ready = [*_READY, not_suspended(Delivery.commune_id)]
    if of_one:
        ready.append(Delivery.commune_id == bindparam("commune"))
    if answers:
        lately = select(func.max(Delivery.id) - NEWEST_SCANNED).scalar_subquery()
        ready += [Delivery.id > lately, Delivery.sort.in_((DeliveryKind.ANSWER, DeliveryKind.EDIT))]
    first = (
        select(Delivery.commune_id, Delivery.person_id, Delivery.group_id, Delivery.not_before)
        .where(*ready)
        .order_by(Delivery.not_before)
        .limit(DELIVERIES_SCANNED)
        .subquery()
    )
    recipient = (first.c.commune_id, first.c.person_id, first.c.group_id)
    return (
        select(*recipient, func.count())
        .group_by(*recipient)
        .order_by(func.min(first.c.not_before), *recipient)
        .limit(bindparam("most"))
    )


_LEASE = (
    update(Delivery)
    .where(Delivery.id.in_(IDS))
    .values(lease_until=bindparam("until"))
    .execution_options(synchronize_session=False)
)


NOW, MACHINE_NOW = (bindparam(name, type_=UtcDateTime()) for name in ("now", "machine_now"))

CLAIMABLE = (
    Delivery.state == State.PENDING,
    Delivery.sent_at.is_(None),
    Delivery.not_before <= NOW,
    or_(Delivery.lease_until.is_(None), Delivery.lease_until < MACHINE_NOW),
)
"""A delivery is ready at `now` and not under a lease at `machine_now`."""

_READY = (
    *CLAIMABLE,
    Delivery.person_id.is_(None) | Delivery.person_id.not_in(bindparam("busy", expanding=True)),
)


def _parameters(context: PackingContext) -> dict[str, Any]:
    """The parameters of every query on _READY."""
    return {"now": context.now, "machine_now": context.machine_now, "busy": list(context.busy)}


_READY_BY_RECIPIENT = {
    owner.key: select(Delivery)
    .where(*_READY, owner.in_(IDS))
    .order_by(Delivery.id)
    .with_for_update(skip_locked=True, of=Delivery)
    for owner in (Delivery.person_id, Delivery.group_id)
}
"""By recipient column: the query that locks these recipients' ready deliveries."""


def _pack(
    at: CommuneTransaction, context: PackingContext, recipients: Sequence[RecipientId]
) -> Iterator[tuple[int | None, tuple[Envelope, ...]]]:
    """Pairs for each recipient of one commune: the person's id (None for a group) and its
    envelopes.
    """
    if person_ids := [person_id for person_id, _ in recipients if person_id]:
        ready = _lock_ready(at, context, Delivery.person_id, person_ids)
        in_order = {each: ready[each] for each in person_ids if each in ready}
        yield from pack_persons(at, context, in_order).items()
    if group_ids := [group_id for _, group_id in recipients if group_id]:
        for group_id, own in _lock_ready(at, context, Delivery.group_id, group_ids).items():
            group = at.session.get_one(Group, group_id)
            yield None, tuple(pack_group(at, context, group, own))


def _lock_ready(
    at: CommuneTransaction,
    context: PackingContext,
    owner: InstrumentedAttribute[int | None],
    ids: Sequence[int],
) -> Mapping[int, Sequence[Delivery]]:
    """The ready deliveries by recipient id, locked until the lease is written."""
    rows = at.session.scalars(
        _READY_BY_RECIPIENT[owner.key], {**_parameters(context), "ids": list(ids)}
    )
    ready: dict[int, list[Delivery]] = defaultdict(list)
    for row in rows:
        ready[getattr(row, owner.key)].append(row)
    return ready
