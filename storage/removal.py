"""Remove one person's texts and addresses; the figures and dates of their work stay."""

from datetime import datetime

from sqlalchemy import delete, null, or_, select, update
from sqlalchemy.orm import Session

from storage.delivery import Delivery
from storage.dialog import ShownButton, forget_chat
from storage.evidence import Evidence
from storage.feed import revoke_feeds
from storage.handout import HandoutRow
from storage.inbound import InboundRow
from storage.invite import Invite, Stranger
from storage.own_reminder import OwnReminder
from storage.person import Address, Person
from storage.personal import is_from_chats
from storage.proposal import Paper
from storage.reply import Extension, Reply
from storage.web_file import WebFile
from storage.web_message import WebMessage
from storage.web_session import end_sessions
from storage.words import State

REMOVED_PREFIX = "removed:"
"""This and its row's id replace a removed address; no platform has such an address."""


def remove_personal_data(session: Session, person: Person, name: str, now: datetime) -> None:
    """Rename a person to `name`, and remove what they wrote, received and are reached by.

    Their answers keep numbers and dates, and evidence files keep their content. Texts in the audit
    stay: its hashes forbid changes.
    """
    _blank_words(session, person.id)
    _revoke_access(session, person, now)
    for row in session.scalars(select(Address).where(Address.person_id == person.id)).all():
        _blank_chat(session, row, now)
    person.name = name
    session.flush()


def _blank_words(session: Session, person_id: int) -> None:
    session.execute(update(Reply).where(Reply.person_id == person_id).values(text="", reason=""))
    session.execute(update(Extension).where(Extension.asked_by == person_id).values(reason=""))
    for table in (Evidence, Paper):
        session.execute(update(table).where(table.person_id == person_id).values(name=""))
    session.execute(update(Delivery).where(Delivery.asked_by == person_id).values(note=""))
    asked = update(OwnReminder).where(OwnReminder.person_id == person_id)
    session.execute(asked.values(words="", next_at=None))
    own = Delivery.person_id == person_id
    unsent = own & Delivery.state.in_((State.PENDING, State.WAITING))
    session.execute(update(Delivery).where(unsent).values(state=State.VOID, reason="removed"))
    session.execute(update(Delivery).where(own).values(body=null(), note=""))


def _revoke_access(session: Session, person: Person, now: datetime) -> None:
    """Delete or revoke the person's buttons, handouts, feeds, sessions and codes."""
    for table in (ShownButton, HandoutRow):
        session.execute(delete(table).where(table.person_id == person.id))
    end_sessions(session, person.id)
    revoke_feeds(session, person.id, now)
    theirs = or_(Invite.person_id == person.id, Invite.person_name == person.name)
    session.execute(update(Invite).where(theirs, Invite.used_at.is_(None)).values(used_at=now))
    session.execute(update(Invite).where(theirs).values(person_name=""))


def _blank_chat(session: Session, row: Address, now: datetime) -> None:
    came = session.scalars(select(InboundRow.id).where(is_from_chats(session, row))).all()
    session.execute(delete(InboundRow).where(InboundRow.id.in_(came)))
    session.execute(
        delete(Stranger).where(Stranger.channel == row.channel, Stranger.address == row.address)
    )
    forget_chat(session, row.id)
    neutral = f"{REMOVED_PREFIX}{row.id}"
    # Rows stay for their ids: SQLite reuses the last one, and other pages continue from it.
    session.execute(
        update(WebMessage)
        .where(WebMessage.address == row.address)
        .values(address=neutral, body={}, key=None, read_at=now)
    )
    awaited = [
        ref
        for table in (Evidence, Paper)
        for ref in session.scalars(
            select(table.ref).where(table.address_id == row.id, table.not_before.is_not(None))
        )
    ]
    session.execute(
        delete(WebFile).where(WebFile.address == row.address, WebFile.ref.not_in(awaited))
    )
    session.execute(
        update(WebFile).where(WebFile.address == row.address).values(address=neutral, name="")
    )
    row.address, row.menu = neutral, ""
    row.revoked_at = row.revoked_at or now
