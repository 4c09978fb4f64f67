"""What is stored about one person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from storage.database import Base
from storage.delivery import Delivery
from storage.evidence import Evidence
from storage.inbound import InboundRow
from storage.own_reminder import OwnReminder
from storage.person import Address, Holding, Person
from storage.proposal import Paper
from storage.reply import Reply


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """A post or linked channel with its time span (UTC); `until` is None while it lasts."""

    name: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that is stored about a person: personal data in words, messages and files in numbers.

    `messages_sent` counts their messages in the inbox, `messages_received` the messages to them
    with stored text, `own_reminders` what they asked to be reminded of, to come or with stored
    words.
    """

    name: str
    posts: tuple[HeldSpan, ...]
    chats: tuple[HeldSpan, ...]
    replies: int
    files: int
    messages_sent: int
    messages_received: int
    own_reminders: int = 0


def personal_data_of(session: Session, person: Person) -> PersonalData:
    """Read every table that refers to a person."""
    held = select(Holding).where(Holding.person_id == person.id).order_by(Holding.id)
    chats = session.scalars(
        select(Address).where(Address.person_id == person.id).order_by(Address.id)
    ).all()
    files = [_count(session, table, table.person_id == person.id) for table in (Evidence, Paper)]
    posts = [HeldSpan(row.post.name, row.since, row.until) for row in session.scalars(held)]
    received = (Delivery.person_id == person.id) & Delivery.body.is_not(None)
    stored = OwnReminder.next_at.is_not(None) | (OwnReminder.words != "")
    asked = (OwnReminder.person_id == person.id) & stored
    return PersonalData(
        name=person.name,
        posts=tuple(posts),
        chats=tuple(HeldSpan(row.channel, row.linked_at, row.revoked_at) for row in chats),
        replies=_count(session, Reply, Reply.person_id == person.id),
        files=sum(files),
        messages_sent=_count(session, InboundRow, is_from_chats(session, *chats)) if chats else 0,
        messages_received=_count(session, Delivery, received),
        own_reminders=_count(session, OwnReminder, asked),
    )


def is_from_chats(session: Session, *chats: Address) -> ColumnElement[bool]:
    """The condition that an inbox message came from one of these chats while it was linked."""
    return or_(*(_came_from(session, row) for row in chats))


def _came_from(session: Session, row: Address) -> ColumnElement[bool]:
    came: ColumnElement[bool] = (InboundRow.channel == row.channel) & (
        InboundRow.sender == row.address
    )
    former = select(func.max(Address.revoked_at)).where(
        Address.channel == row.channel, Address.address == row.address, Address.id < row.id
    )
    since = session.scalar(former)
    if since is not None:
        came &= InboundRow.received_at > since
    if row.revoked_at is not None:
        came &= InboundRow.received_at <= row.revoked_at
    return came


def _count(session: Session, table: type[Base], condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(condition)) or 0
