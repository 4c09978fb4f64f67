"""Select the reminders that are still true when they are sent, and make a person's digest."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import local_day
from scheduler.delivery.items import LatestReplies, item, read_latest_replies
from scheduler.delivery.wording import Digest, DueWish, Reminder
from scheduler.ladder.hours import HOUR_STEPS
from scheduler.ladder.office import Office
from scheduler.ladder.rules import step_kind
from scheduler.ladder.snooze import can_snooze
from storage.bulk import IDS
from storage.database import is_outage
from storage.delivery import Delivery
from storage.milestone import RESULT_EXPECTED
from storage.milestone_summary import MilestoneSummary, read_summaries
from storage.person import Holding, Person
from storage.unit import Post
from storage.words import Role, Status

log = logging.getLogger(__name__)

CHASE = "chase"
"""The step of a reminder sent at a leader's request; it belongs to no ladder."""

OWN = "own"
"""The step of a reminder that its reader asked for; it belongs to no ladder."""

SENT_AT_ONCE = HOUR_STEPS | {"blocked_0", CHASE}
"""Steps that are sent at their moment and do not count towards the digests of a day."""

STATUSES_TO_REMIND: Mapping[str, Collection[Status]] = {
    "accept": frozenset({Status.PENDING}),
    "blocked": frozenset({Status.BLOCKED}),
    "confirm": frozenset({Status.SUBMITTED}),
}
"""By kind of step: the statuses in which it still applies; RESULT_EXPECTED for others.
"""


class VoidReason(StrEnum):
    """Why a reminder is not sent any more."""

    CHANGED = "changed"
    """The milestone's status or due date changed meanwhile."""
    COLLAPSED = "collapsed_by_later"
    """A later step of the same milestone is in the same digest."""


_NAMES = select(Person.id, Person.name).where(Person.id.in_(IDS))
_SEVERAL = (
    select(Holding.person_id)
    .where(Holding.person_id.in_(IDS), Holding.until.is_(None))
    .group_by(Holding.person_id)
    .having(func.count() > 1)
)
_POSTS = select(Post.id, Post.name).where(Post.id.in_(IDS))


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """What the digests of some persons need: milestones and person names by id.

    `posts` are the names of posts, by id, for persons who hold `several`.
    """

    milestones: Mapping[int, MilestoneSummary]
    replies: LatestReplies
    names: Mapping[int, str]
    several: frozenset[int] = frozenset()
    posts: Mapping[int, str] = field(default_factory=dict)

    def post_of(self, row: Delivery) -> str:
        """The post that a reminder is for, if its reader holds several; else ''."""
        return self.posts.get(row.post_id or 0, "") if row.person_id in self.several else ""


def read_digest_facts(session: Session, deliveries: Sequence[Delivery]) -> DigestFacts:
    """Read what the digests of these reminders need, in six queries, or seven."""
    milestones = read_summaries(
        session, {row.milestone_id for row in deliveries if row.milestone_id}
    )
    people = {each for row in deliveries for each in (row.person_id, row.absent_id, row.asked_by)}
    names = session.execute(_NAMES, {"ids": list(people - {None})})
    readers = {row.person_id for row in deliveries}
    several = frozenset(session.scalars(_SEVERAL, {"ids": list(readers - {None})}))
    asked = {row.post_id for row in deliveries if row.person_id in several}
    posts = session.execute(_POSTS, {"ids": list(asked - {None})}).all() if asked else ()
    replies = read_latest_replies(session, milestones)
    return DigestFacts(milestones, replies, dict(names.all()), several, dict(posts))


def read_facts_at_once(session: Session, reminders: Sequence[Delivery]) -> DigestFacts | None:
    """The facts of these reminders; None when reading fails: then each person's are read alone."""
    try:
        return read_digest_facts(session, reminders)
    except Exception as error:
        if is_outage(error):
            raise
        log.exception(
            "the facts of %s reminders cannot be read at once; each person's are read alone",
            len(reminders),
        )
        return None


@dataclass(frozen=True, slots=True)
class SelectedReminders:
    """One person's reminders: those to send, and those not, with the reason."""

    to_send: tuple[Delivery, ...]
    void: tuple[tuple[Delivery, VoidReason], ...]


def select_reminders(facts: DigestFacts, deliveries: Iterable[Delivery]) -> SelectedReminders:
    """One person's reminders that still apply: the latest step of each milestone, or a chase."""
    rows = sorted(deliveries, key=lambda row: (row.step == CHASE, row.fire_at, row.id))
    latest: dict[tuple[int | None, Role | None], Delivery] = {}
    void: list[tuple[Delivery, VoidReason]] = []
    for row in rows:
        milestone = facts.milestones[row.milestone_id or 0]
        if not still_applies(row, milestone, milestone.id in facts.replies.extensions):
            void.append((row, VoidReason.CHANGED))
            continue
        earlier = latest.get((row.milestone_id, row.role))
        if earlier is not None:
            void.append((earlier, VoidReason.COLLAPSED))
        latest[row.milestone_id, row.role] = row
    return SelectedReminders(tuple(latest.values()), tuple(void))


def still_applies(delivery: Delivery, milestone: MilestoneSummary, extension_asked: bool) -> bool:
    kind = step_kind(delivery.step)
    if delivery.due_version != milestone.due_version:
        return False
    if kind == "extension":
        return extension_asked and not milestone.status.closed
    return milestone.status in STATUSES_TO_REMIND.get(kind, RESULT_EXPECTED)


def make_digest(
    office: Office,
    facts: DigestFacts,
    to_send: Sequence[Delivery],
    now: datetime,
    wishes: tuple[DueWish, ...] = (),
) -> Digest:
    """One person's digest, most urgent first; `wishes` are what they asked for in `to_send`."""
    planned = [row for row in to_send if row.own_reminder_id is None]
    reminders = [_reminder(office, facts, row, now) for row in planned]
    reminders.sort(key=_by_weight)
    person = facts.names[to_send[0].person_id or 0]
    led = [each.item.deadline for each in reminders if each.role is Role.LEAD]
    can_wait = bool(wishes) or any(can_snooze(each, now) for each in led)
    return Digest(person, local_day(now), tuple(reminders), wishes, can_wait)


def _by_weight(reminder: Reminder) -> tuple[int, Deadline, int]:
    item = reminder.item
    return item.weight.order, item.deadline, item.number


def _reminder(office: Office, facts: DigestFacts, row: Delivery, now: datetime) -> Reminder:
    milestone = facts.milestones[row.milestone_id or 0]
    return Reminder(
        item(office, milestone, facts.replies, now),
        row.step,
        row.role or Role.LEAD,
        row.late,
        absent=facts.names.get(row.absent_id or 0, ""),
        asked_by=facts.names.get(row.asked_by or 0, ""),
        note=row.note,
        post=facts.post_of(row),
    )
