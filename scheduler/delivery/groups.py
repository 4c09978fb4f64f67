"""Units' groups: their weekly list, and groups that cannot be reached."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import MORNING, Calendar, local_day, vietnam_to_utc
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.items import items
from scheduler.delivery.message_json import encode
from scheduler.delivery.notices import add_notice, secretary_ids
from scheduler.delivery.wording import UnitWeek, Wording
from scheduler.ladder.office import Office
from storage.commune import Commune
from storage.delivery import Delivery
from storage.group import Group
from storage.milestone import Milestone, find_milestones, is_led_by, is_open
from storage.unit import Post, Unit
from storage.words import DeliveryKind, State, Status

WEEK_STEP = "unit_week"
LISTED_AHEAD = timedelta(days=14)
"""A list covers what is due within this long after its Monday."""


def next_weekly_list_time(after: datetime, calendar: Calendar) -> datetime:
    """The first Monday 08:00 after a moment (UTC); the next working day if that Monday is off."""
    monday = _monday(local_day(after))
    while vietnam_to_utc(calendar.next_working(monday), MORNING) <= after:
        monday += timedelta(days=7)
    return vietnam_to_utc(calendar.next_working(monday), MORNING)


def schedule_weekly_lists(office: Office, groups: Iterable[Group], now: datetime) -> None:
    """Set the time at which the next weekly list of each group is due."""
    for group in groups:
        group.next_list_at = next_weekly_list_time(now, office.calendar)


def enqueue_weekly_lists(
    session: Session, office: Office, due: Sequence[Group], now: datetime
) -> None:
    """Put the due lists of these groups into the outbox and schedule the next."""
    for group in due:
        if group.unreachable_at is None:
            _add_delivery(session, group, DeliveryKind.SUMMARY, now, None, group.next_list_at)
    schedule_weekly_lists(office, due, now)


def add_group_answer(session: Session, group: Group, message: Outgoing, now: datetime) -> None:
    """Put an answer for the group that asked into the outbox."""
    _add_delivery(session, group, DeliveryKind.ANSWER, now, message, now)


def unit_week(session: Session, office: Office, unit: Unit, now: datetime) -> UnitWeek:
    """What a unit leads that is overdue, due this week, or due next week."""
    named = session.scalars(select(Commune.names_in_groups)).one()
    posts = session.scalars(select(Post.id).where(Post.unit_id == unit.id)).all()
    today = local_day(now)
    monday = _monday(today)
    rows = find_milestones(
        session,
        is_led_by(posts),
        is_open(),
        Milestone.status != Status.SUBMITTED,
        Milestone.due_on < monday + LISTED_AHEAD,
    )
    listed = items(session, office, rows, now)
    sunday = monday + timedelta(days=6)
    return UnitWeek(
        unit=unit.name,
        today=today,
        monday=monday,
        overdue=tuple(item for item in listed if item.passed),
        this_week=tuple(item for item in listed if not item.passed and item.due_on <= sunday),
        next_week=tuple(item for item in listed if sunday < item.due_on),
        names_leads=named,
    )


def mark_group_unreachable(session: Session, wording: Wording, group: Group, now: datetime) -> None:
    """Mark a group as not taking messages, and notify the secretaries."""
    if group.unreachable_at is not None:
        return
    group.unreachable_at = now
    message = wording.group_unreachable(group.unit.name, group.channel)
    add_notice(session, group.commune_id, secretary_ids(session, group.commune_id), message, now)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _add_delivery(
    session: Session,
    group: Group,
    sort: DeliveryKind,
    now: datetime,
    message: Outgoing | None,
    fire_at: datetime,
) -> None:
    session.add(
        Delivery(
            commune_id=group.commune_id,
            sort=sort,
            step=WEEK_STEP if message is None else "",
            group_id=group.id,
            body=None if message is None else encode(message),
            fire_at=fire_at,
            not_before=now,
            state=State.PENDING,
        )
    )
