"""The usual days that the office has yet to confirm."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.calendar.day_rule import KnownDay
from scheduler.calendar.working_time import local_day
from scheduler.delivery.items import items
from scheduler.delivery.wording import Item
from scheduler.ladder.office import Office
from storage.commune import Commune
from storage.milestone import Milestone, find_milestones, is_open
from storage.named_day import named_days


def usual_days(
    session: Session, office: Office, now: datetime
) -> tuple[tuple[Item, ...], tuple[KnownDay, ...]]:
    """The open work whose day is usual and yet to come, and the named days that matter still."""
    coming = Milestone.due_on >= local_day(now)
    rows = find_milestones(session, is_open(), coming, Milestone.to_confirm.is_(True))
    rows = sorted(rows, key=lambda row: (row.due_on, row.number))
    counted = {row.day_rule["key"] for row in rows if row.day_rule}
    return (
        tuple(items(session, office, [row for row in rows if not row.day_rule], now)),
        tuple(
            KnownDay(row.name, row.usual_on, row.day)
            for row in named_days(session)
            if row.day is not None or row.key in counted
        ),
    )


def must_be_asked(session: Session, commune: Commune) -> bool:
    """Whether work with usual days was handed over since the secretary was last asked."""
    newest = session.scalar(
        select(func.max(Milestone.handed_over_at)).where(is_open(), Milestone.to_confirm.is_(True))
    )
    asked = commune.days_asked_at
    return newest is not None and (asked is None or newest > asked)
