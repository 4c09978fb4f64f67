"""Fire due items one by one, each in its own transaction; what keeps failing is put aside."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from scheduler.engine.due_kinds import DUE_KINDS, DueKind
from scheduler.ladder.office import NationalDays
from scheduler.work.transaction import commune_transaction
from storage.aside import TRIES, clear_failures, ids_put_aside, note_failure
from storage.database import Database

log = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=5)
"""The delay before a failed item is due again."""


def fire_one_by_one(
    database: Database, national: NationalDays, commune_id: int, now: datetime
) -> int:
    """Fire due items, each in its own transaction. Raises the error of one that must not wait."""
    taken = 0
    for kind in DUE_KINDS:
        with database.commune(commune_id) as session:
            due = session.scalars(select(kind.row.id).where(*kind.due_by(now))).all()
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
            kind.fire(at, [at.session.get_one(kind.row, row_id)])
            if kind.can_be_put_aside:
                clear_failures(at.session, kind.name, [row_id])
    except DBAPIError:
        # A database error is no fault of an item.
        raise
    except Exception as error:
        if not kind.can_be_put_aside:
            raise
        log.exception("%s %s cannot be fired", kind.name, row_id)
        with database.commune(commune_id) as session:
            tries = note_failure(session, kind.name, row_id, type(error).__name__, now)
            due_at = now + RETRY_AFTER if tries < TRIES else None
            setattr(session.get_one(kind.row, row_id), kind.due_at.key, due_at)


def retry_put_aside(database: Database, now: datetime) -> None:
    """Make items that were put aside due again: a newer program may handle them."""
    with database.everything() as session:
        for kind in DUE_KINDS:
            if not kind.can_be_put_aside:
                continue
            ids = ids_put_aside(session, kind.name)
            for row in session.scalars(select(kind.row).where(kind.row.id.in_(ids))):
                setattr(row, kind.due_at.key, now)
            clear_failures(session, kind.name, ids)
