"""Due work one item at a time: what fails is tried again, then put aside and told of."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.delivery.groups import fire_lists
from scheduler.delivery.summaries import fire_summaries
from scheduler.engine.recurring_reports import bear
from scheduler.ladder.firing import fire_milestones
from scheduler.ladder.office import National
from scheduler.work.transaction import CommuneTransaction, commune_transaction
from storage.aside import MILESTONE, TASK, TRIES, failed, put_aside, went_well
from storage.database import Database
from storage.milestone import Milestone
from storage.task import Task

log = logging.getLogger(__name__)

AGAIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of item: when it is due, and how one is carried out."""

    name: str
    row: type[Milestone] | type[Task]
    due_at: InstrumentedAttribute[datetime | None]
    carry_out: Callable[[CommuneTransaction, Any], object]


NOUNS = (
    Noun(
        TASK,
        Task,
        Task.next_birth_at,
        lambda at, row: bear(at.session, at.office, at.commune, [row], at.now),
    ),
    Noun(
        MILESTONE,
        Milestone,
        Milestone.next_fire_at,
        lambda at, row: fire_milestones(at.session, at.office, [row], at.now),
    ),
)


def fire_apart(database: Database, national: National, commune_id: int, now: datetime) -> int:
    """Carry out a commune's due items, each in a transaction of its own; returns how many."""
    taken = 0
    for noun in NOUNS:
        with database.commune(commune_id) as session:
            due = session.scalars(select(noun.row.id).where(noun.due_at <= now)).all()
        for row_id in due:
            _fire_one(database, national, commune_id, (noun, row_id), now)
            taken += 1
    with commune_transaction(database, national, commune_id, now) as at:
        taken += fire_summaries(at.session, at.office, at.commune, now)
        return taken + fire_lists(at.session, at.office, now)


def _fire_one(
    database: Database, national: National, commune_id: int, item: tuple[Noun, int], now: datetime
) -> None:
    noun, row_id = item
    try:
        with commune_transaction(database, national, commune_id, now) as at:
            noun.carry_out(at, at.session.get_one(noun.row, row_id))
            went_well(at.session, noun.name, [row_id])
    except DBAPIError:
        # The database's trouble is no item's.
        raise
    except Exception as error:
        log.exception("%s %s cannot be carried out", noun.name, row_id)
        with database.commune(commune_id) as session:
            tries = failed(session, noun.name, row_id, type(error).__name__, now)
            due_at = now + AGAIN if tries < TRIES else None
            setattr(session.get_one(noun.row, row_id), noun.due_at.key, due_at)


def try_again(database: Database, now: datetime) -> None:
    """Give what was put aside its tries anew: a newer program may know how."""
    with database.everything() as session:
        for noun in NOUNS:
            ids = put_aside(session, noun.name)
            for row in session.scalars(select(noun.row).where(noun.row.id.in_(ids))):
                setattr(row, noun.due_at.key, now)
            went_well(session, noun.name, ids)
