"""Delete old messages, buttons and questions; changes and numbers of the work stay."""

from datetime import datetime

from sqlalchemy import delete, func, null, select, update
from sqlalchemy.orm import Session

from storage.delivery import Delivery
from storage.dialog import Dialog, ShownButton
from storage.inbound import InboundRow
from storage.own_reminder import OwnReminder
from storage.web_message import WebMessage
from storage.words import State

BATCH = 500
"""The most rows of a table deleted in one transaction, so that writers wait little."""

ENDED_STATES = (State.SENT, State.VOID, State.FAILED)


def forget_batch(session: Session, border: datetime) -> int:
    """Delete some of what is older than a moment (UTC); returns the number of rows, 0 at the end.

    Inbox and page messages, buttons and open questions are deleted; deliveries, and reminders that
    people asked for, lose their texts. What is not yet handled, read or sent stays.
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
        (ShownButton.id, ShownButton.shown_at < border),
        (Dialog.address_id, Dialog.asked_at < border),
    )
    gone = 0
    for key, condition in old:
        keys = session.scalars(select(key).where(condition).order_by(key).limit(BATCH)).all()
        if keys:
            session.execute(delete(key.class_).where(key.in_(keys)))
        gone += len(keys)
    return gone + _blank(session, border) + _blank_own(session, border)


def _blank(session: Session, border: datetime) -> int:
    worded = Delivery.body.is_not(None) | (Delivery.note != "")
    found = select(Delivery.id).where(
        Delivery.fire_at < border,
        Delivery.state.in_(ENDED_STATES),
        Delivery.lease_until.is_(None),
        worded,
    )
    ids = session.scalars(found.order_by(Delivery.id).limit(BATCH)).all()
    if ids:
        session.execute(update(Delivery).where(Delivery.id.in_(ids)).values(body=null(), note=""))
    return len(ids)


def _blank_own(session: Session, border: datetime) -> int:
    """Blank the words of reminders that have no moment to come and were last said before."""
    found = select(OwnReminder.id).where(
        OwnReminder.next_at.is_(None),
        OwnReminder.fired_until < border,
        func.coalesce(OwnReminder.dropped_at, OwnReminder.fired_until) < border,
        OwnReminder.words != "",
    )
    unsent = select(Delivery.id).where(
        Delivery.own_reminder_id == OwnReminder.id, Delivery.state.not_in(ENDED_STATES)
    )
    ids = session.scalars(found.where(~unsent.exists()).order_by(OwnReminder.id).limit(BATCH)).all()
    if ids:
        session.execute(update(OwnReminder).where(OwnReminder.id.in_(ids)).values(words=""))
    return len(ids)
