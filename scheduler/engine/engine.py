"""What is due becomes deliveries. Called by a runner until nothing is due; a restart loses nothing.

A batch is taken inside one transaction: SQLite has one writer, PostgreSQL locks the rows and
passes over those another worker holds. A milestone's `next_fire_at` moves in the same transaction
as its deliveries are made.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select, union
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scheduler.delivery.groups import fire_lists
from scheduler.delivery.summaries import fire_summaries
from scheduler.engine.isolate import fire_apart
from scheduler.engine.recurring_reports import bear_reports
from scheduler.ladder.firing import fire_milestones
from scheduler.ladder.office import National, Office
from scheduler.metrics import DUE
from scheduler.work.transaction import commune_transaction
from storage.aside import MILESTONE, went_well
from storage.commune import Commune, at_work, note_tick
from storage.database import Database
from storage.delivery import Delivery
from storage.group import Group
from storage.milestone import Milestone, due_on_ladder
from storage.task import Task
from storage.words import State

log = logging.getLogger(__name__)

BATCH = 1_000


def fire_due(database: Database, national: National, now: datetime) -> int:
    """Carry out all that has come due by `now` in every commune; returns how many items it took.

    What fails in one commune holds up no other.
    """
    total, failing = 0, set[int]()
    while due := [each for each in communes_due(database, now) if each not in failing]:
        for commune_id in due:
            try:
                total += fire_commune(database, national, commune_id, now)
            except DBAPIError:
                raise
            except Exception:
                log.exception("commune %s cannot be carried out", commune_id)
                failing.add(commune_id)
    with database.everything() as session:
        note_tick(session, now)
    return total


def communes_due(database: Database, now: datetime) -> list[int]:
    """The communes in which something has come due."""
    with database.everything() as session:
        return sorted(session.scalars(union(*due_now(now))))


def due_now(now: datetime) -> Sequence[Select[int]]:
    """Queries for the ids of the communes in which something has come due."""
    return (
        select(Milestone.commune_id).where(
            Milestone.next_fire_at <= now, at_work(Milestone.commune_id)
        ),
        select(Task.commune_id).where(Task.next_birth_at <= now, at_work(Task.commune_id)),
        select(Commune.id).where(Commune.next_summary_at <= now, at_work(Commune.id)),
        select(Commune.id).where(Commune.next_review_at <= now, at_work(Commune.id)),
        select(Group.commune_id).where(
            Group.next_list_at <= now, Group.revoked_at.is_(None), at_work(Group.commune_id)
        ),
    )


def fire_commune(database: Database, national: National, commune_id: int, now: datetime) -> int:
    """Carry out all that has come due by `now` in one commune; returns how many items it took."""
    total = 0
    while taken := fire_batch(database, national, commune_id, now):
        DUE.inc(taken)
        total += taken
    return total


def next_due(database: Database) -> datetime | None:
    """The next moment (UTC) at which anything comes due or may be sent; None when nothing will."""
    with database.everything() as session:
        coming = (
            select(func.min(Milestone.next_fire_at)).where(at_work(Milestone.commune_id)),
            select(func.min(Task.next_birth_at)).where(at_work(Task.commune_id)),
            select(func.min(Commune.next_summary_at)).where(at_work(Commune.id)),
            select(func.min(Commune.next_review_at)).where(at_work(Commune.id)),
            select(func.min(Group.next_list_at)).where(
                Group.revoked_at.is_(None), at_work(Group.commune_id)
            ),
            select(func.min(Delivery.not_before)).where(
                Delivery.state == State.PENDING, at_work(Delivery.commune_id)
            ),
        )
        found = session.execute(select(*(query.scalar_subquery() for query in coming))).one()
    return min((moment for moment in found if moment is not None), default=None)


def fire_batch(database: Database, national: National, commune_id: int, now: datetime) -> int:
    """One transaction's worth of one commune's due work; 0 when nothing was left to take.

    Where something in it fails, each item gets a transaction of its own.
    """
    try:
        with commune_transaction(database, national, commune_id, now) as at:
            if at.commune.suspended_at is not None:
                return 0
            return (
                bear_reports(at.session, at.office, at.commune, now)
                + _fire_milestones(at.session, at.office, now)
                + fire_summaries(at.session, at.office, at.commune, now)
                + fire_lists(at.session, at.office, now)
            )
    except DBAPIError:
        # The database's trouble is no item's.
        raise
    except Exception:
        log.exception("a batch of commune %s fails; its items go one by one", commune_id)
    return fire_apart(database, national, commune_id, now)


def _fire_milestones(session: Session, office: Office, now: datetime) -> int:
    due = due_on_ladder(session, now, BATCH)
    fire_milestones(session, office, due, now)
    went_well(session, MILESTONE, [row.id for row in due])
    return len(due)
