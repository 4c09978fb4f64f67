"""Platforms' monthly quotas: count messages, warn, and hold back what is not urgent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day, vietnam_to_utc
from scheduler.delivery.channel import Capabilities
from scheduler.delivery.channel_extras import channels_of_commune
from scheduler.delivery.notices import add_notice, secretary_ids
from scheduler.delivery.wording import HeldItems, Wording
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.person import Person
from storage.sent_messages import SentToPlatform, messages_sent_since
from storage.words import DeliveryKind, State

WARNED_AT = 80
SCARCE_AT = 95
"""Percent of the quota at which the secretary is warned, and at which only urgent messages go."""

HELD_REASON = "allowance"
"""The reason of a delivery held back because the quota is nearly used up."""


def month_start(now: datetime) -> datetime:
    """The first moment of this month in Vietnam (UTC)."""
    return vietnam_to_utc(local_day(now).replace(day=1), time())


def quota_reached(used: int, allowed: int, percent: int) -> bool:
    """Whether this percentage of the quota is used."""
    return used * 100 >= allowed * percent


def add_to_quota(
    session: Session,
    wording: Wording,
    commune_id: int,
    channel: tuple[str, Capabilities],
    messages: int,
    now: datetime,
) -> None:
    """Count messages a platform may have taken; warn the secretaries once."""
    name, able = channel
    if able.messages_a_month is None:
        return
    before = messages_sent_since(session, commune_id, name, month_start(now))
    session.add(SentToPlatform(commune_id=commune_id, channel=name, messages=messages, at=now))
    after = before + messages
    low = [quota_reached(used, able.messages_a_month, WARNED_AT) for used in (before, after)]
    if low == [False, True]:
        message = wording.quota_running_low(name, after, able.messages_a_month)
        add_notice(session, commune_id, secretary_ids(session, commune_id), message, now)


def scarce_channels(
    session: Session,
    channels: Mapping[tuple[int, str], Capabilities],
    commune_id: int,
    now: datetime,
) -> frozenset[str]:
    """The commune's channels with so little quota left that only urgent messages go."""
    return frozenset(
        name
        for name, able in channels_of_commune(channels, commune_id).items()
        if able.messages_a_month is not None
        and quota_reached(
            messages_sent_since(session, commune_id, name, month_start(now)),
            able.messages_a_month,
            SCARCE_AT,
        )
    )


def deliveries_held_by_quota(session: Session) -> tuple[HeldItems, ...]:
    """The deliveries held back by a quota, by person."""
    found = session.execute(
        select(Person.name, Delivery.sort, Milestone.number)
        .join(Delivery, Delivery.person_id == Person.id)
        .outerjoin(Milestone, Delivery.milestone_id == Milestone.id)
        .where(Delivery.state == State.PENDING, Delivery.reason == HELD_REASON)
        .order_by(Person.name, Person.id, Milestone.number)
    )
    waiting: dict[str, list[tuple[DeliveryKind, int | None]]] = defaultdict(list)
    for name, sort, number in found:
        waiting[name].append((sort, number))
    return tuple(_held_items(name, rows) for name, rows in waiting.items())


def _held_items(name: str, rows: Iterable[tuple[DeliveryKind, int | None]]) -> HeldItems:
    held = list(rows)
    numbers = [
        number for sort, number in held if sort is DeliveryKind.REMINDER and number is not None
    ]
    return HeldItems(
        name, tuple(dict.fromkeys(numbers)), sum(1 for _, number in held if number is None)
    )
