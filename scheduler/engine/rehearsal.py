"""Lays a stored plan by a rehearsal's clock, as if it had been imported at the rehearsal's start.

A plan is handed over when it is imported. On a clock that is behind that moment nothing would be
due until the clock has come there.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.delivery.summaries import schedule_leaders_summary, schedule_secretary_summary
from scheduler.engine.recurring_reports import schedule_reports
from scheduler.ladder.firing import INSTANT, reschedule
from scheduler.ladder.office import NationalDays, office_of
from scheduler.ladder.repeating_tasks import REPORTING_KINDS
from storage.commune import Commune, communes
from storage.database import Database
from storage.milestone import Milestone, find_milestones
from storage.task import Task


def handed_over_after(database: Database, start: datetime) -> datetime | None:
    """The latest moment (aware UTC) after `start` at which work was handed over; None if none."""
    with database.everything() as session:
        latest = session.scalar(select(func.max(Milestone.handed_over_at)))
    return latest if latest is not None and latest > start else None


def lay_by(database: Database, national: NationalDays, start: datetime) -> None:
    """Hand over at `start` (aware UTC) all that was handed over later, in every commune."""
    with database.everything() as session:
        ids = [commune.id for commune in communes(session)]
    for commune_id in ids:
        with database.commune(commune_id) as session:
            _lay(session, national, start)


def _lay(session: Session, national: NationalDays, start: datetime) -> None:
    commune = session.scalars(select(Commune)).one()
    office = office_of(session, commune, national, start)
    rows = find_milestones(session, Milestone.handed_over_at > start)
    for row in rows:
        row.handed_over_at, row.fired_until = start, start - INSTANT
    reschedule(session, office, rows, start)
    tasks = session.scalars(select(Task).where(Task.kind.in_(REPORTING_KINDS))).all()
    for task in tasks:
        task.born_until = start - INSTANT
    schedule_reports(session, office, tasks)
    schedule_secretary_summary(office, commune, start)
    schedule_leaders_summary(office, commune, start)
