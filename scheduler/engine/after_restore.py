"""A database put back into a past state: what was told after that state is not told again."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scheduler.engine.due_kinds import DUE_KINDS
from scheduler.engine.engine import communes_due
from scheduler.ladder.office import NationalDays
from scheduler.work.transaction import commune_transaction
from storage.database import Database
from storage.delivery import Delivery
from storage.words import State

log = logging.getLogger(__name__)

RESTORED = "restored"
"""Why a delivery was not sent: it was, before the database was put back."""


def told_since(database: Database, now: datetime) -> int:
    """How many deliveries and steps may have been told between the database's state and `now`."""
    with database.everything() as session:
        waiting = select(func.count()).select_from(Delivery).where(*_ready(now))
        due = [
            select(func.count()).select_from(kind.row).where(*kind.due_by(now))
            for kind in DUE_KINDS
            if not kind.owed
        ]
        return sum(session.scalar(query) or 0 for query in (waiting, *due))


def pass_over(database: Database, national: NationalDays, now: datetime) -> None:
    """Take everything that came due by `now` as told; what is owed however late is carried out."""
    with database.everything() as session:
        session.execute(
            update(Delivery).where(*_ready(now)).values(state=State.VOID, reason=RESTORED)
        )
    for commune_id in communes_due(database, now):
        with commune_transaction(database, national, commune_id, now) as at:
            for kind in DUE_KINDS:
                settle = kind.fire if kind.owed else kind.reschedule
                for row in kind.due(at.session, now):
                    with _left_where_it_fails(at.session):
                        settle(at, [row])


@contextmanager
def _left_where_it_fails(session: Session) -> Iterator[None]:
    """What fails is undone alone and stays due: the engine puts it aside and tells of it."""
    try:
        with session.begin_nested():
            yield
    except DBAPIError:
        raise
    except Exception:
        log.exception("an item cannot be passed over")


def _ready(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Delivery.state == State.PENDING, Delivery.not_before <= now)
