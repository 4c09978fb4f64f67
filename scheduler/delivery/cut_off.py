"""Cutting off a chat: from the end of the transaction on nobody is reached or heard there."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.work.change import Actor
from storage.audit import Audit
from storage.delivery import Delivery
from storage.dialog import forget_chat
from storage.person import Address
from storage.web_session import forget_sessions
from storage.words import State

PAGES = "web"
"""The channel whose addresses are entered by sessions."""


def cut(session: Session, address: Address, by: Actor, now: datetime) -> None:
    """Let an address be nobody's; who has its page open is signed out.

    What was still to be said there is not: a reminder goes where its person is reached.
    """
    address.revoked_at = now
    if address.channel == PAGES:
        forget_sessions(session, address.person_id)
    forget_chat(session, address.id)
    unsaid = select(Delivery).where(
        Delivery.address_id == address.id, Delivery.state == State.PENDING
    )
    for row in session.scalars(unsaid):
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
