"""Messages on the office's page that nobody reads: told to the secretary, and gone round.

A page is not a phone: what lies there unseen has reached nobody. Other platforms do not tell.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import Calendar, local_day, vietnam_to_utc
from scheduler.delivery.wording import Unread
from storage.person import Address, addresses, substitutes_on
from storage.web_message import Waiting, unread_before

SENT = time(9)
"""By then the messages of a morning have gone out."""


def neglected(
    session: Session, calendar: Calendar, today: date, pages: Collection[str] | None = None
) -> Mapping[str, Waiting]:
    """Pages with messages that were there the whole last working day and were not seen."""
    since = vietnam_to_utc(calendar.add_working_days(today, -1), SENT)
    return unread_before(session, since, pages)


def unread(session: Session, calendar: Calendar, today: date) -> tuple[Unread, ...]:
    """Who does not read their page though it is their first channel, the longest waiting first.

    Whoever is away has a substitute who reads.
    """
    found = neglected(session, calendar, today)
    linked = select(Address.person_id).where(
        Address.address.in_(found), Address.revoked_at.is_(None)
    )
    away = substitutes_on(session, today)
    told = []
    chats = addresses(session, set(session.scalars(linked)) - away.keys())
    for _, own in groupby(chats, key=lambda chat: chat.person_id):
        first, *others = own
        if first.address in found:
            waiting = found[first.address]
            instead = [chat.channel for chat in others if chat.unreachable_at is None]
            name, since = first.person.name, local_day(waiting.since)
            told.append(Unread(name, waiting.messages, since, instead[0] if instead else ""))
    return tuple(sorted(told, key=lambda each: (each.since, each.person)))


def seen_first(
    session: Session, calendar: Calendar, now: datetime, chats: Mapping[int, list[Address]]
) -> None:
    """Put a page that its person does not read behind their other chats, until they read it."""
    several = {chat.address for own in chats.values() if len(own) > 1 for chat in own}
    if not several:
        return
    found = neglected(session, calendar, local_day(now), several)
    for own in chats.values():
        own.sort(key=lambda chat: chat.address in found)
