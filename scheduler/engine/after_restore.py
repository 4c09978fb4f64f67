"""A database put back into a past state: what was told after that state is not told again."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.exc import DBAPIError

from scheduler.delivery.groups import schedule_lists
from scheduler.delivery.summaries import schedule_summaries
from scheduler.engine.engine import communes_due
from scheduler.engine.recurring_reports import bear
from scheduler.ladder.firing import reschedule
from scheduler.ladder.office import National, office_of
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.group import Group
from storage.milestone import Milestone
from storage.task import Task
from storage.words import State

log = logging.getLogger(__name__)

RESTORED = "restored"
"""Why a delivery was not sent: it was, before the database was put back."""


def told_since(database: Database, now: datetime) -> int:
    """How many deliveries and steps may have been told between the database's state and `now`."""
    with database.everything() as session:
        waiting = select(func.count()).select_from(Delivery).where(*_ready(now))
        due = select(func.count()).select_from(Milestone).where(Milestone.next_fire_at <= now)
        summaries = (
            select(func.count())
            .select_from(Commune)
            .where(or_(Commune.next_summary_at <= now, Commune.next_review_at <= now))
        )
        lists = select(func.count()).where(Group.next_list_at <= now, Group.revoked_at.is_(None))
        return sum(session.scalar(query) or 0 for query in (waiting, due, summaries, lists))


def pass_over(database: Database, national: National, now: datetime) -> None:
    """Take everything that came due by `now` as told. Reports owed since are born all the same."""
    with database.everything() as session:
        session.execute(
            update(Delivery).where(*_ready(now)).values(state=State.VOID, reason=RESTORED)
        )
    for commune_id in communes_due(database, now):
        with database.commune(commune_id) as session:
            commune = session.scalars(select(Commune)).one()
            office = office_of(session, commune, national, now)
            for task in session.scalars(select(Task).where(Task.next_birth_at <= now)).all():
                with _left_where_it_fails(session):
                    bear(session, office, commune, [task], now)
            for milestone in _due(session, now):
                with _left_where_it_fails(session):
                    reschedule(session, office, [milestone], now)
            schedule_summaries(office, commune, now)
            schedule_lists(session, office, now)


@contextmanager
def _left_where_it_fails(session: ScopedSession) -> Iterator[None]:
    """What fails is undone alone and stays due: the engine puts it aside and tells of it."""
    try:
        with session.begin_nested():
            yield
    except DBAPIError:
        raise
    except Exception:
        log.exception("an item cannot be passed over")


def _due(session: ScopedSession, now: datetime) -> Sequence[Milestone]:
    return session.scalars(select(Milestone).where(Milestone.next_fire_at <= now)).all()


def _ready(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Delivery.state == State.PENDING, Delivery.not_before <= now)
