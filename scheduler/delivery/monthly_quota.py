"""Platforms that take only so many messages a month: what is counted, told and held back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import local_day, vietnam_to_utc
from scheduler.delivery.channel import Capabilities
from scheduler.delivery.channel_extras import of_commune
from scheduler.delivery.notices import notify, secretaries
from scheduler.delivery.wording import Held, Wording
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.outgo import Outgo, sent_since
from storage.person import Person
from storage.words import DeliveryKind, State

WARNED_AT = 80
SCARCE_AT = 95
"""Percent of what a month allows: the secretary is told; only what is urgent is sent."""

HELD = "allowance"
"""The reason of a delivery that waits because a platform's month is nearly used up."""


def month_begins(now: datetime) -> datetime:
    """The first moment of this month in Vietnam."""
    return vietnam_to_utc(local_day(now).replace(day=1), time())


def reaches(used: int, allowed: int, percent: int) -> bool:
    """Whether this much of what is allowed is used."""
    return used * 100 >= allowed * percent


def spend(
    session: Session,
    wording: Wording,
    commune_id: int,
    channel: tuple[str, Capabilities],
    messages: int,
    now: datetime,
) -> None:
    """Count what a platform took, or may have taken; tell the secretary once when it runs low."""
    name, able = channel
    if able.messages_a_month is None:
        return
    before = sent_since(session, commune_id, name, month_begins(now))
    session.add(Outgo(commune_id=commune_id, channel=name, messages=messages, at=now))
    after = before + messages
    low = [reaches(used, able.messages_a_month, WARNED_AT) for used in (before, after)]
    if low == [False, True]:
        message = wording.running_low(name, after, able.messages_a_month)
        notify(session, commune_id, secretaries(session, commune_id), message, now)


def scarce(
    session: Session,
    channels: Mapping[tuple[int, str], Capabilities],
    commune_id: int,
    now: datetime,
) -> frozenset[str]:
    """The commune's channels that have so little left that only what is urgent goes there."""
    return frozenset(
        name
        for name, able in of_commune(channels, commune_id).items()
        if able.messages_a_month is not None
        and reaches(
            sent_since(session, commune_id, name, month_begins(now)),
            able.messages_a_month,
            SCARCE_AT,
        )
    )


def held_back(session: Session) -> tuple[Held, ...]:
    """What waits because a platform's month is nearly used up, by person."""
    found = session.execute(
        select(Person.name, Delivery.sort, Milestone.number)
        .join(Delivery, Delivery.person_id == Person.id)
        .outerjoin(Milestone, Delivery.milestone_id == Milestone.id)
        .where(Delivery.state == State.PENDING, Delivery.reason == HELD)
        .order_by(Person.name, Person.id, Milestone.number)
    )
    waiting: dict[str, list[tuple[DeliveryKind, int | None]]] = defaultdict(list)
    for name, sort, number in found:
        waiting[name].append((sort, number))
    return tuple(_held(name, rows) for name, rows in waiting.items())


def _held(name: str, rows: Iterable[tuple[DeliveryKind, int | None]]) -> Held:
    told = list(rows)
    numbers = [
        number for sort, number in told if sort is DeliveryKind.REMINDER and number is not None
    ]
    return Held(name, tuple(dict.fromkeys(numbers)), sum(1 for _, number in told if number is None))
