"""Quiet time: what its reader did not ask for is sent in working time only."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import next_working_time
from scheduler.ladder.office import Office
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.task import Task
from storage.words import DeliveryKind

ANY_TIME_KINDS = frozenset({DeliveryKind.ANSWER, DeliveryKind.EDIT})
"""Kinds that answer somebody's own message: sent at any time."""


def postpone_if_quiet(
    session: Session, office: Office, rows: Iterable[Delivery], now: datetime
) -> list[Delivery]:
    """The deliveries that may be sent now; the others are postponed to the next working time.

    Those of on-duty work may be sent from 07:30 to 17:00 on every day.
    """
    deliveries = list(rows)
    if next_working_time(now, office.calendar) == now:
        return deliveries
    on_duty = _on_duty(session, deliveries)
    allowed = []
    for row in deliveries:
        opens = next_working_time(now, office.calendar, row.milestone_id in on_duty)
        if row.sort in ANY_TIME_KINDS or row.own_reminder_id is not None or opens == now:
            allowed.append(row)
        else:
            row.not_before = opens
    return allowed


def _on_duty(session: Session, rows: Iterable[Delivery]) -> set[int | None]:
    ids = {row.milestone_id for row in rows if row.milestone_id is not None}
    found = select(Milestone.id).join(Milestone.task).where(Milestone.id.in_(ids), Task.on_duty)
    return set(session.scalars(found))
