"""Invitations: one-time codes for a post, a unit's group or one more chat of a person; and phone
numbers that link their owner without a code. Wrong codes are limited by chat and by commune.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.texts import linking as texts
from bot.texts.linking import FreshCode
from scheduler.calendar.working_time import Calendar, next_working_time
from scheduler.delivery.channel import CONTACT, Capabilities, Inbound, Outgoing
from scheduler.delivery.notices import add_notice, secretary_ids
from storage.commune import Commune
from storage.invite import (
    Invite,
    Stranger,
    any_locked_since,
    invite_by_hash,
    note_wrong_code,
    stranger_of,
    wrong_code_times,
)
from storage.person import Person, find_address, holdings
from storage.unit import Post, Unit

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without letters and digits that look alike."""
CODE_LENGTH = 10
"""Characters: 31**10 codes, 49.5 bits; docs/security.md says why that is enough."""
VALID = timedelta(days=7)
OWN_VALID = timedelta(minutes=30)
"""Short: a person types a code of their own at once."""
PHONE_VALID = timedelta(days=30)
"""Longer than a code: only the owner of the phone can use it."""
WRONG_CODES = 5
"""Wrong codes of one chat before it is locked."""
LOCK = timedelta(minutes=15)
WHILE = timedelta(hours=1)
MOST_WRONG = 200
"""Wrong codes of all chats of a commune within WHILE; then no code is accepted."""

COST = 2**12
"""The scrypt work factor N (about 10 ms and 4 MB), so that a stolen database reveals no codes."""


class LinkRefused(Exception):
    """The code links nothing"""


class TooManyCodes(LinkRefused):
    """This chat, or all together, have tried too many wrong codes"""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def invite(session: Session, post: Post, now: datetime, person_name: str = "") -> FreshCode:
    """Make a code for a post; earlier unused codes of the post expire."""
    _expire(session, now, Invite.post_id == post.id, Invite.by_phone.is_(False))
    code = _new_code(session, now, VALID, post_id=post.id, person_name=person_name)
    return FreshCode(post.name, code, now + VALID)


def own_code(session: Session, person: Person, now: datetime) -> FreshCode:
    """Make a code that adds a chat or opens the web page of a person; earlier ones expire."""
    _expire(session, now, Invite.person_id == person.id, Invite.by_phone.is_(False))
    code = _new_code(session, now, OWN_VALID, person_id=person.id)
    return FreshCode("", code, now + OWN_VALID)


def invite_group(session: Session, unit: Unit, now: datetime) -> FreshCode:
    """Make a code for a unit's group; earlier unused ones of the unit expire."""
    _expire(session, now, Invite.unit_id == unit.id)
    code = _new_code(session, now, VALID, unit_id=unit.id)
    return FreshCode(unit.name, code, now + VALID)


def await_phone(session: Session, post: Post, mark: str, now: datetime) -> datetime:
    """Link the chat that shares the phone with this mark (see `Phone`) to the post's holder, or to
    the post if it is vacant. Returns when that expires (UTC); an earlier phone expires now.
    """
    held = [row.person_id for row in holdings(session, [post.id])[:1]]
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


def looks_like_code(text: str) -> str | None:
    """The code in a message, alone or after /start; None if it has none."""
    words = text.split()
    if words and words[0].split("@")[0] == "/start":
        words = words[1:]
    if len(words) != 1:
        return None
    code = words[0].upper().replace("-", "")
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def handed_over(inbound: Inbound) -> str | None:
    """The mark of the phone that the message shares, used as a code; None if it shares none."""
    return next((each.ref for each in inbound.attachments if each.kind == CONTACT), None)


def valid_invitation(session: Session, channel: str, chat: str, code: str, now: datetime) -> Invite:
    """The invitation of a valid code.

    Raises LinkRefused for a wrong, used or expired code and counts it against the chat; raises
    TooManyCodes after WRONG_CODES of one chat, or MOST_WRONG of all chats.
    """
    known = stranger_of(session, channel, chat)
    if known.locked_until is not None and known.locked_until > now:
        raise TooManyCodes(known.locked_until)
    wrong = wrong_code_times(session, now - WHILE)
    if len(wrong) >= MOST_WRONG:
        raise TooManyCodes(wrong[-MOST_WRONG] + WHILE)
    found = invite_by_hash(session, hash_of(code))
    if found is None or found.expires_at <= now:
        note_wrong_code(session, now, forgotten=now - WHILE)
        _count_wrong(session, known, len(wrong) + 1, now)
        raise LinkRefused
    known.wrong_codes = 0
    return found


def _count_wrong(session: Session, known: Stranger, together: int, now: datetime) -> None:
    """Count a wrong code against a chat; lock the chat and warn the secretaries at the limit."""
    known.wrong_codes += 1
    if together >= MOST_WRONG:
        _warn(session, texts.many_wrong_codes(together, now + WHILE), now)
    if known.wrong_codes % WRONG_CODES == 0:
        warned_before = any_locked_since(session, now - WHILE + LOCK)
        known.locked_until = now + LOCK
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


def door_of(channels: Mapping[str, Capabilities], code: str) -> str:
    """The sign-in link of the web page with a code; empty if the page has no known address."""
    url = next((each.page_url for each in channels.values() if each.page_url), "")
    return f"{url}/sign-in?code={code}" if url else ""


def hash_of(code: str) -> str:
    """The stored hash of a code (hex). One salt for all: the hash is looked up in every commune."""
    return hashlib.scrypt(code.encode(), salt=b"nhacviec", n=COST, r=8, p=1, dklen=32).hex()
