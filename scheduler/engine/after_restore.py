"""After a restore to a past state: keeps what may have been sent since from being sent again."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from scheduler.engine.due_kinds import DUE_KINDS
from scheduler.engine.engine import communes_due
from scheduler.ladder.office import NationalDays
from scheduler.work.transaction import commune_transaction
from storage.database import Database, is_outage
from storage.delivery import Delivery
from storage.words import State

log = logging.getLogger(__name__)

RESTORED = "restored"
"""The reason of a delivery that is skipped because it may have been sent before the restore."""


def count_maybe_sent(database: Database, now: datetime) -> int:
    """The number of deliveries and due items that may have been sent before the restore."""
    with database.everything() as session:
        waiting = select(func.count()).select_from(Delivery).where(*_ready(now))
        due = [
            select(func.count()).select_from(kind.table).where(*kind.due_by(now))
            for kind in DUE_KINDS
            if not kind.fired_however_late
        ]
        return sum(session.scalar(query) or 0 for query in (waiting, *due))


def skip_work_of_past(database: Database, national: NationalDays, now: datetime) -> None:
    """Set every delivery that is ready by `now` to State.VOID.

    Of the due work, kinds that are `fired_however_late` are fired; all others are skipped and
    rescheduled.
    """
    with database.everything() as session:
        session.execute(
            update(Delivery).where(*_ready(now)).values(state=State.VOID, reason=RESTORED)
        )
    for commune_id in communes_due(database, now):
        with commune_transaction(database, national, commune_id, now) as at:
            for kind in DUE_KINDS:
                settle = kind.fire if kind.fired_however_late else kind.reschedule
                for row in kind.due(at.session, now):
                    with _skip_failing(at.session):
                        settle(at, [row])


@contextmanager
def _skip_failing(session: Session) -> Iterator[None]:
    """Roll back one failing item; it stays due, so the engine puts it aside and reports it."""
    try:
        with session.begin_nested():
            yield
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("a due item cannot be skipped")


def _ready(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Delivery.state == State.PENDING, Delivery.not_before <= now)
