"""Fire everything that is due. Called by a runner; a restart loses nothing.

One batch is one transaction. SQLite has one writer; PostgreSQL locks the rows and skips those that
another worker holds. A milestone's `next_fire_at` moves in the transaction that makes its
deliveries.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select, union

from scheduler.engine.due_kinds import DUE_KINDS, DueKind
from scheduler.engine.isolate import fire_one_by_one
from scheduler.ladder.office import NationalDays
from scheduler.metrics import DUE
from scheduler.work.transaction import CommuneTransaction, commune_transaction
from storage.commune import not_suspended, note_tick
from storage.database import Database, is_outage
from storage.delivery import Delivery
from storage.failing_items import clear_failures
from storage.words import State

log = logging.getLogger(__name__)


def fire_due(database: Database, national: NationalDays, now: datetime) -> int:
    """Fire what is due in every commune, even if one fails; returns the number of items."""
    total, failing = 0, set[int]()
    while due := [each for each in communes_due(database, now) if each not in failing]:
        for commune_id in due:
            try:
                total += fire_commune(database, national, commune_id, now)
            except Exception as error:
                if is_outage(error):
                    raise
                log.exception("the due work of commune %s cannot be fired", commune_id)
                failing.add(commune_id)
    with database.everything() as session:
        note_tick(session, now)
    return total


def communes_due(database: Database, now: datetime) -> list[int]:
    with database.everything() as session:
        return sorted(session.scalars(union(*communes_due_queries(now))))


def communes_due_queries(now: datetime) -> Sequence[Select[int]]:
    """Queries for the ids of the communes with something due, one for each kind."""
    return [
        select(kind.commune_id).where(*kind.due_by(now), not_suspended(kind.commune_id))
        for kind in DUE_KINDS
    ]


def fire_commune(database: Database, national: NationalDays, commune_id: int, now: datetime) -> int:
    """Fire all that is due by `now` in one commune; returns the number of items."""
    total = 0
    while taken := fire_batch(database, national, commune_id, now):
        DUE.inc(taken)
        total += taken
    return total


def next_due(database: Database) -> datetime | None:
    """The next moment (UTC) at which anything is due or may be sent; None for never."""
    coming = [
        select(func.min(kind.due_at)).where(*kind.conditions, not_suspended(kind.commune_id))
        for kind in DUE_KINDS
    ]
    unsent = (Delivery.state == State.PENDING, not_suspended(Delivery.commune_id))
    coming.append(select(func.min(Delivery.not_before)).where(*unsent))
    with database.everything() as session:
        found = session.execute(select(*(query.scalar_subquery() for query in coming))).one()
    return min((moment for moment in found if moment is not None), default=None)


def fire_batch(database: Database, national: NationalDays, commune_id: int, now: datetime) -> int:
    """Fire one batch of a commune, or its items one by one if that fails; returns their number."""
    try:
        with commune_transaction(database, national, commune_id, now) as at:
            if at.commune.suspended_at is not None:
                return 0
            return sum(_fire(kind, at) for kind in DUE_KINDS)
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("a batch of commune %s failed; its items are fired one by one", commune_id)
    return fire_one_by_one(database, national, commune_id, now)


def _fire(kind: DueKind, at: CommuneTransaction) -> int:
    rows = kind.batch(at)
    if rows:
        kind.fire(at, rows)
        if kind.can_be_put_aside:
            clear_failures(at.session, kind.name, [row.id for row in rows])
    return len(rows)
