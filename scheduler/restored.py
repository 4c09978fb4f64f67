"""A database put back into a past state: what was told after that state is not told again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update

from scheduler.engine import communes_due
from scheduler.firing import reschedule
from scheduler.groups import schedule_lists
from scheduler.office import National, office_of
from scheduler.reports import bear_reports
from scheduler.summaries import schedule_summaries
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.group import Group
from storage.milestone import Milestone
from storage.words import State

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
            while bear_reports(session, office, commune, now):
                session.flush()
            reschedule(session, office, _due(session, now), now)
            schedule_summaries(office, commune, now)
            schedule_lists(session, office, now)


def _due(session: ScopedSession, now: datetime) -> Sequence[Milestone]:
    return session.scalars(select(Milestone).where(Milestone.next_fire_at <= now)).all()


def _ready(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Delivery.state == State.PENDING, Delivery.not_before <= now)
