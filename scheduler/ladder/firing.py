"""Turn the due steps of milestones into deliveries, and set when each milestone is due next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from scheduler.calendar.working_time import local_day, next_working_time
from scheduler.ladder.facts import read_facts
from scheduler.ladder.ladder import DueStep, Facts, fire
from scheduler.ladder.office import Office
from scheduler.ladder.recipients import PostDirectory, Recipient, read_directory
from storage.bulk import insert_rows, update_rows
from storage.delivery import Delivery
from storage.milestone import Milestone, MilestoneForLadder
from storage.words import DeliveryKind, State

INSTANT = timedelta(microseconds=1)
"""The smallest difference between two moments that a database keeps."""
CLOCK_TOLERANCE = timedelta(milliseconds=1)
"""A step at most this long after `now` is due: `moment_of_change` may lie after a clock that stands
still.
"""
LATE_AFTER = timedelta(minutes=30)
"""A delivery made this long after its step's time says that it is late."""


def fire_milestones(
    session: Session,
    office: Office,
    milestones: Iterable[Milestone | MilestoneForLadder],
    now: datetime,
) -> int:
    """Put the due steps of these milestones into the outbox; returns the number of deliveries.

    Of missed steps only the latest for each role is sent. The session belongs to the commune.
    """
    rows = list(milestones)
    if not rows:
        return 0
    facts = read_facts(session, rows)
    people = read_directory(session, local_day(now), rows)
    made: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    for row in rows:
        rules = office.rules_for(row.task.ladder)
        firing = fire(facts[row.id], rules, office.calendar, row.fired_until, now + CLOCK_TOLERANCE)
        fired_until = max(now, *(step.at for step in firing.due), row.fired_until)
        updates.append({"id": row.id, "fired_until": fired_until, "next_fire_at": firing.next_at})
        for due_step in firing.due:
            made += _deliveries(office, people, row, due_step, now)
    update_rows(session, Milestone, updates)
    for row, new in zip(rows, updates, strict=True):
        if isinstance(row, MilestoneForLadder):
            continue
        set_committed_value(row, "fired_until", new["fired_until"])
        set_committed_value(row, "next_fire_at", new["next_fire_at"])
    insert_rows(session, Delivery, made)
    return len(made)


def fire_if_due(session: Session, office: Office, milestone: Milestone, now: datetime) -> None:
    """Fire the steps that are already due; called before a milestone changes, so that they are
    judged by its present state.
    """
    if milestone.next_fire_at is not None and milestone.next_fire_at <= now:
        fire_milestones(session, office, [milestone], now)


def moment_of_change(milestone: Milestone, now: datetime) -> datetime:
    """The moment (UTC) to store for a change from which steps are counted: `now`, or just after the
    last fired step if that is later. So its steps are fired even on a clock that stands still, and
    no earlier step is fired again.
    """
    return max(now, milestone.fired_until + INSTANT)


def reschedule(
    session: Session, office: Office, milestones: Sequence[Milestone], now: datetime
) -> None:
    """After a change, set when these milestones are due next; steps before `now` are not fired."""
    facts = read_facts(session, milestones)
    for row in milestones:
        row.fired_until = max(row.fired_until, now - INSTANT)
        next_at = next_fire_time(office, row.task.ladder, facts[row.id], row.fired_until)
        row.next_fire_at = now if next_at and now < next_at <= now + CLOCK_TOLERANCE else next_at


def next_fire_time(
    office: Office, ladder: Mapping[str, Any], facts: Facts, after: datetime
) -> datetime | None:
    """When a milestone with these facts is due next after a moment (UTC); None if never."""
    return fire(facts, office.rules_for(ladder), office.calendar, after, after).next_at


def _deliveries(
    office: Office,
    people: PostDirectory,
    row: Milestone | MilestoneForLadder,
    due_step: DueStep,
    now: datetime,
) -> list[dict[str, Any]]:
    recipients = people.recipients(row, due_step.step, due_step.role, office.lead_confirms)
    return [_delivery(office, row, due_step, recipient, now) for recipient in recipients]


def _delivery(
    office: Office,
    row: Milestone | MilestoneForLadder,
    due_step: DueStep,
    recipient: Recipient,
    now: datetime,
) -> dict[str, Any]:
    linked = recipient.person_id is not None
    return {
        "sort": DeliveryKind.REMINDER,
        "milestone_id": row.id,
        "step": due_step.step,
        "role": due_step.role,
        "due_version": row.due_version,
        "revision": row.revision,
        "fire_at": due_step.at,
        "late": now - due_step.at > LATE_AFTER,
        "post_id": recipient.post_id,
        "person_id": recipient.person_id,
        "absent_id": recipient.absent_id,
        "state": State.PENDING if linked else State.WAITING,
        "not_before": next_working_time(now, office.calendar, row.task.on_duty),
        "attempts": 0,
        "unknown": False,
        "reason": "",
    }
