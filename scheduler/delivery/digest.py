"""Select the reminders that are still true when they are sent, and make a person's digest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import bindparam, distinct, func, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day, vietnam_to_utc
from scheduler.delivery.items import LatestReplies, item, read_latest_replies
from scheduler.delivery.wording import Digest, Reminder
from scheduler.ladder.office import Office
from storage.bulk import IDS
from storage.database import UtcDateTime
from storage.delivery import Delivery
from storage.milestone import MilestoneSummary, read_summaries
from storage.person import Person
from storage.words import DeliveryKind, Role, Status

CHASE = "chase"
"""The step of a reminder sent at a leader's request; it belongs to no ladder."""

ALERTS = frozenset({"blocked_0", CHASE})
"""Steps that are sent at once and do not count towards the digests of a day."""

AT_WORK = frozenset({Status.PENDING, Status.ACCEPTED, Status.IN_PROGRESS, Status.BLOCKED})

STILL_TRUE: Mapping[str, frozenset[Status]] = {
    "accept": frozenset({Status.PENDING}),
    "blocked": frozenset({Status.BLOCKED}),
    "confirm": frozenset({Status.SUBMITTED}),
}
"""By the first word of a step, the statuses in which it still applies; AT_WORK for others."""


class Void(StrEnum):
    """Why a reminder is not sent any more."""

    CHANGED = "changed"
    """The milestone's status or due date changed meanwhile."""
    COLLAPSED = "collapsed_by_later"
    """A later step of the same milestone is in the same digest."""


_NAMES = select(Person.id, Person.name).where(Person.id.in_(IDS))


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """What the digests of some persons need: milestones and person names by id."""

    milestones: Mapping[int, MilestoneSummary]
    replies: LatestReplies
    names: Mapping[int, str]


def read_digest_facts(session: Session, deliveries: Sequence[Delivery]) -> DigestFacts:
    """Read what the digests of these reminders need, in five queries."""
    milestones = read_summaries(
        session, {row.milestone_id for row in deliveries if row.milestone_id}
    )
    people = {each for row in deliveries for each in (row.person_id, row.absent_id, row.asked_by)}
    names = session.execute(_NAMES, {"ids": list(people - {None})})
    return DigestFacts(milestones, read_latest_replies(session, milestones), dict(names.all()))


@dataclass(frozen=True, slots=True)
class SelectedReminders:
    """One person's reminders: those to send, and those not, with the reason."""

    to_send: tuple[Delivery, ...]
    void: tuple[tuple[Delivery, Void], ...]


def select_reminders(facts: DigestFacts, deliveries: Iterable[Delivery]) -> SelectedReminders:
    """One person's reminders that still apply: the latest step of each milestone, or a chase."""
    rows = sorted(deliveries, key=lambda row: (row.step == CHASE, row.fire_at, row.id))
    latest: dict[tuple[int | None, Role | None], Delivery] = {}
    void: list[tuple[Delivery, Void]] = []
    for row in rows:
        milestone = facts.milestones[row.milestone_id or 0]
        if not is_still_true(row, milestone, milestone.id in facts.replies.extensions):
            void.append((row, Void.CHANGED))
            continue
        earlier = latest.get((row.milestone_id, row.role))
        if earlier is not None:
            void.append((earlier, Void.COLLAPSED))
        latest[row.milestone_id, row.role] = row
    return SelectedReminders(tuple(latest.values()), tuple(void))


def is_still_true(delivery: Delivery, milestone: MilestoneSummary, extension_asked: bool) -> bool:
    first = delivery.step.split("_")[0]
    if delivery.due_version != milestone.due_version:
        return False
    if first == "extension":
        return extension_asked and not milestone.status.closed
    return milestone.status in STILL_TRUE.get(first, AT_WORK)


def make_digest(
    office: Office, facts: DigestFacts, to_send: Sequence[Delivery], now: datetime
) -> Digest:
    """One person's digest, most urgent first."""
    today = local_day(now)
    reminders = [_reminder(office, facts, row, today) for row in to_send]
    reminders.sort(key=_by_weight)
    person = facts.names[to_send[0].person_id or 0]
    return Digest(person, today, tuple(reminders))


def _by_weight(reminder: Reminder) -> tuple[int, date, int]:
    item = reminder.item
    return item.weight.place, item.due_on, item.number


def _reminder(office: Office, facts: DigestFacts, row: Delivery, today: date) -> Reminder:
    milestone = facts.milestones[row.milestone_id or 0]
    return Reminder(
        item(office, milestone, facts.replies, today),
        row.step,
        row.role or Role.LEAD,
        row.late,
        absent=facts.names.get(row.absent_id or 0, ""),
        asked_by=facts.names.get(row.asked_by or 0, ""),
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
    """The number of digests each person was sent today; persons without one are left out."""
    midnight = vietnam_to_utc(local_day(now), time())
    sent = session.execute(_DIGESTS, {"ids": list(person_ids), "midnight": midnight})
    return {person_id: count for person_id, count in sent if person_id is not None}
