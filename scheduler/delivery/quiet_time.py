"""The quiet time: what nobody asked for waits for working time, however late it got."""

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

AT_ONCE = frozenset({DeliveryKind.ANSWER, DeliveryKind.EDIT})
"""What comes of somebody's own words goes out at any time."""


def sayable(
    session: Session, office: Office, rows: Iterable[Delivery], now: datetime
) -> list[Delivery]:
    """The deliveries that may go out now; the others are put off to the next opening.

    An answer goes at any time, what belongs to work on duty on any day between 07:30 and 17:00.
    """
    deliveries = list(rows)
    if next_working_time(now, office.calendar) == now:
        return deliveries
    on_duty = _on_duty(session, deliveries)
    said = []
    for row in deliveries:
        opens = next_working_time(now, office.calendar, row.milestone_id in on_duty)
        if row.sort in AT_ONCE or opens == now:
            said.append(row)
        else:
            row.not_before = opens
    return said


def _on_duty(session: Session, rows: Iterable[Delivery]) -> set[int | None]:
    ids = {row.milestone_id for row in rows if row.milestone_id is not None}
    found = select(Milestone.id).join(Milestone.task).where(Milestone.id.in_(ids), Task.on_duty)
    return set(session.scalars(found))
