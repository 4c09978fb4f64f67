"""Who does the work: absences, a post that passes to somebody else, work that passes to a post.

Like `lifecycle`, each function checks the right, writes the audit, and stays in the caller's
transaction. A post owns its work, so that nothing of the work itself changes with its holder.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day
from scheduler.ladder.firing import INSTANT, fire_if_due
from scheduler.work.lifecycle import check
from scheduler.work.occasion import (
    AlsoAway,
    BackwardDays,
    NotAllowed,
    Occasion,
    PastDays,
    SamePerson,
    SamePost,
)
from scheduler.work.permissions import Action, allowed
from scheduler.work.record import record, state_of
from storage.audit import Audit
from storage.delivery import Delivery
from storage.milestone import Milestone, find, is_open
from storage.person import (
    Absence,
    Holding,
    Person,
    absences_from,
    addresses,
    holdings,
    substitutes_on,
)
from storage.task import Support
from storage.unit import Post
from storage.words import DeliveryKind, Role, State, Status

FAR_AHEAD = timedelta(days=270)
UNSENT = (State.PENDING, State.WAITING)


def announce_absence(
    occasion: Occasion, person: Person, substitute: Person, since: date, until: date
) -> Absence:
    """Somebody is away from one day to another, both included, and another hears in their stead."""
    _for_oneself_or_others(occasion, person.id)
    today = local_day(occasion.now)
    if person.id == substitute.id:
        raise SamePerson
    if not timedelta() <= until - since <= FAR_AHEAD:
        raise BackwardDays
    if until < today or since > today + FAR_AHEAD:
        raise PastDays
    for other in absences_from(occasion.session, since):
        if other.person_id == substitute.id and other.since <= until:
            raise AlsoAway
    absence = Absence(person_id=person.id, substitute_id=substitute.id, since=since, until=until)
    occasion.session.add(absence)
    occasion.session.flush()
    _hear_anew(occasion)
    days = {"since": since.isoformat(), "until": until.isoformat()}
    _audit(occasion, "absence", "person", person.id, {}, {**days, "substitute": substitute.id})
    return absence


def end_absence(occasion: Occasion, absence: Absence) -> None:
    """Somebody is back: from today on they hear for themselves."""
    _for_oneself_or_others(occasion, absence.person_id)
    yesterday = local_day(occasion.now) - timedelta(days=1)
    before = {"since": absence.since.isoformat(), "until": absence.until.isoformat()}
    if absence.since > yesterday:
        occasion.session.delete(absence)
        after = {}
    else:
        absence.until = yesterday
        after = {"until": yesterday.isoformat()}
    occasion.session.flush()
    _hear_anew(occasion)
    _audit(occasion, "end_absence", "person", absence.person_id, before, after)


def transfer(occasion: Occasion, post: Post, person: Person) -> list[int]:
    """Another person takes a post over, with all its open work; returns who held it until now."""
    if not allowed(occasion.actor.ranks, Action.REASSIGN):
        raise NotAllowed
    session, held = occasion.session, holdings(occasion.session, [post.id])
    before = [row.person_id for row in held]
    if before == [person.id]:
        raise SamePerson
    for row in held:
        row.until = occasion.now
    session.add(Holding(post_id=post.id, person_id=person.id, since=occasion.now))
    session.flush()
    follow(session, post, person)
    _audit(occasion, "transfer", "post", post.id, {"persons": before}, {"persons": [person.id]})
    return [each for each in before if each != person.id]


def reassign(occasion: Occasion, milestone: Milestone, post: Post) -> Post:
    """Another post leads the milestone's whole task, as if it were new; returns the former lead.

    What is handed in and waits for a decision stays so.
    """
    if not allowed(occasion.actor.ranks, Action.REASSIGN):
        raise NotAllowed
    check(occasion, milestone, decides=True)
    task, former = milestone.task, milestone.task.lead
    if former.id == post.id:
        raise SamePost
    session = occasion.session
    rows = find(session, is_open(), Milestone.task_id == task.id)
    for row in rows:
        fire_if_due(session, occasion.office, row, occasion.now)
    session.flush()
    _let_die(occasion, rows)
    session.execute(delete(Support).where(Support.task_id == task.id, Support.post_id == post.id))
    task.lead_post_id = post.id
    session.flush()
    session.refresh(task, ["lead", "supports"])
    for row in rows:
        if row.status is not Status.SUBMITTED:
            _hand_over(occasion, row)
    _audit(occasion, "reassign", "task", task.id, {"lead": former.id}, {"lead": post.id})
    return former


def open_work(occasion: Occasion, post: Post) -> Sequence[Milestone]:
    """The open milestones a post leads, most urgent first."""
    return find(occasion.session, is_open(), Milestone.task.has(lead_post_id=post.id))


def _hand_over(occasion: Occasion, row: Milestone) -> None:
    before = state_of(row)
    row.status = Status.PENDING
    row.handed_over_at = occasion.now
    row.fired_until = occasion.now - INSTANT
    row.accepted_at = row.blocked_at = row.returned_at = row.snoozed_until = None
    record(occasion, row, "hand_over", before)


def _let_die(occasion: Occasion, rows: Sequence[Milestone]) -> None:
    """What was still to be said to the former lead is not true any more."""
    unsent = select(Delivery).where(
        Delivery.milestone_id.in_([row.id for row in rows]),
        Delivery.role == Role.LEAD,
        Delivery.state.in_(UNSENT),
    )
    for delivery in occasion.session.scalars(unsent):
        delivery.state, delivery.reason = State.VOID, "changed"


def follow(session: Session, post: Post, person: Person) -> None:
    """What was still to be said to a post is said to whoever holds it now."""
    linked = bool(addresses(session, [person.id]))
    unsent = select(Delivery).where(
        Delivery.post_id == post.id,
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.state.in_(UNSENT),
    )
    for delivery in session.scalars(unsent):
        delivery.person_id = person.id if linked else None
        delivery.absent_id = None
        delivery.state = State.PENDING if linked else State.WAITING


def _hear_anew(occasion: Occasion) -> None:
    """What was still to be said goes to whoever hears it on its day, now that absences changed."""
    session, on_day = occasion.session, cache(partial(substitutes_on, occasion.session))
    unsent = select(Delivery).where(
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.state.in_(UNSENT),
        Delivery.lease_until.is_(None),
    )
    for delivery in session.scalars(unsent):
        meant = delivery.absent_id or delivery.person_id
        said_on = local_day(max(delivery.not_before, occasion.now))
        hearer = on_day(said_on).get(meant, meant) if meant else None
        if hearer is not None and hearer != delivery.person_id:
            linked = bool(addresses(session, [hearer]))
            delivery.person_id = hearer if linked else None
            delivery.absent_id = meant if hearer != meant else None
            delivery.state = State.PENDING if linked else State.WAITING


def _for_oneself_or_others(occasion: Occasion, person_id: int) -> None:
    own = person_id == occasion.actor.person_id
    if not own and not allowed(occasion.actor.ranks, Action.REASSIGN):
        raise NotAllowed


def _audit(
    occasion: Occasion,
    action: str,
    noun: str,
    noun_id: int,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    occasion.session.add(
        Audit(
            at=occasion.now,
            person_id=occasion.actor.person_id,
            proxy_id=occasion.actor.proxy_id,
            channel=occasion.actor.channel,
            action=action,
            noun=noun,
            noun_id=noun_id,
            before=dict(before),
            after=dict(after),
        )
    )
