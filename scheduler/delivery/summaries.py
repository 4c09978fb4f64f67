"""The secretary's summary on each working day, and the leaders' summary each Friday."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.day_rule import KnownDay
from scheduler.calendar.deadline import Deadline
from scheduler.calendar.tet import Tet, next_estimated_tet
from scheduler.calendar.working_time import (
    LEADER_SUMMARY,
    ONE_DAY,
    SUMMARY_TIME,
    Calendar,
    local_day,
    vietnam_to_utc,
)
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.items import items
from scheduler.delivery.monthly_quota import deliveries_held_by_quota
from scheduler.delivery.summary_groups import summary_groups
from scheduler.delivery.unread import unread_people
from scheduler.delivery.usual_days import must_be_asked, usual_days
from scheduler.delivery.wording import Item, LeadersSummary, SecretarySummary, Wording
from scheduler.ladder.office import Office
from scheduler.ladder.recipients import read_directory
from scheduler.work.counting import counts_by, sector_of
from scheduler.work.read_counted import counted_milestones, is_unaccepted, overdue_by
from storage.commune import Commune, calendar_days
from storage.delivery import Delivery
from storage.failing_items import milestones_put_aside
from storage.milestone import Milestone, find_milestones, is_open
from storage.person import Person, addresses, holders_of_rank, substitutes_on
from storage.reply import all_undecided_extensions
from storage.unit import posts
from storage.words import DeliveryKind, Rank, State, Status

SECRETARY_STEP = "morning"
LEADERS_STEP = "review"
LEADERS = (Rank.DEPUTY, Rank.HEAD)
TO_DECIDE = (Status.SUBMITTED, Status.BLOCKED)
"""Statuses in which a milestone waits for the secretary."""


def next_secretary_summary(after: datetime, calendar: Calendar) -> datetime:
    """The first 07:45 of a working day after a moment (UTC)."""
    day = local_day(after)
    if vietnam_to_utc(day, SUMMARY_TIME) <= after:
        day += ONE_DAY
    return vietnam_to_utc(calendar.next_working(day), SUMMARY_TIME)


def next_leaders_summary(after: datetime, calendar: Calendar) -> datetime:
    """The first Friday 15:30 after a moment (UTC); the last working day before a Friday off."""
    weekday, at = LEADER_SUMMARY
    friday = local_day(after) + timedelta(days=(weekday - local_day(after).weekday()) % 7)
    while vietnam_to_utc(calendar.previous_working(friday), at) <= after:
        friday += timedelta(days=7)
    return vietnam_to_utc(calendar.previous_working(friday), at)


def schedule_secretary_summary(office: Office, commune: Commune, now: datetime) -> None:
    commune.next_summary_at = next_secretary_summary(now, office.calendar)


def schedule_leaders_summary(office: Office, commune: Commune, now: datetime) -> None:
    commune.next_review_at = next_leaders_summary(now, office.calendar)


def fire_secretary_summary(
    session: Session, office: Office, commune: Commune, now: datetime
) -> None:
    """Put the due secretary's summary into the outbox and schedule the next."""
    at = commune.next_summary_at or now
    _add_summaries(session, (Rank.SECRETARY,), SECRETARY_STEP, at, now)
    if must_be_asked(session, commune):
        commune.days_asked_at = at
    schedule_secretary_summary(office, commune, now)


def fire_leaders_summary(session: Session, office: Office, commune: Commune, now: datetime) -> None:
    """Put the due leaders' summary into the outbox and schedule the next."""
    _add_summaries(session, LEADERS, LEADERS_STEP, commune.next_review_at or now, now)
    schedule_leaders_summary(office, commune, now)


def _add_summaries(
    session: Session, ranks: Sequence[Rank], step: str, at: datetime, now: datetime
) -> None:
    away = substitutes_on(session, local_day(now))
    held = [person.id for rank in ranks for person in holders_of_rank(session, rank)]
    readers: dict[int, int | None] = {away[each]: each for each in held if each in away}
    readers |= dict.fromkeys(each for each in held if each not in away)
    reached = {chat.person_id for chat in addresses(session, readers)}
    for person_id in sorted(reached):
        session.add(
            Delivery(
                sort=DeliveryKind.SUMMARY,
                step=step,
                person_id=person_id,
                absent_id=readers[person_id],
                fire_at=at,
                not_before=now,
                state=State.PENDING,
            )
        )


def summary(
    session: Session, office: Office, wording: Wording, person: str, delivery: Delivery
) -> Outgoing:
    """The message of a summary for the person of that name, from the present state."""
    now = delivery.not_before
    absent = session.get_one(Person, delivery.absent_id).name if delivery.absent_id else ""
    if delivery.step == SECRETARY_STEP:
        content = secretary_summary(session, office, delivery, person, now)
        return wording.secretary_summary(replace(content, absent=absent))
    return wording.leaders_summary(
        replace(leaders_summary(session, office, person, now), absent=absent)
    )


def secretary_summary(
    session: Session, office: Office, delivery: Delivery, person: str, now: datetime
) -> SecretarySummary:
    """What the secretary needs to know on a working day."""
    today = local_day(now)
    rows = find_milestones(session, is_open())
    groups = summary_groups(session, office, delivery, rows, now)
    working = [row for row in rows if row.status is not Status.SUBMITTED]
    asked = {row.milestone_id for row in all_undecided_extensions(session)}
    unaccepted = set(session.scalars(select(Milestone.id).where(is_unaccepted())))
    passed = {row.id for row in working if Deadline(row.due_on, row.due_time).passed(now)}
    sunday = today + timedelta(days=6 - today.weekday())
    begins = _begins_week(office, today)
    quotas = [row for row in working if row.target is not None and begins]
    usual, named = _asked_days(session, office, delivery, now)
    return SecretarySummary(
        person=person,
        today=today,
        overdue=groups.newly_overdue(row for row in working if row.id in passed),
        old_reports=groups.old_unanswered_reports(working) if begins else (),
        due_today=groups.all_listed(
            row for row in working if row.due_on == today and row.id not in passed
        ),
        due_this_week=groups.new_listed(row for row in working if today < row.due_on <= sunday),
        to_decide=groups.new_listed(
            row for row in rows if row.status in TO_DECIDE or row.id in asked
        ),
        not_accepted=groups.long_unaccepted([row for row in rows if row.id in unaccepted]),
        slow=tuple(item for item in groups.all_listed(quotas).shown if item.behind_pace),
        not_linked=posts_not_linked(session, today, rows),
        undelivered=people_without_delivery(session),
        unread=tuple(
            each for each in unread_people(session, office.calendar, today) if each.person != person
        ),
        held=deliveries_held_by_quota(session),
        tet=_guessed_tet(session, office, today) if begins else None,
        usual=usual,
        named=named,
        unfilled=ranks_without_post(session),
        failing=tuple(items(session, office, milestones_put_aside(session), now)),
    )


def _begins_week(office: Office, today: date) -> bool:
    """Whether today is the first working day of its week."""
    eve = today - timedelta(days=today.weekday() + 1)
    return office.calendar.working_days_between(eve, today) == 1


def _asked_days(
    session: Session, office: Office, delivery: Delivery, now: datetime
) -> tuple[tuple[Item, ...], tuple[KnownDay, ...]]:
    """The usual days, in the one summary that asks for them."""
    asked_at = session.scalar(select(Commune.days_asked_at))
    return usual_days(session, office, now) if asked_at == delivery.fire_at else ((), ())


def _guessed_tet(session: Session, office: Office, today: date) -> Tet | None:
    stated = [row.day for row in calendar_days(session)]
    return next_estimated_tet(today, office.calendar, office.national.tet_decided, stated)


def posts_not_linked(session: Session, today: date, rows: Iterable[Milestone]) -> tuple[str, ...]:
    """The posts that lead this open work, or decide, and have no linked holder."""
    people = read_directory(session, today)
    leading = {row.lead_post_id for row in rows}
    return tuple(
        post.name
        for post in posts(session)
        if (post.id in leading or post.rank is not Rank.OFFICIAL)
        and people.recipients_of_post(post.id)[0].person_id is None
    )


def ranks_without_post(session: Session) -> tuple[Rank, ...]:
    """The leaders' ranks that no post has."""
    known = {post.rank for post in posts(session)}
    return tuple(rank for rank in LEADERS if rank not in known)


def people_without_delivery(session: Session) -> tuple[str, ...]:
    """The persons whose messages no platform takes."""
    found = select(Person.name).where(
        Person.id.in_(
            select(Delivery.person_id).where(
                Delivery.state.in_((State.FAILED, State.WAITING)),
                Delivery.sort != DeliveryKind.EDIT,
                Delivery.person_id.is_not(None),
            )
        )
    )
    return tuple(session.scalars(found.order_by(Person.name)))


def leaders_summary(session: Session, office: Office, person: str, now: datetime) -> LeadersSummary:
    """What the leaders need to know at the end of a week."""
    today = local_day(now)
    since = today - timedelta(days=7)
    overdue = find_milestones(session, overdue_by(now))
    blocked = find_milestones(session, Milestone.status == Status.BLOCKED)
    counted = [
        row
        for row in counted_milestones(session)
        if row.status is not Status.DONE or (row.closed_on is not None and row.closed_on > since)
    ]
    return LeadersSummary(
        person=person,
        since=since,
        today=today,
        tallies=tuple(counts_by(counted, sector_of, now)),
        overdue=tuple(items(session, office, overdue, now)),
        blocked=tuple(items(session, office, blocked, now)),
    )
