"""Unread messages on the office's page: reported to the secretary, and other chats are preferred.

A message nobody saw on the page has reached nobody. Other platforms do not report reading.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import Calendar, local_day, vietnam_to_utc
from scheduler.delivery.wording import UnreadPerson
from storage.person import Address, addresses, substitutes_on
from storage.web_message import UnreadCount, unread_before

MORNING_SENT = time(9)
"""The time (Vietnam) by which the morning's messages have been sent."""


def unread_pages(
    session: Session, calendar: Calendar, today: date, pages: Collection[str] | None = None
) -> Mapping[str, UnreadCount]:
    """Pages with messages that were unread during the whole last working day, by address."""
    since = vietnam_to_utc(calendar.add_working_days(today, -1), MORNING_SENT)
    return unread_before(session, since, pages)


def unread_people(session: Session, calendar: Calendar, today: date) -> tuple[UnreadPerson, ...]:
    """Present persons whose first chat is a page they do not read, longest unread first."""
    found = unread_pages(session, calendar, today)
    linked = select(Address.person_id).where(
        Address.address.in_(found), Address.revoked_at.is_(None)
    )
    away = substitutes_on(session, today)
    people = []
    chats = addresses(session, set(session.scalars(linked)) - away.keys())
    for _, own in groupby(chats, key=lambda chat: chat.person_id):
        first, *others = own
        if first.address in found:
            waiting = found[first.address]
            instead = [chat.channel for chat in others if chat.unreachable_at is None]
            name, since = first.person.name, local_day(waiting.since)
            people.append(
                UnreadPerson(name, waiting.messages, since, instead[0] if instead else "")
            )
    return tuple(sorted(people, key=lambda each: (each.since, each.person)))


def put_unread_pages_last(
    session: Session, calendar: Calendar, now: datetime, chats: Mapping[int, list[Address]]
) -> None:
    """Move pages that their person does not read behind the person's other chats."""
    several = {chat.address for own in chats.values() if len(own) > 1 for chat in own}
    if not several:
        return
    found = unread_pages(session, calendar, local_day(now), several)
    for own in chats.values():
        own.sort(key=lambda chat: chat.address in found)
