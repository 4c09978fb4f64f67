"""One-time codes: made by the secretary for a post or a unit's group, or by a person who has a chat
for one more of their own; and phones that are awaited in the place of a code.
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
"""No letter that looks like a digit."""
CODE_LENGTH = 10
"""So 31 to the power of 10, or 2 to that of 49.5: docs/security.md counts what that is worth."""
VALID = timedelta(days=7)
OWN_VALID = timedelta(minutes=30)
"""A code that its person asked for is typed at once."""
PHONE_VALID = timedelta(days=30)
"""A number is good only for who has the phone, so that it may wait longer than a code."""
WRONG_CODES = 5
LOCK = timedelta(minutes=15)
WHILE = timedelta(hours=1)
MOST_WRONG = 200
"""Wrong codes of all chats of a commune within WHILE; after them nobody's code is looked at."""

COST = 2**12
"""Of making a hash, about 10 ms and 4 MB: who has stolen the database has not stolen the codes."""


class LinkRefused(Exception):
    """The code links nothing"""


class TooManyCodes(LinkRefused):
    """This chat, or all together, have tried too many wrong codes"""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def invite(session: Session, post: Post, now: datetime, person_name: str = "") -> FreshCode:
    """Make a code for a post; earlier unused codes of the post die."""
    _end(session, now, Invite.post_id == post.id, Invite.by_phone.is_(False))
    code = _new_code(session, now, VALID, post_id=post.id, person_name=person_name)
    return FreshCode(post.name, code, now + VALID)


def own_code(session: Session, person: Person, now: datetime) -> FreshCode:
    """Make a code by which a person adds a chat or opens their page; earlier unused ones die."""
    _end(session, now, Invite.person_id == person.id, Invite.by_phone.is_(False))
    code = _new_code(session, now, OWN_VALID, person_id=person.id)
    return FreshCode("", code, now + OWN_VALID)


def invite_group(session: Session, unit: Unit, now: datetime) -> FreshCode:
    """Make a code for a unit's group; earlier unused ones of the unit die."""
    _end(session, now, Invite.unit_id == unit.id)
    code = _new_code(session, now, VALID, unit_id=unit.id)
    return FreshCode(unit.name, code, now + VALID)


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
    session.add(
        Invite(code_hash=hash_of(mark), by_phone=True, made_at=now, expires_at=until, **whom)
    )
    return until


def end_invitations(session: Session, post: Post, now: datetime) -> None:
    """Nobody comes to a post by an invitation that was made for who held it before."""
    _end(session, now, Invite.post_id == post.id)


def _end(session: Session, now: datetime, *which: ColumnElement[bool]) -> None:
    unused = (Invite.used_at.is_(None), Invite.expires_at > now)
    session.execute(update(Invite).where(*unused, *which).values(expires_at=now))


def _new_code(session: Session, now: datetime, valid: timedelta, **whom: Any) -> str:
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    session.add(Invite(code_hash=hash_of(code), made_at=now, expires_at=now + valid, **whom))
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


def good(session: Session, channel: str, chat: str, code: str, now: datetime) -> Invite:
    """The invitation of a code that is good; a wrong one counts against who tries.

    Raises LinkRefused for a wrong, used or expired code, TooManyCodes once a chat has tried five
    of them, or all chats together MOST_WRONG.
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
        _count(session, known, len(wrong) + 1, now)
        raise LinkRefused
    known.wrong_codes = 0
    return found


def _count(session: Session, known: Stranger, together: int, now: datetime) -> None:
    """Count a wrong code against a chat; lock it, and tell the secretary, when there are many."""
    known.wrong_codes += 1
    if together >= MOST_WRONG:
        _warn(session, texts.many_wrong_codes(together, now + WHILE), now)
    if known.wrong_codes % WRONG_CODES == 0:
        told_already = any_locked_since(session, now - WHILE + LOCK)
        known.locked_until = now + LOCK
        if not told_already:
            linked = find_address(session, known.channel, known.address)
            name = linked.person.name if linked is not None else ""
            message = texts.chat_locked(known.channel, name, known.locked_until)
            _warn(session, message, now)
    session.flush()


def _warn(session: Session, message: Outgoing, now: datetime) -> None:
    """Tell the secretaries, in office hours, holiday or not."""
    commune_id = session.scalars(select(Commune.id)).one()
    hearers = secretary_ids(session, commune_id)
    add_notice(session, commune_id, hearers, message, now, next_working_time(now, Calendar()))


def door_of(channels: Mapping[str, Capabilities], code: str) -> str:
    """The link that opens the office's page with a code; empty where its address is not known."""
    url = next((each.page_url for each in channels.values() if each.page_url), "")
    return f"{url}/sign-in?code={code}" if url else ""


def hash_of(code: str) -> str:
    """What is kept of a code; the same for all, so that it leads to its commune."""
    return hashlib.scrypt(code.encode(), salt=b"nhacviec", n=COST, r=8, p=1, dklen=32).hex()
