"""Chase: remind somebody at once at a leader's request, at most once a day, in working time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache, partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import ONE_DAY, local_day, next_working_time, vietnam_to_utc
from scheduler.delivery.digest import CHASE
from scheduler.ladder.recipients import Recipient, read_directory
from scheduler.work.change import AlreadyClosed, AlreadySubmitted, ChangeContext, NotAllowed
from scheduler.work.permissions import Action, allowed
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.person import Person
from storage.unit import Post
from storage.words import DeliveryKind, Role, State, Status

LONGEST_NOTE = 300
"""The maximum length of the added sentence, in characters."""


class NotChasedReason(StrEnum):
    """Why a person is not reminded."""

    CHASED_ALREADY = "today"
    """They are already chased on the day the message would be sent."""
    NOBODY = "nobody"
    """No linked person holds the post."""
    SELF = "self"
    """They made the request themselves."""


@dataclass(frozen=True, slots=True)
class ChasedPerson:
    """A person, or a vacant post, with milestones; `why_not`: why they are not reminded."""

    name: str
    numbers: tuple[int, ...]
    why_not: NotChasedReason | None = None


@dataclass(frozen=True, slots=True)
class ChaseResult:
    """The result of a chase. `first_sent_at` (UTC) is when the first message is sent; None if none
    is.

    `without_note` are the confidential milestones whose reminder goes without the added sentence.
    """

    people: tuple[ChasedPerson, ...]
    first_sent_at: datetime | None
    without_note: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Chase:
    """One milestone for one recipient, and when its message is sent (UTC)."""

    milestone: Milestone
    recipient: Recipient
    at: datetime


def chase(context: ChangeContext, milestones: Iterable[Milestone], note: str = "") -> ChaseResult:
    """Put a reminder of each milestone, with the note, into the outbox for its lead.

    Raises NotAllowed, AlreadyClosed or AlreadySubmitted, and then adds nothing.
    """
    rows = list(milestones)
    for row in rows:
        check_chase_allowed(context, row)
    chases = list(_chases(context, rows))
    days = {local_day(one.at) for one in chases}
    already = {(day, person) for day in days for person in _chased_on(context.session, day)}
    found: dict[tuple[str, NotChasedReason | None], list[int]] = {}
    goes: list[datetime] = []
    for one in chases:
        why_not = _why_not(context, one, already)
        name = _name(context.session, one.recipient)
        found.setdefault((name, why_not), []).append(one.milestone.number)
        if why_not is None:
            _send(context, one, note)
            goes.append(one.at)
    people = tuple(
        ChasedPerson(name, tuple(numbers), why_not) for (name, why_not), numbers in found.items()
    )
    without_note = tuple(row.number for row in rows if row.task.confidential) if note else ()
    return ChaseResult(people, min(goes, default=None), without_note)


def check_chase_allowed(context: ChangeContext, milestone: Milestone) -> None:
    """Raise the ChangeRefused that forbids chasing this milestone."""
    if not allowed(context.actor.ranks, Action.CHASE) or context.actor.proxy_id is not None:
        raise NotAllowed
    if milestone.status.closed:
        raise AlreadyClosed
    if milestone.status is Status.SUBMITTED:
        raise AlreadySubmitted


def _chases(context: ChangeContext, rows: Iterable[Milestone]) -> Iterator[_Chase]:
    on_day = cache(partial(read_directory, context.session))
    for row in rows:
        at = next_working_time(context.now, context.office.calendar, row.task.on_duty)
        for recipient in on_day(local_day(at)).recipients_of_post(row.lead_post_id):
            yield _Chase(row, recipient, at)


def _chased_on(session: Session, day: date) -> set[int | None]:
    """The ids of the persons who were, or will be, chased on a day."""
    begins = vietnam_to_utc(day, time())
    found = select(Delivery.person_id).where(
        Delivery.step == CHASE,
        Delivery.fire_at >= begins,
        Delivery.fire_at < begins + ONE_DAY,
        Delivery.state.in_((State.PENDING, State.SENT)),
    )
    return set(session.scalars(found))


def _why_not(
    context: ChangeContext, one: _Chase, already: set[tuple[date, int | None]]
) -> NotChasedReason | None:
    person_id = one.recipient.person_id
    if person_id is None:
        return NotChasedReason.NOBODY
    if person_id == context.actor.person_id:
        return NotChasedReason.SELF
    return NotChasedReason.CHASED_ALREADY if (local_day(one.at), person_id) in already else None


def _name(session: Session, recipient: Recipient) -> str:
    """The person's name; the post's when no linked person holds it."""
    if recipient.person_id is not None:
        return session.get_one(Person, recipient.person_id).name
    return session.get_one(Post, recipient.post_id).name


def _send(context: ChangeContext, one: _Chase, note: str) -> None:
    row, recipient = one.milestone, one.recipient
    sent_note = "" if row.task.confidential else note
    context.session.add(
        Delivery(
            sort=DeliveryKind.REMINDER,
            milestone_id=row.id,
            step=CHASE,
            role=Role.LEAD,
            due_version=row.due_version,
            revision=row.revision,
            fire_at=one.at,
            not_before=one.at,
            post_id=recipient.post_id,
            person_id=recipient.person_id,
            absent_id=recipient.absent_id,
            note=sent_note,
            asked_by=context.actor.person_id,
            state=State.PENDING,
        )
    )
    after = {"person": recipient.person_id} | ({"note": sent_note} if sent_note else {})
    context.audit(CHASE, CHASE, row.id, {}, after)
