"""People's chats: unreachable and reachable again, their order, and who has none."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scheduler.delivery.channel import ChatChange, Inbound
from scheduler.delivery.groups import mark_group_unreachable
from scheduler.delivery.notices import add_notice, secretary_ids
from scheduler.delivery.wording import PostReachability, Wording
from storage.audit import Audit
from storage.delivery import Delivery
from storage.group import Group, find_group
from storage.person import Address, Person, addresses, find_address, holdings_of, present_holdings
from storage.unit import posts
from storage.words import State


def mark_unreachable(
    session: Session,
    wording: Wording,
    address: Address,
    channels: Container[tuple[int, str]],
    now: datetime,
) -> None:
    """Mark a chat as not taking messages; its deliveries go to the person's next chat.

    The secretaries are notified, with the person's other chats on open `channels`.
    """
    if address.unreachable_at is not None:
        return
    address.unreachable_at = now
    person = address.person
    held = tuple(row.post.name for row in holdings_of(session, person.id))
    session.flush()
    others = addresses(session, [person.id])
    elsewhere = tuple(each.channel for each in others if takes_messages(each, channels))
    message = wording.chat_unreachable(person.name, held, address.channel, elsewhere)
    recipients = [each for each in secretary_ids(session, address.commune_id) if each != person.id]
    add_notice(session, address.commune_id, recipients, message, now)


def takes_messages(chat: Address | Group, channels: Container[tuple[int, str]]) -> bool:
    return (chat.commune_id, chat.channel) in channels and chat.unreachable_at is None


def mark_reachable(session: Session, address: Address, now: datetime) -> None:
    """Mark a chat as reachable, since it has sent us a message, and release the deliveries that
    waited for its person.
    """
    if address.unreachable_at is None:
        return
    address.unreachable_at = None
    release_waiting(session, address.person_id, Delivery.person_id == address.person_id, now)


def release_waiting(
    session: Session, person_id: int, which: ColumnElement[bool], now: datetime
) -> None:
    """Address waiting deliveries that match `which` to this person, ready from now."""
    for row in session.scalars(select(Delivery).where(Delivery.state == State.WAITING, which)):
        row.person_id = person_id
        row.state, row.reason = State.PENDING, ""
        row.not_before = max(row.not_before, now)


def set_channel_order(
    session: Session, person_id: int, channels: Sequence[str], now: datetime
) -> None:
    """Order a person's chats by these channels; the other channels follow in their old order."""
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


def post_reachability(session: Session, open_channels: Container[str]) -> list[PostReachability]:
    """Every post with each holder and their chats, in the holder's order."""
    held = present_holdings(session)
    holders: dict[int, list[Person | None]] = defaultdict(list)
    for row in held:
        holders[row.post_id].append(row.person)
    chats = defaultdict(list)
    for chat in addresses(session, {row.person_id for row in held}):
        takes_messages = chat.unreachable_at is None and chat.channel in open_channels
        chats[chat.person_id].append((chat.channel, takes_messages))
    return [
        PostReachability(
            post.name, person.name if person else "", tuple(chats[person.id] if person else ())
        )
        for post in posts(session)
        for person in holders[post.id] or [None]
    ]


def apply_chat_change(
    session: Session,
    wording: Wording,
    commune_id: int,
    inbound: Inbound,
    open_channels: Iterable[str],
    now: datetime,
) -> None:
    """Apply a platform's report that a chat was closed, opened again, or moved."""
    chat = find_group(session, inbound.channel, inbound.address) or find_address(
        session, inbound.channel, inbound.address
    )
    if chat is None:
        return
    if inbound.change == ChatChange.MOVED:
        chat.address = inbound.moved_to
    elif isinstance(chat, Group):
        if inbound.change == ChatChange.BLOCKED:
            mark_group_unreachable(session, wording, chat, now)
        else:
            chat.unreachable_at = None
    elif inbound.change == ChatChange.BLOCKED:
        mark_unreachable(
            session, wording, chat, {(commune_id, name) for name in open_channels}, now
        )
    else:
        mark_reachable(session, chat, now)
