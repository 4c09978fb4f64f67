"""Reads the totals of a city's communes: numbers only, no names and no titles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.queries.lists import SILENT_AFTER
from scheduler.calendar.working_time import local_day
from scheduler.work.counting import (
    DONE_STATES,
    OPEN_STATES,
    CountedMilestone,
    WorkState,
    work_state,
)
from storage.commune import Commune
from storage.cross_commune import all_communes
from storage.milestone import Milestone
from storage.reply import Reply
from storage.words import Status

NOT_HANDED_IN = frozenset({WorkState.NOT_YET_DUE, WorkState.OVERDUE})


@dataclass(frozen=True, slots=True)
class CommuneTotals:
    """Numbers of milestones of one commune.

    `waiting`: handed in, not confirmed; `this_week`: due from today to Sunday; `unanswered`: not
    handed in, without a reply for a week; `done` and `on_time`: of those due this year.
    """

    name: str
    open: int = 0
    overdue: int = 0
    waiting: int = 0
    this_week: int = 0
    unanswered: int = 0
    done: int = 0
    on_time: int = 0

    @property
    def percent(self) -> int | None:
        """The percentage of done milestones that were on time; None without any."""
        return round(100 * self.on_time / self.done) if self.done else None


def is_city(session: Session) -> bool:
    """Whether the commune of this session is a city, with communes assigned to it."""
    key = session.scalars(select(Commune.key)).one()
    with all_communes(session):
        return session.scalar(select(Commune.id).where(Commune.city == key).limit(1)) is not None


def totals(session: Session, now: datetime) -> list[CommuneTotals]:
    """The totals of the city's communes, most overdue first."""
    city = session.scalars(select(Commune.key)).one()
    with all_communes(session):
        own = select(Commune.id, Commune.name).where(Commune.city == city)
        names = {row.id: row.name for row in session.execute(own)}
        heard = select(Reply.milestone_id).where(
            Reply.commune_id.in_(names), Reply.at >= now - SILENT_AFTER, Reply.undone_at.is_(None)
        )
        lately = set(session.scalars(heard))
        rows = session.execute(
            select(
                Milestone.commune_id,
                Milestone.id,
                Milestone.status,
                Milestone.due_on,
                Milestone.submitted_at,
                Milestone.closed_at,
                Milestone.due_time,
            ).where(Milestone.commune_id.in_(names), Milestone.status != Status.CANCELLED)
        ).all()
    works: dict[int, list[tuple[bool, CountedMilestone]]] = defaultdict(list)
    for commune_id, milestone_id, status, due_on, submitted_at, closed_at, hour in rows:
        came = submitted_at or closed_at
        work = CountedMilestone(0, "", "", "", status, due_on, came, due_time=hour)
        works[commune_id].append((milestone_id in lately, work))
    found = [_total(name, works[commune_id], now) for commune_id, name in names.items()]
    return sorted(found, key=lambda each: (-each.overdue, -each.unanswered, each.name))


def sum_totals(name: str, found: Sequence[CommuneTotals]) -> CommuneTotals:
    return CommuneTotals(
        name,
        open=sum(each.open for each in found),
        overdue=sum(each.overdue for each in found),
        waiting=sum(each.waiting for each in found),
        this_week=sum(each.this_week for each in found),
        unanswered=sum(each.unanswered for each in found),
        done=sum(each.done for each in found),
        on_time=sum(each.on_time for each in found),
    )


def _total(
    name: str, works: Sequence[tuple[bool, CountedMilestone]], now: datetime
) -> CommuneTotals:
    today = local_day(now)
    placed = [(work_state(work, now), heard, work.due_on) for heard, work in works]
    left = [(heard, due_on) for place, heard, due_on in placed if place in NOT_HANDED_IN]
    sunday = today + timedelta(days=6 - today.weekday())
    ended = [
        place for place, _, due_on in placed if place in DONE_STATES and due_on.year == today.year
    ]
    return CommuneTotals(
        name,
        open=sum(place in OPEN_STATES for place, _, _ in placed),
        overdue=sum(place is WorkState.OVERDUE for place, _, _ in placed),
        waiting=sum(place is WorkState.WAITING_FOR_DECISION for place, _, _ in placed),
        this_week=sum(today <= due_on <= sunday for _, due_on in left),
        unanswered=sum(not heard for heard, _ in left),
        done=len(ended),
        on_time=ended.count(WorkState.ON_TIME),
    )
