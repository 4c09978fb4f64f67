"""One-time codes: made by the secretary, used once by whoever holds the post; or made by a person
who has a chat, for one more of their own.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from bot.texts import linking as texts
from scheduler.allowance import WARNED_AT, reaches
from scheduler.buttons import store_buttons
from scheduler.channel import CONTACT, Capabilities, Inbound, Outgoing
from scheduler.notices import answer, notify, secretaries
from scheduler.reach import wake
from storage.audit import Audit
from storage.delivery import Delivery
from storage.invite import Invite, awaits_phones, invite_by_hash, stranger
from storage.outgo import linked_on
from storage.person import Address, Holding, Person, addresses, find_address, holdings, holdings_of
from storage.unit import Post

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter that looks like a digit."""
CODE_LENGTH = 10
VALID = timedelta(days=7)
OWN_VALID = timedelta(minutes=30)
"""A code that its person asked for is typed at once."""
PHONE_VALID = timedelta(days=30)
"""A number is good only for who has the phone, so that it may wait longer than a code."""
WRONG_CODES = 5
LOCK = timedelta(minutes=15)
GREETED_AGAIN = timedelta(minutes=1)


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
    """A fresh code, told once; only its hash is kept. `expires_at` is UTC.

    `post` is empty for a code of one's own.
    """

    post: str
    code: str
    expires_at: datetime


def invite(session: Session, post: Post, now: datetime, person_name: str = "") -> Invited:
    """Make a code for a post; earlier unused codes of the post die."""
    _end(session, now, Invite.post_id == post.id, Invite.by_phone.is_(False))
    code = _new_code(session, now, VALID, post_id=post.id, person_name=person_name)
    return Invited(post.name, code, now + VALID)


def own_code(session: Session, person: Person, now: datetime) -> Invited:
    """Make a code by which a person adds a chat or opens their page; earlier unused ones die."""
    _end(session, now, Invite.person_id == person.id, Invite.by_phone.is_(False))
    code = _new_code(session, now, OWN_VALID, person_id=person.id)
    return Invited("", code, now + OWN_VALID)


def await_phone(session: Session, post: Post, mark: str, now: datetime) -> datetime:
    """Link whoever hands over the phone of that mark: to who holds the post, else to the post.

    Until when (UTC). Another phone that was awaited for it is not any more.
    """
    held = [row.person_id for row in holdings(session, [post.id])[:1]]
    whom = {"person_id": held[0]} if held else {"post_id": post.id}
    _end(
        session, now, Invite.by_phone.is_(True), *(getattr(Invite, k) == v for k, v in whom.items())
    )
    until = now + PHONE_VALID
    session.add(Invite(code_hash=_hash(mark), by_phone=True, made_at=now, expires_at=until, **whom))
    return until


def end_invitations(session: Session, post: Post, now: datetime) -> None:
    """Nobody comes to a post by an invitation that was made for who held it before."""
    _end(session, now, Invite.post_id == post.id)


def _end(session: Session, now: datetime, *which: ColumnElement[bool]) -> None:
    unused = (Invite.used_at.is_(None), Invite.expires_at > now)
    session.execute(update(Invite).where(*unused, *which).values(expires_at=now))


def _new_code(session: Session, now: datetime, valid: timedelta, **whom: Any) -> str:
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    session.add(Invite(code_hash=_hash(code), made_at=now, expires_at=now + valid, **whom))
    return code


def looks_like_code(text: str) -> str | None:
    """The code a message carries: after /start, or alone."""
    words = text.split()
    if words and words[0].split("@")[0] == "/start":
        words = words[1:]
    if len(words) != 1:
        return None
    code = words[0].upper().replace("-", "")
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def handed_over(inbound: Inbound) -> str | None:
    """What a shared phone is invited by, as a code is; None where none was shared."""
    return next((each.ref for each in inbound.attachments if each.kind == CONTACT), None)


def link(
    session: Session,
    channel: str,
    chat: str,
    code: str,
    now: datetime,
    people: int | None = None,
    page: Callable[[int], str] | None = None,
) -> Address:
    """Use a code: the chat becomes an address of its person, or of whoever holds its post.

    `chat` is who tries; with `page`, the address is the page of the person of that id instead.
    `people` is how many the channel can reach, if not everybody. Raises LinkRefused for a wrong,
    used or expired code, TooManyCodes after five of them, ChannelFull without using up the code.
    """
    found = _good(session, channel, chat, code, now)
    more = people is not None and _is_one_more(session, found, channel, chat)
    if people is not None and more and linked_on(session, channel) >= people:
        raise ChannelFull(people)
    found.used_at = now
    person = found.person or _holder(session, found, now)
    address = _address(session, person, channel, page(person.id) if page else chat, now)
    if people is not None and more:
        _tell_nearly_full(session, address, people, now)
    waiting = Delivery.person_id == person.id
    if found.post_id is not None:
        waiting |= Delivery.post_id == found.post_id
    wake(session, person.id, waiting, now)
    session.add(
        Audit(
            at=now,
            person_id=person.id,
            channel=channel,
            action="link",
            noun="person" if found.post_id is None else "post",
            noun_id=person.id if found.post_id is None else found.post_id,
            before={},
            after={"address": address.id},
        )
    )
    return address


def _good(session: Session, channel: str, chat: str, code: str, now: datetime) -> Invite:
    """The invitation of a code that is good; a wrong one counts against who tries."""
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
    known.wrong_codes = 0
    return found


def welcome(session: Session, address: Address, now: datetime, by_phone: bool = False) -> None:
    """Greet a person in the chat that was just linked."""
    held = [row.post.name for row in holdings_of(session, address.person_id)]
    message = texts.welcome(address.person.name, ", ".join(held))
    if by_phone:
        message = replace(message, buttons=(), contact="")
    answer(session, address, store_buttons(session, address.person_id, message, now), now)


def door_of(channels: Mapping[str, Capabilities], code: str) -> str:
    """The link that opens the office's page with a code; empty where its address is not known."""
    url = next((each.opened_at for each in channels.values() if each.opened_at), "")
    return f"{url}/sign-in?code={code}" if url else ""


def greet_stranger(
    session: Session, inbound: Inbound, able: Capabilities | None, now: datetime
) -> Outgoing | None:
    """The one polite sentence a stranger gets; None when it was said before.

    Somebody who is awaited by their phone, and presses Start again, is shown how again.
    """
    known = stranger(session, inbound.channel, inbound.address)
    awaited = able is not None and able.contacts and awaits_phones(session, now)
    again = awaited and inbound.text.strip() == "/start"
    if known.told_at is not None and not (again and known.told_at <= now - GREETED_AGAIN):
        return None
    known.told_at = now
    return texts.stranger(awaited)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _holder(session: Session, found: Invite, now: datetime) -> Person:
    """Who holds the post; somebody new when nobody does, or when another name was invited."""
    assert found.post is not None
    held = holdings(session, [found.post.id])
    name = found.person_name or found.post.name
    if held and (not found.person_name or held[0].person.name == name):
        return held[0].person
    for row in held:
        row.until = now
    person = Person(name=name)
    session.add(person)
    session.flush()
    session.add(Holding(post_id=found.post.id, person_id=person.id, since=now))
    session.flush()
    return person


def _is_one_more(session: Session, found: Invite, channel: str, chat: str) -> bool:
    """Whether a code adds a chat to the channel, rather than moving one."""
    if find_address(session, channel, chat) is not None:
        return False
    held = [found.person_id] if found.person_id else []
    if found.post_id is not None:
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
