"""A transaction of one commune, with its calendar and rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.ladder.office import NationalDays, Office, office_in
from storage.commune import Commune
from storage.database import Database


@dataclass(frozen=True, slots=True)
class CommuneTransaction:
    """An open transaction that sees one commune only, at the moment `now` (aware UTC)."""

    session: Session
    office: Office
    commune: Commune
    now: datetime


@contextmanager
def commune_transaction(
    database: Database, national: NationalDays, commune_id: int, now: datetime
) -> Iterator[CommuneTransaction]:
    """A transaction of this commune: committed at the end, rolled back on an error."""
    with database.commune(commune_id) as session:
        office = office_in(session, national, now)
        yield CommuneTransaction(session, office, session.get_one(Commune, commune_id), now)
