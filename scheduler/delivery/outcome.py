"""What became of a message that was handed to a channel, and what its deliveries are afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import (
    AddressMoved,
    ChannelError,
    MessageRefused,
    PermanentError,
    Receipt,
    TemporaryError,
    UnknownOutcome,
)
from scheduler.delivery.packing import Envelope
from scheduler.metrics import DELAY
from storage.database import ScopedSession
from storage.delivery import Delivery
from storage.dialog import offer
from storage.group import Group
from storage.many import change
from storage.person import Address
from storage.words import DeliveryKind, State

FIRST_RETRY = timedelta(seconds=20)
LONGEST_RETRY = timedelta(minutes=30)
AFTER_UNKNOWN = timedelta(minutes=5)
TRIES_OF_AN_EDIT = 3
"""A message that could not be shown anew by then may say what is no longer so."""


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """What became of one envelope; `error` is None when the platform took it."""

    commune_id: int
    envelope: Envelope
    receipt: Receipt | None = None
    error: ChannelError | None = None

    @property
    def messages(self) -> int:
        """How many messages the platform took, or may have taken."""
        if self.receipt is not None:
            return self.receipt.pieces
        may_have_arrived = isinstance(self.error, UnknownOutcome) and self.envelope.edits is None
        return 1 if may_have_arrived else 0

    @property
    def pause(self) -> float | None:
        """Seconds for which the platform wants nothing for that chat, if it said so."""
        return self.error.retry_after if isinstance(self.error, TemporaryError) else None

    @property
    def closed(self) -> bool:
        """Whether the chat will take nothing any more."""
        moved_or_bad = isinstance(self.error, AddressMoved | MessageRefused)
        return isinstance(self.error, PermanentError) and not moved_or_bad


def record_sent(session: ScopedSession, outcomes: Sequence[SendOutcome], now: datetime) -> None:
    """The deliveries of these have arrived."""
    arrived = []
    for outcome in outcomes:
        envelope = outcome.envelope
        if envelope.choices is not None:
            offer(session, outcome.commune_id, envelope.address_id, envelope.choices)
        DELAY.observe(max(0.0, (now - envelope.since).total_seconds()))
        done = {
            "state": State.SENT,
            "sent_at": now,
            "channel": envelope.channel,
            "message_id": outcome.receipt.message_id if outcome.receipt else "",
            "lease_until": None,
        }
        arrived += [{"id": each, **done} for each in envelope.delivery_ids]
    change(session, Delivery, arrived)


def record_failed(
    session: ScopedSession, outcome: SendOutcome, rows: Sequence[Delivery], clock: Clock
) -> None:
    """The deliveries wait for their next try, or for the person's next chat, or have failed."""
    error = outcome.error
    for row in rows:
        row.lease_until = None
        row.reason = type(error).__name__
        if isinstance(error, MessageRefused):
            row.state = State.FAILED
        elif not isinstance(error, PermanentError):
            row.attempts += 1
            if row.sort is DeliveryKind.EDIT and row.attempts >= TRIES_OF_AN_EDIT:
                row.state = State.FAILED
            row.unknown = row.unknown or isinstance(error, UnknownOutcome)
            row.not_before = clock.after(_wait(error, row.attempts))
    if outcome.pause is not None:
        _put_off(session, outcome.envelope, clock.after(timedelta(seconds=outcome.pause)))
    unanswerable = outcome.envelope.edits is not None or outcome.envelope.group
    if isinstance(error, UnknownOutcome) and not unanswerable:
        # Which message a number answers is not sure any more.
        offer(session, outcome.commune_id, outcome.envelope.address_id, ())
    if isinstance(error, AddressMoved):
        chat_of(session, outcome.envelope).address = error.new_address


def _put_off(session: ScopedSession, envelope: Envelope, until: datetime) -> None:
    """Whatever else goes to that chat waits, too, whichever process would send it."""
    chat = chat_of(session, envelope)
    waiting = select(Delivery).where(
        Delivery.commune_id == chat.commune_id,
        Delivery.state == State.PENDING,
        Delivery.sent_at.is_(None),
        Delivery.not_before < until,
    )
    if isinstance(chat, Group):
        waiting = waiting.where(Delivery.group_id == chat.id)
    else:
        waiting = waiting.where(
            Delivery.person_id == chat.person_id,
            or_(Delivery.address_id.is_(None), Delivery.address_id == chat.id),
        )
    for row in session.scalars(waiting):
        row.not_before = until


def chat_of(session: ScopedSession, envelope: Envelope) -> Address | Group:
    """The chat that an envelope is for."""
    if envelope.group:
        return session.get_one(Group, envelope.address_id)
    return session.get_one(Address, envelope.address_id)


def _wait(error: ChannelError | None, attempts: int) -> timedelta:
    if isinstance(error, UnknownOutcome):
        return AFTER_UNKNOWN
    if isinstance(error, TemporaryError) and error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    doubled: timedelta = FIRST_RETRY * 2 ** min(attempts - 1, 10)
    return min(doubled, LONGEST_RETRY)
