"""Which communes have work to do now, for processes that share it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union

from scheduler.delivery.claim import CLAIMABLE
from scheduler.engine.engine import communes_due_queries
from storage.commune import not_suspended
from storage.database import Database
from storage.delivery import Delivery
from storage.evidence import Evidence
from storage.inbound import InboundRow
from storage.proposal import Paper
from storage.stranger_answer import StrangerAnswer

CommuneIdQuery = CompoundSelect[Any] | Select[int]


class CommuneWork(StrEnum):
    """The kinds of work done for one commune at a time; the values are queue names."""

    INBOX = "talk"
    """Handle every message from its people."""
    DELIVER = "deliver"
    """Fire what is due, and send what is ready."""
    FETCH_FILES = "fetch"
    """Fetch the files its people sent."""
    MENUS = "menus"
    """Update the command menus on platforms."""


def _with_messages(now: datetime, machine_now: datetime) -> CommuneIdQuery:
    return (
        select(InboundRow.commune_id)
        .where(InboundRow.handled_at.is_(None), not_suspended(InboundRow.commune_id))
        .distinct()
    )


def _with_due_work(now: datetime, machine_now: datetime) -> CommuneIdQuery:
    ready = select(Delivery.commune_id).where(*CLAIMABLE, not_suspended(Delivery.commune_id))
    strangers = select(StrangerAnswer.commune_id).where(
        StrangerAnswer.not_before <= machine_now, not_suspended(StrangerAnswer.commune_id)
    )
    return union(*communes_due_queries(now), ready, strangers).params(
        now=now, machine_now=machine_now
    )


def _with_files(now: datetime, machine_now: datetime) -> CommuneIdQuery:
    return union(
        *(
            select(row.commune_id).where(row.not_before <= now, not_suspended(row.commune_id))
            for row in (Evidence, Paper)
        )
    )


PENDING_QUERIES: Mapping[CommuneWork, Callable[[datetime, datetime], CommuneIdQuery]] = {
    CommuneWork.INBOX: _with_messages,
    CommuneWork.DELIVER: _with_due_work,
    CommuneWork.FETCH_FILES: _with_files,
}
"""By kind of work: the query that finds the communes that have some.

MENUS has no query: its jobs are enqueued after messages.
"""


def communes_with_work(
    database: Database, now: datetime, machine_now: datetime, works: Iterable[CommuneWork]
) -> dict[CommuneWork, list[int]]:
    """The ids of communes with each kind of work; leases end by `machine_now`, the real time."""
    with database.everything() as session:
        return {
            work: sorted(session.scalars(PENDING_QUERIES[work](now, machine_now))) for work in works
        }
