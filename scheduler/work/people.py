"""Absences, transfers of posts to other persons, and of tasks to other posts.

Like in `lifecycle`, each function checks the right, writes the audit and stays in the caller's
transaction. Work belongs to a post, so a new holder changes nothing of the work.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, partial

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day
from scheduler.ladder.firing import fire_if_due, moment_of_change
from scheduler.work.change import (
    AbsenceNotNear,
    AbsenceTooLongOrBackward,
    ChangeContext,
    NotAllowed,
    SamePerson,
    SamePost,
    SubstituteAway,
)
from scheduler.work.lifecycle import check_allowed
from scheduler.work.permissions import Action, allowed
from scheduler.work.record import audited_state, record_change
from storage.delivery import Delivery
from storage.milestone import Milestone, find_milestones, is_led_by, is_open
from storage.person import (
    Absence,
    Holding,
    Person,
    absences_from,
    addresses,
    present_holdings,
    substitutes_on,
)
from storage.task import Support
from storage.unit import Post
from storage.words import DeliveryKind, Role, State, Status

FAR_AHEAD = timedelta(days=270)
"""The longest absence, and how far ahead one may begin."""
UNSENT_STATES = (State.PENDING, State.WAITING)


def announce_absence(
    context: ChangeContext, person: Person, substitute: Person, since: date, until: date
) -> Absence:
    """Record an absence, both days included; the substitute gets the person's reminders."""
    _check_may_announce(context, person.id)
    today = local_day(context.now)
    if person.id == substitute.id:
        raise SamePerson
    if not timedelta() <= until - since <= FAR_AHEAD:
        raise AbsenceTooLongOrBackward
    if until < today or since > today + FAR_AHEAD:
        raise AbsenceNotNear
    for other in absences_from(context.session, since):
        if other.person_id == substitute.id and other.since <= until:
            raise SubstituteAway
    absence = Absence(person_id=person.id, substitute_id=substitute.id, since=since, until=until)
    context.session.add(absence)
    context.session.flush()
    _readdress_unsent(context)
    days = {"since": since.isoformat(), "until": until.isoformat()}
    context.audit("absence", "person", person.id, {}, {**days, "substitute": substitute.id})
    return absence


def end_absence(context: ChangeContext, absence: Absence) -> None:
    """End an absence: from today the person gets their own reminders."""
    _check_may_announce(context, absence.person_id)
    yesterday = local_day(context.now) - timedelta(days=1)
    before = {"since": absence.since.isoformat(), "until": absence.until.isoformat()}
    if absence.since > yesterday:
        context.session.delete(absence)
        after = {}
    else:
        absence.until = yesterday
        after = {"until": yesterday.isoformat()}
    context.session.flush()
    _readdress_unsent(context)
    context.audit("end_absence", "person", absence.person_id, before, after)


def transfer_post(context: ChangeContext, post: Post, person: Person) -> list[int]:
    """Give a post, with its open work, to another person; returns the former holders' ids."""
    if not allowed(context.actor.ranks, Action.REASSIGN):
        raise NotAllowed
    session, held = context.session, present_holdings(context.session, [post.id])
    before = [row.person_id for row in held]
    if before == [person.id]:
        raise SamePerson
    for row in held:
        row.until = context.now
    session.add(Holding(post_id=post.id, person_id=person.id, since=context.now))
    session.flush()
    readdress_to_holder(session, post, person)
    context.audit("transfer", "post", post.id, {"persons": before}, {"persons": [person.id]})
    return [each for each in before if each != person.id]


def reassign_task(context: ChangeContext, milestone: Milestone, post: Post) -> Sequence[Post]:
    """Make another post lead the milestone's whole task, as if new; returns the former leads.

    Its open phases have no lead of their own afterwards. What is handed in and waits for a decision
    stays so.
    """
    check_reassigning(context, milestone)
    session, task = context.session, milestone.task
    rows = find_milestones(session, is_open(), Milestone.task_id == task.id)
    former = {row.lead_post_id: row.lead for row in (milestone, *rows)} | {task.lead.id: task.lead}
    former.pop(post.id, None)
    if not former:
        raise SamePost
    taken = [row for row in rows if row.lead_post_id != post.id]
    _prepare_taking(context, taken)
    session.execute(delete(Support).where(Support.task_id == task.id, Support.post_id == post.id))
    before, task.lead_post_id = task.lead_post_id, post.id
    for row in rows:
        row.own_lead_post_id = None
    session.flush()
    session.refresh(task, ["lead", "supports"])
    _take(context, taken)
    context.audit("reassign", "task", task.id, {"lead": before}, {"lead": post.id})
    return list(former.values())


def reassign_milestone(context: ChangeContext, milestone: Milestone, post: Post) -> Post:
    """Make another post lead this milestone alone, as if new; returns the former lead."""
    check_reassigning(context, milestone)
    session, task, former = context.session, milestone.task, milestone.lead
    if former.id == post.id:
        raise SamePost
    _prepare_taking(context, [milestone])
    milestone.own_lead_post_id = post.id if post.id != task.lead_post_id else None
    session.flush()
    session.refresh(milestone, ["own_lead"])
    _take(context, [milestone])
    phase = {"phase": milestone.number}
    after = {"lead": post.id, **phase}
    context.audit("reassign", "task", task.id, {"lead": former.id, **phase}, after)
    return former


def check_reassigning(context: ChangeContext, milestone: Milestone) -> None:
    """Raise ChangeRefused if the actor may not give this to another post now."""
    if not allowed(context.actor.ranks, Action.REASSIGN):
        raise NotAllowed
    check_allowed(context, milestone, decides=True)


def _prepare_taking(context: ChangeContext, rows: Sequence[Milestone]) -> None:
    """Fire what is due until now, and void what the former leads did not get yet."""
    for row in rows:
        fire_if_due(context.session, context.office, row, context.now)
    context.session.flush()
    _void_unsent(context, rows)


def _take(context: ChangeContext, rows: Sequence[Milestone]) -> None:
    for row in rows:
        if row.status is not Status.SUBMITTED:
            _hand_over(context, row)


def open_work(context: ChangeContext, post: Post) -> Sequence[Milestone]:
    """The open milestones that a post leads, most urgent first."""
    return find_milestones(context.session, is_open(), is_led_by([post.id]))


def _hand_over(context: ChangeContext, row: Milestone) -> None:
    before = audited_state(row)
    row.status = Status.PENDING
    row.handed_over_at = moment_of_change(row, context.now)
    row.accepted_at = row.blocked_at = row.returned_at = row.snoozed_until = None
    record_change(context, row, "hand_over", before)


def _void_unsent(context: ChangeContext, rows: Sequence[Milestone]) -> None:
    """Void the unsent reminders of the former lead."""
    unsent = select(Delivery).where(
        Delivery.milestone_id.in_([row.id for row in rows]),
        Delivery.role == Role.LEAD,
        Delivery.state.in_(UNSENT_STATES),
    )
    for delivery in context.session.scalars(unsent):
        delivery.state, delivery.reason = State.VOID, "changed"


def readdress_to_holder(session: Session, post: Post, person: Person) -> None:
    """Readdress a post's unsent reminders to the person who holds it now."""
    linked = bool(addresses(session, [person.id]))
    unsent = select(Delivery).where(
        Delivery.post_id == post.id,
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.state.in_(UNSENT_STATES),
    )
    for delivery in session.scalars(unsent):
        delivery.person_id = person.id if linked else None
        delivery.absent_id = None
        delivery.state = State.PENDING if linked else State.WAITING


def _readdress_unsent(context: ChangeContext) -> None:
    """Readdress unsent reminders to the holder or substitute of their day."""
    session, on_day = context.session, cache(partial(substitutes_on, context.session))
    unsent = select(Delivery).where(
        Delivery.sort == DeliveryKind.REMINDER,
        Delivery.own_reminder_id.is_(None),
        Delivery.state.in_(UNSENT_STATES),
        Delivery.lease_until.is_(None),
    )
    for delivery in session.scalars(unsent):
        meant = delivery.absent_id or delivery.person_id
        said_on = local_day(max(delivery.not_before, context.now))
        reader = on_day(said_on).get(meant, meant) if meant else None
        if reader is not None and reader != delivery.person_id:
            linked = bool(addresses(session, [reader]))
            delivery.person_id = reader if linked else None
            delivery.absent_id = meant if reader != meant else None
            delivery.state = State.PENDING if linked else State.WAITING


def _check_may_announce(context: ChangeContext, person_id: int) -> None:
    own = person_id == context.actor.person_id
    if not own and not allowed(context.actor.ranks, Action.REASSIGN):
        raise NotAllowed
