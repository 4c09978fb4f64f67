"""Reminders that people ask for themselves: asked for, taken back, and which of them still hold.

They belong to the person, not to a post, and are nobody else's to see.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from scheduler.calendar.moments import Turns, turns
from scheduler.calendar.repetition import Repetition, as_json, from_json
from scheduler.calendar.working_time import Calendar, local_day
from scheduler.work.change import ChangeContext, ChangeRefused, MomentPast
from scheduler.work.permissions import Action, allowed
from scheduler.work.undoing import UNDO_WINDOW
from storage.audit import newest_change
from storage.milestone import Milestone, find_milestones, involves_posts
from storage.own_reminder import (
    OwnReminder,
    last_own_number,
    own_reminders_numbered,
    own_reminders_of,
)
from storage.person import holdings_of, substituted_by

NOUN = "own_reminder"
LONGEST_WORDS = 200
"""The maximum length of the words, in characters."""
MOST_REMINDERS = 20
"""The most that one person may have to come."""
FARTHEST = timedelta(days=366)
"""How far ahead the first moment may be."""


class TooManyReminders(ChangeRefused):
    """The person has as many reminders to come as one may have"""


class WordsTooLong(ChangeRefused):
    """The words of a reminder are too long"""


class MomentTooFar(ChangeRefused):
    """The first moment is more than a year ahead"""


@dataclass(frozen=True, slots=True)
class OwnWish:
    """What a person wants to be reminded of: an item, words, or both; first at `first_at` (UTC)."""

    first_at: datetime
    words: str = ""
    milestone_id: int | None = None
    rule: Repetition | None = None


def ask_to_be_reminded(context: ChangeContext, wishes: Sequence[OwnWish]) -> list[OwnReminder]:
    """Store what the actor wants to be reminded of, all of it or nothing.

    Raises WordsTooLong, MomentPast, MomentTooFar or TooManyReminders.
    """
    session, person_id, now = context.session, context.actor.person_id, context.now
    for wish in wishes:
        if len(wish.words) > LONGEST_WORDS:
            raise WordsTooLong
        if wish.first_at <= now:
            raise MomentPast
        if wish.first_at > now + FARTHEST:
            raise MomentTooFar
    if len(still_to_come(session, person_id, now)) + len(wishes) > MOST_REMINDERS:
        raise TooManyReminders
    number = last_own_number(session, person_id)
    rows = [
        OwnReminder(
            person_id=person_id,
            number=place,
            milestone_id=wish.milestone_id,
            words=wish.words,
            first_at=wish.first_at,
            repetition=as_json(wish.rule) if wish.rule else None,
            fired_until=now,
            next_at=wish.first_at,
            asked_at=now,
        )
        for place, wish in enumerate(wishes, number + 1)
    ]
    session.add_all(rows)
    session.flush()
    _audit(context, "ask_reminder", rows)
    return rows


def drop_own_reminders(context: ChangeContext, rows: Sequence[OwnReminder]) -> None:
    """The person takes them back: nothing more of them is said."""
    for row in rows:
        row.dropped_at, row.next_at = context.now, None
    _audit(context, "drop_reminder", rows)


def restore_own_reminders(context: ChangeContext, rows: Sequence[OwnReminder]) -> None:
    """Let reminders come again. Raises MomentPast, and restores none, if one has none to come."""
    coming = [turns_of(row, context.office.calendar, context.now).next_at for row in rows]
    if None in coming:
        raise MomentPast
    for row, next_at in zip(rows, coming, strict=True):
        row.dropped_at, row.next_at = None, next_at
    _audit(context, "restore_reminder", rows)


def last_asked_or_dropped(context: ChangeContext) -> tuple[int, Sequence[OwnReminder]]:
    """What the actor last asked for, took back or restored, within a day; and its id in the audit.

    Empty when that is said already.
    """
    session, person_id = context.session, context.actor.person_id
    change = newest_change(session, NOUN, person_id, context.now - UNDO_WINDOW)
    if change is None:
        return 0, ()
    rows = own_reminders_numbered(session, person_id, change.after["numbers"])
    return change.id, [row for row in rows if row.next_at is not None or row.dropped_at is not None]


def _audit(context: ChangeContext, action: str, rows: Sequence[OwnReminder]) -> None:
    """The words are not kept in the audit, which nobody can make forget."""
    numbers = [row.number for row in rows]
    context.audit(action, NOUN, rows[0].id, {}, {"numbers": numbers})


def turns_of(row: OwnReminder, calendar: Calendar, now: datetime) -> Turns:
    """The moment of a reminder that has come and is not said yet, and the next one."""
    rule = from_json(row.repetition) if row.repetition else None
    return turns(row.first_at, rule, calendar, row.fired_until, now)


def still_to_come(session: Session, person_id: int, now: datetime) -> list[OwnReminder]:
    """A person's reminders to come that still hold, the next one first."""
    rows = own_reminders_of(session, person_id)
    held = still_held(session, rows, now)
    return [row for row in rows if row.id in held]


def still_held(session: Session, rows: Sequence[OwnReminder], now: datetime) -> frozenset[int]:
    """The ids of those reminders that hold: not taken back, and of a person with a post.

    One of an item holds while the item is open and the person may see it.
    """
    by_person: dict[int, list[OwnReminder]] = defaultdict(list)
    for row in rows:
        if row.dropped_at is None:
            by_person[row.person_id].append(row)
    return frozenset(
        row.id for person, own in by_person.items() for row in _held(session, person, own, now)
    )


def _held(
    session: Session, person_id: int, rows: Sequence[OwnReminder], now: datetime
) -> list[OwnReminder]:
    away = substituted_by(session, person_id, local_day(now))
    held = [each for person in (person_id, *away) for each in holdings_of(session, person)]
    if not held:
        return []
    open_ids = _open_and_seen(
        session,
        {row.milestone_id for row in rows if row.milestone_id is not None},
        [each.post_id for each in held],
        allowed([each.post.rank for each in held], Action.SEE_ALL),
    )
    return [row for row in rows if row.milestone_id is None or row.milestone_id in open_ids]


def _open_and_seen(
    session: Session, milestone_ids: Collection[int], post_ids: Collection[int], sees_all: bool
) -> frozenset[int]:
    if not milestone_ids:
        return frozenset()
    seen = [] if sees_all else [involves_posts(post_ids)]
    found = find_milestones(session, Milestone.id.in_(milestone_ids), *seen)
    return frozenset(row.id for row in found if not row.status.closed)
