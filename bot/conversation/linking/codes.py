"""Invitations: one-time codes for a post, a unit's group or one more chat of a person; and phone
numbers that link their owner without a code. Wrong codes lock the chat, or the page's IP address,
that they come from, and nothing else.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.conversation.linking.hashing import CodeHash, hash_of
from bot.language.text.typed_code import ALPHABET, CODE_LENGTH, typed_code
from bot.texts import linking as texts
from bot.texts.linking import FreshCode
from scheduler.calendar.working_time import Calendar, next_working_time
from scheduler.delivery.channel import CONTACT, Capabilities, Inbound, Outgoing
from scheduler.delivery.notices import add_notice, secretary_ids
from storage.commune import Commune
from storage.invite import (
    Invite,
    Stranger,
    any_chat_locked_since,
    count_wrong_code,
    invite_by_hash,
    stranger_of,
)
from storage.person import Person, find_address, holdings_of, present_holdings
from storage.unit import Post, Unit

VALID = timedelta(days=7)
OWN_VALID = timedelta(minutes=30)
"""Short: a person types a code of their own at once."""
PHONE_VALID = timedelta(days=30)
"""Longer than a code: only the owner of the phone can use it."""
WRONG_CODES_TO_LOCK = 5
"""Wrong codes of one address before it is locked."""
LOCK = timedelta(minutes=15)
COUNTING_TIME = timedelta(hours=1)
WRONG_CODES_TO_WARN = 200
"""Wrong codes of a commune within COUNTING_TIME that make the secretary be warned."""
WRONG_CODES_AFTER_WARNING = 2
"""Takes the place of WRONG_CODES_TO_LOCK once a commune has had WRONG_CODES_TO_WARN wrong codes."""


class LinkRefused(Exception):
    """The chat was not linked; the subclass says why"""


class TooManyCodes(LinkRefused):
    """This address has tried too many wrong codes"""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def make_invitation(
    session: Session,
    post: Post,
    now: datetime,
    person_name: str = "",
    confirmed_at: datetime | None = None,
) -> FreshCode:
    """Make a code for a post; earlier unused codes of the post expire.

    `confirmed_at`: when the page on which it is asked for was confirmed; None elsewhere.
    """
    _expire(session, now, Invite.post_id == post.id, Invite.by_phone.is_(False))
    whom = {"post_id": post.id, "person_name": person_name}
    code = _new_code(session, now, VALID, confirmed_at=confirmed_at, **whom)
    return FreshCode(post.name, code, now + VALID)


def make_own_code(
    session: Session, person: Person, now: datetime, confirmed_at: datetime | None = None
) -> FreshCode:
    """Make a code that adds a chat or opens the web page of a person; earlier ones expire.

    `confirmed_at` as for `make_invitation`.
    """
    _expire(session, now, Invite.person_id == person.id, Invite.by_phone.is_(False))
    code = _new_code(session, now, OWN_VALID, confirmed_at=confirmed_at, person_id=person.id)
    return FreshCode("", code, now + OWN_VALID)


def make_group_invitation(session: Session, unit: Unit, now: datetime) -> FreshCode:
    """Make a code for a unit's group; earlier unused ones of the unit expire."""
    _expire(session, now, Invite.unit_id == unit.id)
    code = _new_code(session, now, VALID, unit_id=unit.id)
    return FreshCode(unit.name, code, now + VALID)


def expect_phone(session: Session, post: Post, mark: str, now: datetime) -> datetime:
    """Prepare the link of a phone, given by its mark (see `Phone`): the chat that shares this phone
    is linked to the post's holder, or to the post if it is vacant. Returns when this expires (UTC);
    an earlier phone of the post expires now.
    """
    held = [row.person_id for row in present_holdings(session, [post.id])[:1]]
    whom = {"person_id": held[0]} if held else {"post_id": post.id}
    _expire(
        session, now, Invite.by_phone.is_(True), *(getattr(Invite, k) == v for k, v in whom.items())
    )
    until = now + PHONE_VALID
    session.add(
        Invite(code_hash=hash_of(mark), by_phone=True, made_at=now, expires_at=until, **whom)
    )
    return until


def end_invitations(session: Session, post: Post, now: datetime) -> None:
    """Expire the unused invitations of a post, since they were made for its former holder."""
    _expire(session, now, Invite.post_id == post.id)


def _expire(session: Session, now: datetime, *which: ColumnElement[bool]) -> None:
    unused = (Invite.used_at.is_(None), Invite.expires_at > now)
    session.execute(update(Invite).where(*unused, *which).values(expires_at=now))


def _new_code(session: Session, now: datetime, valid: timedelta, **whom: Any) -> str:
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    session.add(Invite(code_hash=hash_of(code), made_at=now, expires_at=now + valid, **whom))
    return code


def shared_phone_mark(inbound: Inbound) -> str | None:
    """The mark of the phone that the message shares, used as a code; None if it shares none."""
    return next((each.ref for each in inbound.attachments if each.kind == CONTACT), None)


def code_of(inbound: Inbound) -> str | None:
    """The code, or the mark of a phone, by which a message may link its chat; None without one."""
    phone = shared_phone_mark(inbound)
    if phone is not None:
        return phone
    typed = typed_code(inbound.text)
    return typed.code if typed is not None else None


def is_valid(session: Session, code_hash: CodeHash, now: datetime) -> bool:
    found = invite_by_hash(session, code_hash)
    return found is not None and found.expires_at > now


def is_own_code(found: Invite | None, now: datetime) -> bool:
    """Whether the invitation is a valid code that a linked person made for themselves; a lock does
    not stop it.
    """
    if found is None or found.expires_at <= now:
        return False
    return found.person_id is not None and not found.by_phone


def belongs_to(session: Session, found: Invite, person_id: int, now: datetime) -> bool:
    """Whether it is a valid code of this person or of a post they hold."""
    posts = [row.post_id for row in holdings_of(session, person_id)]
    theirs = found.person_id == person_id or found.post_id in posts
    return theirs and found.expires_at > now and not found.by_phone


def valid_invitation(
    session: Session, channel: str, address: str, code_hash: CodeHash, now: datetime
) -> Invite:
    """The invitation of a valid code. `address`: the chat, or the IP address of a page.

    Raises LinkRefused for a wrong, used or expired code and counts it against the address; raises
    TooManyCodes while that is locked, except for a person's own code.
    """
    known = stranger_of(session, channel, address)
    found = invite_by_hash(session, code_hash)
    if known.locked_until is not None and known.locked_until > now and not is_own_code(found, now):
        raise TooManyCodes(known.locked_until)
    if found is None or found.expires_at <= now:
        _count_wrong(session, known, now)
        raise LinkRefused
    known.wrong_codes = 0
    return found


def _count_wrong(session: Session, known: Stranger, now: datetime) -> None:
    """Count a wrong code; at the limits lock its address, and warn the secretaries."""
    number = count_wrong_code(session, now, now - COUNTING_TIME, WRONG_CODES_TO_WARN)
    if number == WRONG_CODES_TO_WARN:
        _warn(
            session,
            texts.many_wrong_codes(WRONG_CODES_TO_WARN, WRONG_CODES_AFTER_WARNING, LOCK),
            now,
        )
    known.wrong_codes += 1
    if known.wrong_codes >= (
        WRONG_CODES_TO_LOCK if number <= WRONG_CODES_TO_WARN else WRONG_CODES_AFTER_WARNING
    ):
        warned_before = any_chat_locked_since(session, now - COUNTING_TIME + LOCK)
        known.locked_until, known.wrong_codes = now + LOCK, 0
        if not warned_before:
            linked = find_address(session, known.channel, known.address)
            name = linked.person.name if linked is not None else ""
            message = texts.chat_locked(known.channel, name, known.locked_until)
            _warn(session, message, now)
    session.flush()


def _warn(session: Session, message: Outgoing, now: datetime) -> None:
    """Notify the secretaries in working hours; holidays of the commune are ignored."""
    commune_id = session.scalars(select(Commune.id)).one()
    ids = secretary_ids(session, commune_id)
    add_notice(session, commune_id, ids, message, now, next_working_time(now, Calendar()))


def linking_addresses(channels: Mapping[str, Capabilities], code: str) -> tuple[str, ...]:
    """The addresses that link by a code: of a chat with the bot first, then of our page."""
    chats = tuple(each.chat_link + code for each in channels.values() if each.chat_link)
    return tuple(filter(None, (*chats, sign_in_link(channels, code))))


def sign_in_link(channels: Mapping[str, Capabilities], code: str) -> str:
    """The sign-in link of the web page with a code; empty if the page has no known address."""
    url = next((each.page_url for each in channels.values() if each.page_url), "")
    return f"{url}/sign-in?code={code}" if url else ""
