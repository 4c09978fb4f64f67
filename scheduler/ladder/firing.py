"""Carrying out the ladder of milestones: which deliveries it makes, and when it is due again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from scheduler.calendar.working_time import local_day, opening
from scheduler.ladder.facts import read_facts
from scheduler.ladder.ladder import DueStep, Facts, fire
from scheduler.ladder.office import Office
from scheduler.ladder.recipients import Directory, Recipient, directory
from storage.delivery import Delivery
from storage.many import change, put
from storage.milestone import Milestone, OnLadder
from storage.words import DeliveryKind, State

INSTANT = timedelta(microseconds=1)
LATE_AFTER = timedelta(minutes=30)


def fire_milestones(
    session: Session, office: Office, milestones: Iterable[Milestone | OnLadder], now: datetime
) -> int:
    """Put what has come due of these milestones into the outbox; returns how many deliveries.

    Missed steps collapse into the latest for each role. The session belongs to the commune.
    """
    rows = list(milestones)
    if not rows:
        return 0
    facts = read_facts(session, rows)
    people = directory(session, local_day(now), rows)
    made: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for row in rows:
        rules = office.rules_for(row.task.ladder)
        firing = fire(facts[row.id], rules, office.calendar, row.fired_until, now)
        moved.append({"id": row.id, "fired_until": now, "next_fire_at": firing.next_at})
        for moment in firing.due:
            made += _deliveries(office, people, row, moment, now)
    change(session, Milestone, moved)
    for row, new in zip(rows, moved, strict=True):
        if isinstance(row, OnLadder):
            continue
        set_committed_value(row, "fired_until", now)
        set_committed_value(row, "next_fire_at", new["next_fire_at"])
    put(session, Delivery, made)
    return len(made)


def settle(session: Session, office: Office, milestone: Milestone, now: datetime) -> None:
    """Before a milestone changes, carry out what had come due under what was true until now."""
    if milestone.next_fire_at is not None and milestone.next_fire_at <= now:
        fire_milestones(session, office, [milestone], now)


def reschedule(
    session: Session, office: Office, milestones: Sequence[Milestone], now: datetime
) -> None:
    """After a change, find anew when these milestones are due next; what lies before is past."""
    facts = read_facts(session, milestones)
    for row in milestones:
        row.fired_until = max(row.fired_until, now - INSTANT)
        row.next_fire_at = next_moment(office, row.task.ladder, facts[row.id], row.fired_until)


def next_moment(
    office: Office, ladder: Mapping[str, Any], facts: Facts, after: datetime
) -> datetime | None:
    """When a milestone with these facts is due next after a moment (UTC); never, once closed."""
    return fire(facts, office.rules_for(ladder), office.calendar, after, after).next_at


def _deliveries(
    office: Office, people: Directory, row: Milestone | OnLadder, moment: DueStep, now: datetime
) -> list[dict[str, Any]]:
    heard = people.recipients(row, moment.role)
    return [_delivery(office, row, moment, recipient, now) for recipient in heard]


def _delivery(
    office: Office, row: Milestone | OnLadder, moment: DueStep, recipient: Recipient, now: datetime
) -> dict[str, Any]:
    linked = recipient.person_id is not None
    return {
        "sort": DeliveryKind.REMINDER,
        "milestone_id": row.id,
        "step": moment.step,
        "role": moment.role,
        "due_version": row.due_version,
        "fire_at": moment.at,
        "late": now - moment.at > LATE_AFTER,
        "post_id": recipient.post_id,
        "person_id": recipient.person_id,
        "absent_id": recipient.absent_id,
        "state": State.PENDING if linked else State.WAITING,
        "not_before": opening(now, office.calendar, row.task.on_duty),
        "attempts": 0,
        "unknown": False,
        "reason": "",
    }
