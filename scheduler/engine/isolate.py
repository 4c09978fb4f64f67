"""Fire due items one by one, each in its own transaction; what keeps failing is put aside."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import select

from scheduler.engine.due_kinds import DUE_KINDS, DueKind
from scheduler.ladder.office import NationalDays
from scheduler.work.transaction import commune_transaction
from storage.database import Database, ScopedSession, is_outage
from storage.failing_items import TRIES, clear_failures, ids_put_aside, note_failure

log = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=5)
"""The delay before a failed item is due again."""


def fire_one_by_one(
    database: Database, national: NationalDays, commune_id: int, now: datetime
) -> int:
    """Fire a commune's due items, each in its own transaction; returns their number.

    One that fails is due again later, and holds up no other.
    """
    taken = 0
    for kind in DUE_KINDS:
        with database.commune(commune_id) as session:
            due = session.scalars(select(kind.table.id).where(*kind.due_by(now))).all()
        for row_id in due:
            _fire_one(database, national, commune_id, (kind, row_id), now)
            taken += 1
    return taken


def _fire_one(
    database: Database,
    national: NationalDays,
    commune_id: int,
    item: tuple[DueKind, int],
    now: datetime,
) -> None:
    kind, row_id = item
    try:
        with commune_transaction(database, national, commune_id, now) as at:
            kind.fire(at, [at.session.get_one(kind.table, row_id)])
            if kind.can_be_put_aside:
                clear_failures(at.session, kind.name, [row_id])
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("%s %s cannot be fired", kind.name, row_id)
        with database.commune(commune_id) as session:
            _postpone(session, item, type(error).__name__, now)


def _postpone(
    session: ScopedSession, item: tuple[DueKind, int], reason: str, now: datetime
) -> None:
    """Set the time at which a failed item is due again; None if it failed too often and can be put
    aside.
    """
    kind, row_id = item
    due_at: datetime | None = now + RETRY_AFTER
    if kind.can_be_put_aside and note_failure(session, kind.name, row_id, reason, now) >= TRIES:
        due_at = None
    setattr(session.get_one(kind.table, row_id), kind.due_at.key, due_at)


def retry_put_aside(database: Database, now: datetime) -> None:
    """Make items that were put aside due again: a newer program may handle them."""
    with database.everything() as session:
        for kind in DUE_KINDS:
            if not kind.can_be_put_aside:
                continue
            ids = ids_put_aside(session, kind.name)
            for row in session.scalars(select(kind.table).where(kind.table.id.in_(ids))):
                setattr(row, kind.due_at.key, now)
            clear_failures(session, kind.name, ids)
