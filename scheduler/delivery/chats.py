"""Where people are reached: chats that close and open again, their order, and who has none."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scheduler.delivery.channel import ChatChange, Inbound
from scheduler.delivery.groups import shut_group
from scheduler.delivery.notices import notify, secretaries
from scheduler.delivery.wording import Reached, Wording
from storage.audit import Audit
from storage.delivery import Delivery
from storage.group import Group, find_group
from storage.person import Address, Person, addresses, find_address, holdings, holdings_of
from storage.unit import posts
from storage.words import State


def shut(
    session: Session,
    wording: Wording,
    address: Address,
    channels: Container[tuple[int, str]],
    now: datetime,
) -> None:
    """The chat takes nothing any more: what waits for it goes to the person's next one.

    The secretaries are told, with where else the person is reached: `channels` are those open.
    """
    if address.unreachable_at is not None:
        return
    address.unreachable_at = now
    person = address.person
    held = tuple(row.post.name for row in holdings_of(session, person.id))
    session.flush()
    others = addresses(session, [person.id])
    elsewhere = tuple(each.channel for each in others if is_open(each, channels))
    message = wording.unreachable(person.name, held, address.channel, elsewhere)
    hearers = [each for each in secretaries(session, address.commune_id) if each != person.id]
    notify(session, address.commune_id, hearers, message, now)


def is_open(chat: Address | Group, channels: Container[tuple[int, str]]) -> bool:
    """Whether a chat can be written to."""
    return (chat.commune_id, chat.channel) in channels and chat.unreachable_at is None


def open_again(session: Session, address: Address, now: datetime) -> None:
    """The chat speaks, so it can be written to: what waited for the person goes out."""
    if address.unreachable_at is None:
        return
    address.unreachable_at = None
    wake(session, address.person_id, Delivery.person_id == address.person_id, now)


def wake(session: Session, person_id: int, which: ColumnElement[bool], now: datetime) -> None:
    """Give these deliveries, which waited for somebody to be reached, to a person who is.

    Each is asked again whether it is still true before it is sent.
    """
    for row in session.scalars(select(Delivery).where(Delivery.state == State.WAITING, which)):
        row.person_id = person_id
        row.state, row.reason = State.PENDING, ""
        row.not_before = max(row.not_before, now)


def prefer(session: Session, person_id: int, channels: Sequence[str], now: datetime) -> None:
    """Have a person's chats tried in this order; those not named come after, as they were."""
    chats = sorted(addresses(session, [person_id]), key=lambda each: each.place)
    before = [each.channel for each in chats]
    chats.sort(key=lambda each: [*channels, each.channel].index(each.channel))
    for place, each in enumerate(chats):
        each.place = place
    session.add(
        Audit(
            at=now,
            person_id=person_id,
            action="prefer",
            noun="person",
            noun_id=person_id,
            before={"channels": before},
            after={"channels": [each.channel for each in chats]},
        )
    )


def reached(session: Session, open_channels: Container[str]) -> list[Reached]:
    """Every post with each of its holders, and where they are reached, in their own order."""
    held = holdings(session)
    holders: dict[int, list[Person | None]] = defaultdict(list)
    for row in held:
        holders[row.post_id].append(row.person)
    chats = defaultdict(list)
    for chat in addresses(session, {row.person_id for row in held}):
        sound = chat.unreachable_at is None and chat.channel in open_channels
        chats[chat.person_id].append((chat.channel, sound))
    return [
        Reached(post.name, person.name if person else "", tuple(chats[person.id] if person else ()))
        for post in posts(session)
        for person in holders[post.id] or [None]
    ]


def changed(
    session: Session,
    wording: Wording,
    commune_id: int,
    inbound: Inbound,
    open_channels: Iterable[str],
    now: datetime,
) -> None:
    """Take note of what a platform tells of a chat of ours: shut, open again, or moved."""
    chat = find_group(session, inbound.channel, inbound.address) or find_address(
        session, inbound.channel, inbound.address
    )
    if chat is None:
        return
    if inbound.change == ChatChange.MOVED:
        chat.address = inbound.moved_to
    elif isinstance(chat, Group):
        if inbound.change == ChatChange.SHUT:
            shut_group(session, wording, chat, now)
        else:
            chat.unreachable_at = None
    elif inbound.change == ChatChange.SHUT:
        shut(session, wording, chat, {(commune_id, name) for name in open_channels}, now)
    else:
        open_again(session, chat, now)
