"""Reminding at once, at the wish of whoever decides: once a day a person, in working time."""

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
from storage.audit import Audit
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.person import Person
from storage.unit import Post
from storage.words import DeliveryKind, Role, State, Status

LONGEST_NOTE = 300
"""Letters of the sentence that may be added."""


class Left(StrEnum):
    """Why somebody is not reminded at once."""

    TODAY = "today"
    """They were already, on the day the message would go."""
    NOBODY = "nobody"
    """Nobody who holds the post can be reached."""
    SELF = "self"
    """They are the one who asks for it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One who is reminded, or is not and why: of which milestones, by number."""

    name: str
    numbers: tuple[int, ...]
    left: Left | None = None


@dataclass(frozen=True, slots=True)
class Chased:
    """What came of it. `goes_at` (UTC) is when the first message goes; None when none does.

    `silent` are the confidential milestones that go without the sentence that was added.
    """

    heard: tuple[Heard, ...]
    goes_at: datetime | None
    silent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wish:
    """One milestone for one recipient, and when the message would go (UTC)."""

    milestone: Milestone
    recipient: Recipient
    at: datetime


def chase(context: ChangeContext, milestones: Iterable[Milestone], note: str = "") -> Chased:
    """Put a reminder of each milestone into the outbox for whoever leads it, with a sentence.

    Raises NotAllowed, and AlreadyClosed or AlreadySubmitted where nothing is expected any more.
    """
    rows = list(milestones)
    for row in rows:
        check_chase_allowed(context, row)
    wishes = list(_wishes(context, rows))
    days = {local_day(wish.at) for wish in wishes}
    already = {(day, person) for day in days for person in _chased_on(context.session, day)}
    found: dict[tuple[str, Left | None], list[int]] = {}
    goes: list[datetime] = []
    for wish in wishes:
        left = _left(context, wish, already)
        name = _name(context.session, wish.recipient)
        found.setdefault((name, left), []).append(wish.milestone.number)
        if left is None:
            _send(context, wish, note)
            goes.append(wish.at)
    heard = tuple(Heard(name, tuple(numbers), left) for (name, left), numbers in found.items())
    silent = tuple(row.number for row in rows if row.task.confidential) if note else ()
    return Chased(heard, min(goes, default=None), silent)


def check_chase_allowed(context: ChangeContext, milestone: Milestone) -> None:
    """Raise what would refuse to have somebody reminded of this milestone."""
    if not allowed(context.actor.ranks, Action.CHASE) or context.actor.proxy_id is not None:
        raise NotAllowed
    if milestone.status.closed:
        raise AlreadyClosed
    if milestone.status is Status.SUBMITTED:
        raise AlreadySubmitted


def _wishes(context: ChangeContext, rows: Iterable[Milestone]) -> Iterator[_Wish]:
    on_day = cache(partial(read_directory, context.session))
    for row in rows:
        at = next_working_time(context.now, context.office.calendar, row.task.on_duty)
        for recipient in on_day(local_day(at)).for_post(row.task.lead_post_id):
            yield _Wish(row, recipient, at)


def _chased_on(session: Session, day: date) -> set[int | None]:
    """Who was, or will be, reminded at once on a day."""
    begins = vietnam_to_utc(day, time())
    found = select(Delivery.person_id).where(
        Delivery.step == CHASE,
        Delivery.fire_at >= begins,
        Delivery.fire_at < begins + ONE_DAY,
        Delivery.state.in_((State.PENDING, State.SENT)),
    )
    return set(session.scalars(found))


def _left(
    context: ChangeContext, wish: _Wish, already: set[tuple[date, int | None]]
) -> Left | None:
    person_id = wish.recipient.person_id
    if person_id is None:
        return Left.NOBODY
    if person_id == context.actor.person_id:
        return Left.SELF
    return Left.TODAY if (local_day(wish.at), person_id) in already else None


def _name(session: Session, recipient: Recipient) -> str:
    """The person; the post where nobody can be reached."""
    if recipient.person_id is not None:
        return session.get_one(Person, recipient.person_id).name
    return session.get_one(Post, recipient.post_id).name


def _send(context: ChangeContext, wish: _Wish, note: str) -> None:
    row, recipient = wish.milestone, wish.recipient
    said = "" if row.task.confidential else note
    context.session.add(
        Delivery(
            sort=DeliveryKind.REMINDER,
            milestone_id=row.id,
            step=CHASE,
            role=Role.LEAD,
            due_version=row.due_version,
            fire_at=wish.at,
            not_before=wish.at,
            post_id=recipient.post_id,
            person_id=recipient.person_id,
            absent_id=recipient.absent_id,
            note=said,
            asked_by=context.actor.person_id,
            state=State.PENDING,
        )
    )
    context.session.add(
        Audit(
            at=context.now,
            person_id=context.actor.person_id,
            channel=context.actor.channel,
            action=CHASE,
            noun=CHASE,
            noun_id=row.id,
            before={},
            after={"person": recipient.person_id} | ({"note": said} if said else {}),
        )
    )
