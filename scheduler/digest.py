"""Which deliveries are still true when they are about to be sent, and what one person is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.items import items
from scheduler.office import Office
from scheduler.wording import Digest, Reminder
from scheduler.working_time import local_day
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.person import Person
from storage.reply import open_extensions
from storage.words import Role, Status

CHASE = "chase"
"""The step of a reminder that somebody asked for by name: no ladder has it."""

AT_WORK = frozenset({Status.PENDING, Status.ACCEPTED, Status.IN_PROGRESS, Status.BLOCKED})

STILL_TRUE: Mapping[str, frozenset[Status]] = {
    "accept": frozenset({Status.PENDING}),
    "blocked": frozenset({Status.BLOCKED}),
    "confirm": frozenset({Status.SUBMITTED}),
}
"""By the first word of a step: while which statuses it still has to be said. Else while at work."""


class Void(StrEnum):
    """Why a reminder died unsent."""

    CHANGED = "changed"
    """The milestone's status or due date changed meanwhile."""
    COLLAPSED = "collapsed_by_later"
    """A later step of the same milestone is in the same message."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One person's reminders, sorted: what is said and what is not, and why."""

    said: tuple[Delivery, ...]
    void: tuple[tuple[Delivery, Void], ...]


def sort_out(session: Session, deliveries: Iterable[Delivery]) -> Bundle:
    """Ask of each reminder of one person whether it is still true, and keep the latest step.

    What somebody wanted said at once counts as the latest.
    """
    rows = sorted(deliveries, key=lambda row: (row.step == CHASE, row.fire_at, row.id))
    milestones = _milestones(session, rows)
    asked = {row.milestone_id for row in open_extensions(session)}
    latest: dict[tuple[int | None, Role | None], Delivery] = {}
    void: list[tuple[Delivery, Void]] = []
    for row in rows:
        milestone = milestones[row.milestone_id or 0]
        if not still_true(row, milestone, milestone.id in asked):
            void.append((row, Void.CHANGED))
            continue
        earlier = latest.get((row.milestone_id, row.role))
        if earlier is not None:
            void.append((earlier, Void.COLLAPSED))
        latest[row.milestone_id, row.role] = row
    return Bundle(tuple(latest.values()), tuple(void))


def still_true(delivery: Delivery, milestone: Milestone, extension_asked: bool) -> bool:
    """Whether a step still has to be said."""
    first = delivery.step.split("_")[0]
    if delivery.due_version != milestone.due_version:
        return False
    if first == "extension":
        return extension_asked and not milestone.status.closed
    return milestone.status in STILL_TRUE.get(first, AT_WORK)


def digest(
    session: Session, office: Office, person: Person, said: Sequence[Delivery], now: datetime
) -> Digest:
    """What one person is told at one time, most urgent first."""
    today = local_day(now)
    milestones = _milestones(session, said)
    rows = [milestones[row.milestone_id or 0] for row in said]
    people = {row.absent_id for row in said} | {row.asked_by for row in said}
    names = _names(session, people - {None})
    reminders = [
        Reminder(
            item,
            row.step,
            row.role or Role.LEAD,
            row.late,
            absent=names.get(row.absent_id or 0, ""),
            asked_by=names.get(row.asked_by or 0, ""),
            note=row.note,
        )
        for row, item in zip(said, items(session, office, rows, today), strict=True)
    ]
    reminders.sort(key=lambda reminder: (reminder.item.due_on, reminder.item.number))
    return Digest(person.name, today, tuple(reminders), any(row.unknown for row in said))


def _milestones(session: Session, deliveries: Iterable[Delivery]) -> Mapping[int, Milestone]:
    ids = {row.milestone_id for row in deliveries}
    found = session.scalars(
        select(Milestone).where(Milestone.id.in_(ids)).options(joinedload(Milestone.task))
    )
    return {row.id: row for row in found}


def _names(session: Session, ids: set[int | None]) -> Mapping[int, str]:
    found = session.scalars(select(Person).where(Person.id.in_(ids)))
    return {row.id: row.name for row in found}
