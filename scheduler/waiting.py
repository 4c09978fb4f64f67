"""Which communes have something that waits to be done now, for whoever shares the work out."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union
from sqlalchemy.orm import Session

from scheduler.engine import due_now
from scheduler.parcels import CLAIMABLE
from storage.commune import at_work
from storage.database import Database
from storage.delivery import Delivery
from storage.evidence import Evidence
from storage.inbound import InboundRow
from storage.proposal import Paper


class Work(StrEnum):
    """What is done for one commune at a time."""

    TALK = "talk"
    """Handle every message of its people."""
    DELIVER = "deliver"
    """Carry out what is due, and send what is ready."""
    FETCH = "fetch"
    """Fetch the files they sent."""
    MENUS = "menus"
    """Show on platforms what may be typed."""


def waiting(database: Database, now: datetime, machine_now: datetime) -> dict[Work, list[int]]:
    """The ids of the communes for which each sort of work is to be done.

    `now` is the office's time, `machine_now` that of leases; both aware.
    """
    said = (
        select(InboundRow.commune_id)
        .where(InboundRow.handled_at.is_(None), at_work(InboundRow.commune_id))
        .distinct()
    )
    due: CompoundSelect[Any] = union(
        *due_now(now),
        select(Delivery.commune_id).where(*CLAIMABLE, at_work(Delivery.commune_id)),
    )
    sent = union(
        *(
            select(row.commune_id).where(row.not_before <= now, at_work(row.commune_id))
            for row in (Evidence, Paper)
        )
    )
    with database.everything() as session:
        return {
            Work.TALK: _found(session, said),
            Work.DELIVER: _found(session, due.params(now=now, machine_now=machine_now)),
            Work.FETCH: _found(session, sent),
        }


def _found(session: Session, query: CompoundSelect[Any] | Select[int]) -> list[int]:
    return sorted(session.scalars(query))
