"""Moves the handover of a stored plan back to a rehearsal's start.

A plan is handed over when it is imported. While a rehearsal's clock is behind that moment, nothing
of the plan is due.
"""

from datetime import datetime

from sqlalchemy import func, select

from scheduler.delivery.summaries import schedule_leaders_summary, schedule_secretary_summary
from scheduler.engine.recurring_milestones import schedule_next_milestones
from scheduler.ladder.firing import INSTANT, reschedule
from scheduler.ladder.office import NationalDays
from scheduler.ladder.repeating_tasks import REPEATING_KINDS
from scheduler.work.transaction import CommuneTransaction, commune_transaction
from storage.commune import communes
from storage.database import Database
from storage.milestone import Milestone, find_milestones
from storage.task import Task


def latest_handover_after(database: Database, start: datetime) -> datetime | None:
    """The latest moment (aware UTC) after `start` at which work was handed over; None if none."""
    with database.everything() as session:
        latest = session.scalar(select(func.max(Milestone.handed_over_at)))
    return latest if latest is not None and latest > start else None


def move_handovers(database: Database, national: NationalDays, start: datetime) -> None:
    """Hand over at `start` (aware UTC) all that was handed over later, in every commune."""
    with database.everything() as session:
        ids = [commune.id for commune in communes(session)]
    for commune_id in ids:
        with commune_transaction(database, national, commune_id, start) as at:
            _move_in(at)


def _move_in(at: CommuneTransaction) -> None:
    session, office, start = at.session, at.office, at.now
    rows = find_milestones(session, Milestone.handed_over_at > start)
    for row in rows:
        row.handed_over_at, row.fired_until = start, start - INSTANT
    reschedule(session, office, rows, start)
    tasks = session.scalars(select(Task).where(Task.kind.in_(REPEATING_KINDS))).all()
    for task in tasks:
        task.born_until = start - INSTANT
    schedule_next_milestones(session, office, tasks)
    schedule_secretary_summary(office, at.commune, start)
    schedule_leaders_summary(office, at.commune, start)
