"""Link a chat to a person by a code or phone; greet the person, or a stranger."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.conversation.linking.codes import LinkRefused, valid_invitation
from bot.conversation.linking.hashing import CodeHash
from bot.conversation.notify import answer_chat
from bot.language.text.fold import fold
from bot.texts import linking as texts
from scheduler.delivery.channel import Capabilities, Inbound, Outgoing
from scheduler.delivery.chats import release_waiting
from scheduler.delivery.monthly_quota import WARNED_AT, quota_reached
from scheduler.delivery.notices import add_notice, secretary_ids
from scheduler.work.people import readdress_to_holder
from storage.audit import Audit
from storage.delivery import Delivery
from storage.invite import Invite, awaits_phones, stranger_of
from storage.person import (
    Address,
    Holding,
    Person,
    addresses,
    find_address,
    holdings_of,
    present_holdings,
)
from storage.sent_messages import linked_chat_count
from storage.unit import Post

GREETED_AGAIN = timedelta(minutes=1)
"""The least time between two greetings of a stranger whose phone may be awaited."""


class CodeOfGroup(LinkRefused):
    """The code links the group chat of a unit, not a person"""


class ChatTaken(LinkRefused):
    """The code is for another person than the one whose chat this is, who holds posts"""

    def __init__(self, owner: Person, posts: Sequence[str], wanted: str) -> None:
        """`wanted` is the post of the code; '' for a code of a person's own."""
        super().__init__()
        self.owner = owner.name
        self.posts = tuple(posts)
        self.wanted = wanted


class ChannelFull(LinkRefused):
    """The channel has reached its limit of people"""

    def __init__(self, people: int) -> None:
        super().__init__()
        self.people = people


def link_chat(
    session: Session,
    channel: str,
    chat: str,
    code_hash: CodeHash,
    now: datetime,
    people: int | None = None,
    page: Callable[[int], str] | None = None,
) -> Address:
    """Use up a code: the chat becomes an address of the code's person or its post's holder.

    Wrong codes count against `chat`; with `page`, the address is `page(person id)` instead.
    `people` is the channel's limit of people, None without one. Raises LinkRefused for a wrong,
    used or expired code and TooManyCodes after several; CodeOfGroup, ChatTaken and ChannelFull
    leave the code usable.

    The code of a vacant post, typed in the chat of somebody who holds others, gives them this one
    too. A chat is never taken from a person who holds posts.
    """
    found = valid_invitation(session, channel, chat, code_hash, now)
    if found.unit_id is not None:
        raise CodeOfGroup
    owner = None if page else _joining(session, found, channel, chat)
    more = people is not None and _adds_person(session, found, channel, chat)
    if people is not None and more and linked_chat_count(session, channel) >= people:
        raise ChannelFull(people)
    found.used_at = now
    if owner is not None:
        _give_further_post(session, found, owner, now)
    person = owner or found.person or _person_for(session, found, now)
    address = _address(session, person, channel, page(person.id) if page else chat, now)
    if people is not None and more:
        _tell_nearly_full(session, address, people, now)
    waiting = Delivery.person_id == person.id
    if found.post_id is not None:
        waiting |= Delivery.post_id == found.post_id
    release_waiting(session, person.id, waiting, now)
    _audit(session, found, address, now)
    return address


def _audit(session: Session, found: Invite, address: Address, now: datetime) -> None:
    session.add(
        Audit(
            at=now,
            person_id=address.person_id,
            channel=address.channel,
            action="link",
            noun="person" if found.post_id is None else "post",
            noun_id=address.person_id if found.post_id is None else found.post_id,
            before={},
            after={"address": address.id},
        )
    )


def greet_linked_person(
    session: Session, address: Address, now: datetime, by_phone: bool = False
) -> None:
    """Greet a person in the chat just linked."""
    held = [row.post.name for row in holdings_of(session, address.person_id)]
    message = texts.welcome(address.person.name, ", ".join(held))
    if by_phone:
        message = replace(message, buttons=(), contact="")
    answer_chat(session, address, message, now)


def greet_stranger(
    session: Session, inbound: Inbound, able: Capabilities | None, now: datetime
) -> Outgoing | None:
    """The greeting of an unlinked chat, once; None when it was sent before.

    While a phone is awaited, /start repeats it, since it shows how to share the phone.
    """
    known = stranger_of(session, inbound.channel, inbound.address)
    awaited = able is not None and able.contacts and awaits_phones(session, now)
    again = awaited and inbound.text.strip() == "/start"
    if known.greeted_at is not None and not (again and known.greeted_at <= now - GREETED_AGAIN):
        return None
    known.greeted_at = now
    return texts.unlinked_chat(awaited)


def _joining(session: Session, found: Invite, channel: str, chat: str) -> Person | None:
    """The owner of the chat, if the code gives them one more post; otherwise None."""
    address = find_address(session, channel, chat)
    if address is None:
        return None
    owner = address.person
    held = present_holdings(session, [found.post.id]) if found.post is not None else []
    if found.person_id == owner.id or any(row.person_id == owner.id for row in held):
        return None
    named = found.person_name
    vacant = all(_stands_for_nobody(session, row) for row in held)
    if found.post is not None and vacant and (not named or fold(named) == fold(owner.name)):
        return owner
    own = [row.post.name for row in holdings_of(session, owner.id)]
    if own:
        raise ChatTaken(owner, own, found.post.name if found.post is not None else "")
    return None


def holder_of_another_name(session: Session, post: Post, name: str) -> Person | None:
    """The present holder of a post, if their name differs from `name`; None if the post is vacant
    or `name` is empty.
    """
    held = [
        row for row in present_holdings(session, [post.id]) if not _stands_for_nobody(session, row)
    ]
    others = [row.person for row in held if fold(row.person.name) != fold(name)]
    return others[0] if others and name else None


def _stands_for_nobody(session: Session, row: Holding) -> bool:
    """Whether the holder is a mere placeholder: a person named like the post who has no chat."""
    return row.person.name == row.post.name and not addresses(session, [row.person_id])


def _give_further_post(session: Session, found: Invite, owner: Person, now: datetime) -> None:
    assert found.post is not None
    for row in present_holdings(session, [found.post.id]):
        row.until = now
    session.add(Holding(post_id=found.post.id, person_id=owner.id, since=now))
    session.flush()
    readdress_to_holder(session, found.post, owner)


def _person_for(session: Session, found: Invite, now: datetime) -> Person:
    """The post's holder; a new person if it is vacant or the invitation names somebody else."""
    assert found.post is not None
    held = present_holdings(session, [found.post.id])
    name = found.person_name or found.post.name
    if held and (not found.person_name or held[0].person.name == name):
        return held[0].person
    person = Person(name=name)
    session.add(person)
    session.flush()
    for row in held:
        row.until = now
        left = [each.post.name for each in holdings_of(session, row.person_id)]
        notice = texts.post_given_to_code_user(found.post.name, left)
        add_notice(session, row.commune_id, [row.person_id], notice, now)
    session.add(Holding(post_id=found.post.id, person_id=person.id, since=now))
    session.flush()
    readdress_to_holder(session, found.post, person)
    return person


def _adds_person(session: Session, found: Invite, channel: str, chat: str) -> bool:
    """Whether linking adds a person to the channel, rather than replacing a chat."""
    if find_address(session, channel, chat) is not None:
        return False
    held = [found.person_id] if found.person_id else []
    if found.post_id is not None:
        held = [row.person_id for row in present_holdings(session, [found.post_id])[:1]]
    return not any(each.channel == channel for each in addresses(session, held))


def _tell_nearly_full(session: Session, address: Address, people: int, now: datetime) -> None:
    """Warn the secretaries when this link brings the channel to WARNED_AT of its limit."""
    linked = linked_chat_count(session, address.channel)
    if quota_reached(linked, people, WARNED_AT) and not quota_reached(
        linked - 1, people, WARNED_AT
    ):
        message = texts.people_limit_near(address.channel, linked, people)
        add_notice(
            session, address.commune_id, secretary_ids(session, address.commune_id), message, now
        )


def _address(session: Session, person: Person, channel: str, chat: str, now: datetime) -> Address:
    """Make the chat the person's address on that channel, in place of an old one there.

    Notifies the person's other chats, and the other chats of the person who had this one. The
    address takes the place of the old one in the order of channels, else the last place.
    """
    own = [each for each in addresses(session, [person.id]) if each.address != chat]
    place = max((each.place for each in own), default=-1) + 1
    for other in own:
        ends = other.channel == channel
        answer_chat(
            session,
            other,
            texts.post_moved(person.name) if ends else texts.chat_added(channel),
            now,
        )
        if ends:
            other.revoked_at = now
            place = other.place
    before = find_address(session, channel, chat)
    if before is not None and before.person_id == person.id:
        before.unreachable_at = None
        return before
    if before is not None:
        before.revoked_at = now
        _tell_former(session, before, now)
    session.flush()
    address = Address(
        person_id=person.id, channel=channel, address=chat, linked_at=now, place=place
    )
    session.add(address)
    session.flush()
    return address


def _tell_former(session: Session, taken: Address, now: datetime) -> None:
    for other in addresses(session, [taken.person_id]):
        if other.id != taken.id:
            answer_chat(session, other, texts.account_linked_elsewhere(taken.channel), now)
