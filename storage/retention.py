"""What was said and sent is kept for some time only; what counts of the work stays."""

from datetime import datetime

from sqlalchemy import delete, func, null, select, update
from sqlalchemy.orm import Session

from storage.delivery import Delivery
from storage.dialog import Dialog, Press
from storage.inbound import InboundRow
from storage.web_message import WebMessage
from storage.words import State

BATCH = 500
"""So many rows of a table go in one transaction: who writes meanwhile waits for no more."""

OVER = (State.SENT, State.VOID, State.FAILED)


def forget_batch(session: Session, border: datetime) -> int:
    """Remove some of what is older than a moment (UTC); how many rows, none when it is all gone.

    Messages of the inbox and of pages, buttons and open questions go whole; deliveries stay without
    their words. What is not handled, taken or sent yet stays.
    """
    newest = select(func.max(WebMessage.id)).scalar_subquery()  # SQLite gives a last id again.
    old = (
        (InboundRow.id, (InboundRow.received_at < border) & InboundRow.handled_at.is_not(None)),
        (
            WebMessage.id,
            (WebMessage.at < border)
            & (WebMessage.read_at.is_not(None) | WebMessage.incoming.is_(False))
            & (WebMessage.id < newest),
        ),
        (Press.id, Press.shown_at < border),
        (Dialog.address_id, Dialog.asked_at < border),
    )
    gone = 0
    for key, condition in old:
        keys = session.scalars(select(key).where(condition).order_by(key).limit(BATCH)).all()
        if keys:
            session.execute(delete(key.class_).where(key.in_(keys)))
        gone += len(keys)
    return gone + _blank(session, border)


def _blank(session: Session, border: datetime) -> int:
    worded = Delivery.body.is_not(None) | (Delivery.note != "")
    found = select(Delivery.id).where(
        Delivery.fire_at < border, Delivery.state.in_(OVER), Delivery.lease_until.is_(None), worded
    )
    ids = session.scalars(found.order_by(Delivery.id).limit(BATCH)).all()
    if ids:
        session.execute(update(Delivery).where(Delivery.id.in_(ids)).values(body=null(), note=""))
    return len(ids)
