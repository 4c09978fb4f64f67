"""Which deliveries are still true when they are about to be sent, and what one person is told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import bindparam, distinct, func, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day, vietnam_to_utc
from scheduler.delivery.items import LatestReplies, item, read_standing
from scheduler.delivery.wording import Digest, Reminder
from scheduler.ladder.office import Office
from storage.database import UtcDateTime
from storage.delivery import Delivery
from storage.many import IDS
from storage.milestone import MilestoneSummary, told_of
from storage.person import Person
from storage.words import DeliveryKind, Role, Status

CHASE = "chase"
"""The step of a reminder that somebody asked for by name: no ladder has it."""

ALERTS = frozenset({"blocked_0", CHASE})
"""Steps that are told at once and do not count as a digest."""

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


_NAMES = select(Person.id, Person.name).where(Person.id.in_(IDS))


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """What the reminders of some persons rest on, read at once: milestones and names by id."""

    milestones: Mapping[int, MilestoneSummary]
    standing: LatestReplies
    names: Mapping[int, str]


def read_known(session: Session, deliveries: Sequence[Delivery]) -> DigestFacts:
    """What these reminders rest on, in five queries."""
    milestones = told_of(session, {row.milestone_id for row in deliveries if row.milestone_id})
    people = {each for row in deliveries for each in (row.person_id, row.absent_id, row.asked_by)}
    names = session.execute(_NAMES, {"ids": list(people - {None})})
    return DigestFacts(milestones, read_standing(session, milestones), dict(names.all()))


@dataclass(frozen=True, slots=True)
class Bundle:
    """One person's reminders, sorted: what is said and what is not, and why."""

    said: tuple[Delivery, ...]
    void: tuple[tuple[Delivery, Void], ...]


def sort_out(known: DigestFacts, deliveries: Iterable[Delivery]) -> Bundle:
    """Ask of each reminder of one person whether it is still true, and keep the latest step.

    What somebody wanted said at once counts as the latest.
    """
    rows = sorted(deliveries, key=lambda row: (row.step == CHASE, row.fire_at, row.id))
    latest: dict[tuple[int | None, Role | None], Delivery] = {}
    void: list[tuple[Delivery, Void]] = []
    for row in rows:
        milestone = known.milestones[row.milestone_id or 0]
        if not still_true(row, milestone, milestone.id in known.standing.asked):
            void.append((row, Void.CHANGED))
            continue
        earlier = latest.get((row.milestone_id, row.role))
        if earlier is not None:
            void.append((earlier, Void.COLLAPSED))
        latest[row.milestone_id, row.role] = row
    return Bundle(tuple(latest.values()), tuple(void))


def still_true(delivery: Delivery, milestone: MilestoneSummary, extension_asked: bool) -> bool:
    """Whether a step still has to be said."""
    first = delivery.step.split("_")[0]
    if delivery.due_version != milestone.due_version:
        return False
    if first == "extension":
        return extension_asked and not milestone.status.closed
    return milestone.status in STILL_TRUE.get(first, AT_WORK)


def digest(office: Office, known: DigestFacts, said: Sequence[Delivery], now: datetime) -> Digest:
    """What one person is told at one time, most urgent first."""
    today = local_day(now)
    reminders = [_reminder(office, known, row, today) for row in said]
    reminders.sort(key=lambda reminder: (reminder.item.due_on, reminder.item.number))
    person = known.names[said[0].person_id or 0]
    return Digest(person, today, tuple(reminders), any(row.unknown for row in said))


def _reminder(office: Office, known: DigestFacts, row: Delivery, today: date) -> Reminder:
    milestone = known.milestones[row.milestone_id or 0]
    return Reminder(
        item(office, milestone, known.standing, today),
        row.step,
        row.role or Role.LEAD,
        row.late,
        absent=known.names.get(row.absent_id or 0, ""),
        asked_by=known.names.get(row.asked_by or 0, ""),
        note=row.note,
    )


_DIGESTS = (
    select(Delivery.person_id, func.count(distinct(Delivery.message_id)))
    .where(
        Delivery.person_id.in_(IDS),
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.step.not_in(ALERTS),
        Delivery.sent_at >= bindparam("midnight", type_=UtcDateTime()),
    )
    .group_by(Delivery.person_id)
)


def digests_today(
    session: Session, person_ids: Collection[int], now: datetime
) -> Mapping[int, int]:
    """How many digests each person was sent today, of those that were sent any."""
    midnight = vietnam_to_utc(local_day(now), time())
    sent = session.execute(_DIGESTS, {"ids": list(person_ids), "midnight": midnight})
    return {person_id: count for person_id, count in sent if person_id is not None}
