"""One-time codes: made by the secretary, used once by whoever holds the post."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.texts import linking as texts
from scheduler.allowance import WARNED_AT, reaches
from scheduler.buttons import store_buttons
from scheduler.channel import Inbound, Outgoing
from scheduler.notices import answer, notify, secretaries
from scheduler.reach import wake
from storage.audit import Audit
from storage.delivery import Delivery
from storage.invite import Invite, invite_by_hash, stranger
from storage.outgo import linked_on
from storage.person import Address, Holding, Person, addresses, find_address, holdings, holdings_of
from storage.unit import Post

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter that looks like a digit."""
CODE_LENGTH = 10
VALID = timedelta(days=7)
WRONG_CODES = 5
LOCK = timedelta(minutes=15)


class LinkRefused(Exception):
    """The code links nothing"""


class TooManyCodes(LinkRefused):
    """This chat has tried too many wrong codes"""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class ChannelFull(LinkRefused):
    """The channel reaches as many people as it can"""

    def __init__(self, people: int) -> None:
        super().__init__()
        self.people = people


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh code, told once; only its hash is kept. `expires_at` is UTC."""

    post: str
    code: str
    expires_at: datetime


def invite(session: Session, post: Post, now: datetime, person_name: str = "") -> Invited:
    """Make a code for a post; earlier unused codes of the post die."""
    session.execute(
        update(Invite)
        .where(Invite.post_id == post.id, Invite.used_at.is_(None))
        .values(expires_at=now)
    )
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    session.add(
        Invite(
            post_id=post.id,
            person_name=person_name,
            code_hash=_hash(code),
            made_at=now,
            expires_at=now + VALID,
        )
    )
    return Invited(post.name, code, now + VALID)


def looks_like_code(text: str) -> str | None:
    """The code a message carries: after /start, or alone."""
    words = text.split()
    if words and words[0].split("@")[0] == "/start":
        words = words[1:]
    if len(words) != 1:
        return None
    code = words[0].upper().replace("-", "")
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def link(
    session: Session,
    channel: str,
    chat: str,
    code: str,
    now: datetime,
    people: int | None = None,
    page: Callable[[int], str] | None = None,
) -> Address:
    """Use a code: the chat becomes an address of whoever holds the post.

    `chat` is who tries; with `page`, the address is the page of the person of that id instead.
    `people` is how many the channel can reach, if not everybody. Raises LinkRefused for a wrong,
    used or expired code, TooManyCodes after five of them, ChannelFull without using up the code.
    """
    known = stranger(session, channel, chat)
    if known.locked_until is not None and known.locked_until > now:
        raise TooManyCodes(known.locked_until)
    found = invite_by_hash(session, _hash(code))
    if found is None or found.expires_at <= now:
        known.wrong_codes += 1
        if known.wrong_codes % WRONG_CODES == 0:
            known.locked_until = now + LOCK
        session.flush()
        raise LinkRefused
    more = people is not None and _is_one_more(session, found, channel, chat)
    if people is not None and more and linked_on(session, channel) >= people:
        raise ChannelFull(people)
    found.used_at = now
    known.wrong_codes = 0
    person = _holder(session, found, now)
    address = _address(session, person, channel, page(person.id) if page else chat, now)
    if people is not None and more:
        _tell_nearly_full(session, address, people, now)
    waiting = (Delivery.post_id == found.post_id) | (Delivery.person_id == person.id)
    wake(session, person.id, waiting, now)
    session.add(
        Audit(
            at=now,
            person_id=person.id,
            channel=channel,
            action="link",
            noun="post",
            noun_id=found.post_id,
            before={},
            after={"address": address.id},
        )
    )
    return address


def welcome(session: Session, address: Address, now: datetime) -> None:
    """Greet a person in the chat that was just linked."""
    held = [row.post.name for row in holdings_of(session, address.person_id)]
    message = texts.welcome(address.person.name, ", ".join(held))
    answer(session, address, store_buttons(session, address.person_id, message, now), now)


def greet_stranger(session: Session, inbound: Inbound, now: datetime) -> Outgoing | None:
    """The one polite sentence a stranger gets; None when it was said before."""
    known = stranger(session, inbound.channel, inbound.address)
    if known.told_at is not None:
        return None
    known.told_at = now
    return texts.stranger()


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _holder(session: Session, found: Invite, now: datetime) -> Person:
    """Who holds the post; somebody new when nobody does, or when another name was invited."""
    held = holdings(session, [found.post_id])
    name = found.person_name or found.post.name
    if held and (not found.person_name or held[0].person.name == name):
        return held[0].person
    for row in held:
        row.until = now
    person = Person(name=name)
    session.add(person)
    session.flush()
    session.add(Holding(post_id=found.post_id, person_id=person.id, since=now))
    session.flush()
    return person


def _is_one_more(session: Session, found: Invite, channel: str, chat: str) -> bool:
    """Whether a code adds a chat to the channel, rather than moving one."""
    if find_address(session, channel, chat) is not None:
        return False
    held = [row.person_id for row in holdings(session, [found.post_id])[:1]]
    return not any(each.channel == channel for each in addresses(session, held))


def _tell_nearly_full(session: Session, address: Address, people: int, now: datetime) -> None:
    """Tell the secretaries, at the link that brings the channel to where it is nearly full."""
    linked = linked_on(session, address.channel)
    if reaches(linked, people, WARNED_AT) and not reaches(linked - 1, people, WARNED_AT):
        message = texts.nearly_full(address.channel, linked, people)
        notify(session, address.commune_id, secretaries(session, address.commune_id), message, now)


def _address(session: Session, person: Person, channel: str, chat: str, now: datetime) -> Address:
    """The chat as the person's address on that channel; an old one there hears of it and ends.

    It is tried when the old one was, else after all other chats of the person.
    """
    own = addresses(session, [person.id])
    place = max((each.place for each in own), default=-1) + 1
    for old in own:
        if old.channel == channel and old.address != chat:
            answer(session, old, texts.moved(person.name), now)
            old.revoked_at = now
            place = old.place
    before = find_address(session, channel, chat)
    if before is not None and before.person_id == person.id:
        before.unreachable_at = None
        return before
    if before is not None:
        before.revoked_at = now
    session.flush()
    address = Address(
        person_id=person.id, channel=channel, address=chat, linked_at=now, place=place
    )
    session.add(address)
    session.flush()
    return address
