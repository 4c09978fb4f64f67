"""Which communes have something that waits to be done now, for whoever shares the work out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union

from scheduler.delivery.claim import CLAIMABLE
from scheduler.engine.engine import due_now
from storage.commune import at_work
from storage.database import Database
from storage.delivery import Delivery
from storage.evidence import Evidence
from storage.inbound import InboundRow
from storage.proposal import Paper

CountQuery = CompoundSelect[Any] | Select[int]


class CommuneWork(StrEnum):
    """What is done for one commune at a time."""

    TALK = "talk"
    """Handle every message of its people."""
    DELIVER = "deliver"
    """Carry out what is due, and send what is ready."""
    FETCH = "fetch"
    """Fetch the files they sent."""
    MENUS = "menus"
    """Show on platforms what may be typed."""


def _said(now: datetime, machine_now: datetime) -> CountQuery:
    return (
        select(InboundRow.commune_id)
        .where(InboundRow.handled_at.is_(None), at_work(InboundRow.commune_id))
        .distinct()
    )


def _due(now: datetime, machine_now: datetime) -> CountQuery:
    ready = select(Delivery.commune_id).where(*CLAIMABLE, at_work(Delivery.commune_id))
    return union(*due_now(now), ready).params(now=now, machine_now=machine_now)


def _sent(now: datetime, machine_now: datetime) -> CountQuery:
    return union(
        *(
            select(row.commune_id).where(row.not_before <= now, at_work(row.commune_id))
            for row in (Evidence, Paper)
        )
    )


LOOKED_FOR: Mapping[CommuneWork, Callable[[datetime, datetime], CountQuery]] = {
    CommuneWork.TALK: _said,
    CommuneWork.DELIVER: _due,
    CommuneWork.FETCH: _sent,
}
"""By its sort what our own tables know to wait; the rest is asked for when it comes up."""


def waiting(
    database: Database, now: datetime, machine_now: datetime, works: Iterable[CommuneWork]
) -> dict[CommuneWork, list[int]]:
    """The ids of the communes for which each of these sorts of work is to be done.

    `now` is the office's time, `machine_now` that of leases; both aware.
    """
    with database.everything() as session:
        return {work: sorted(session.scalars(LOOKED_FOR[work](now, machine_now))) for work in works}
