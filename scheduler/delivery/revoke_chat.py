"""Revoke a chat: after the transaction nothing is sent to it or accepted from it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.work.change import Actor
from storage.audit import Audit
from storage.delivery import Delivery
from storage.dialog import forget_chat
from storage.feed import revoke_feeds
from storage.person import Address
from storage.web_session import end_sessions
from storage.words import State

WEB = "web"
"""The channel whose addresses are used through sign-in sessions."""


def revoke_chat(session: Session, address: Address, by: Actor, now: datetime) -> bool:
    """Revoke a chat and end its open question; on the web, sign its person out.

    Its unsent deliveries are void; reminders, which have no fixed address, go to other chats. The
    person's calendar addresses end, too, since the chat may know them; returns whether any was in
    use.
    """
    address.revoked_at = now
    if address.channel == WEB:
        end_sessions(session, address.person_id)
    forget_chat(session, address.id)
    calendar_ended = revoke_feeds(session, address.person_id, now)
    unsent = select(Delivery).where(
        Delivery.address_id == address.id, Delivery.state == State.PENDING
    )
    for row in session.scalars(unsent):
        row.state, row.reason = State.VOID, "cut"
    session.add(
        Audit(
            at=now,
            person_id=by.person_id,
            proxy_id=by.proxy_id,
            channel=by.channel,
            action="unlink",
            noun="person",
            noun_id=address.person_id,
            before={"address": address.id},
            after={},
        )
    )
    session.flush()
    return calendar_ended
