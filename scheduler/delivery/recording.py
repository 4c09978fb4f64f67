"""Record what became of sent messages: their deliveries, their chats and the month's allowance."""

import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import (
    AddressMoved,
    Channels,
    MessageRefused,
    PermanentError,
    UnknownOutcome,
)
from scheduler.delivery.chats import shut
from scheduler.delivery.groups import shut_group
from scheduler.delivery.monthly_quota import spend
from scheduler.delivery.outcome import SendOutcome
from scheduler.delivery.packing import Envelope
from scheduler.delivery.wording import Wording
from scheduler.metrics import DELAY, FAILED, SENT
from storage.database import Database
from storage.delivery import Delivery
from storage.dialog import offer
from storage.group import Group
from storage.many import change
from storage.person import Address
from storage.words import DeliveryKind, State

log = logging.getLogger(__name__)

TRIES_OF_AN_EDIT = 3
"""A message that could not be shown anew by then may say what is no longer so."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes outcomes into the database."""

    database: Database
    clock: Clock
    wording: Wording
    channels: Channels

    def commit(self, outcomes: Sequence[SendOutcome]) -> None:
        """Record these outcomes in one transaction."""
        with self.database.everything() as session:
            self.note(session, outcomes)

    def note(self, session: Session, outcomes: Sequence[SendOutcome]) -> None:
        """Put these outcomes into a transaction."""
        used: dict[tuple[int, str], int] = defaultdict(int)
        for outcome in outcomes:
            used[outcome.commune_id, outcome.envelope.channel] += outcome.messages
        for (commune_id, channel), messages in used.items():
            self.spend(session, commune_id, channel, messages)
        sent = [outcome for outcome in outcomes if outcome.error is None]
        record_sent(session, sent, self.clock.now())
        for channel, messages in Counter(each.envelope.channel for each in sent).items():
            SENT.labels(channel).inc(messages)
        for outcome in outcomes:
            if outcome.error is not None:
                self._note_failed(session, outcome)

    def spend(self, session: Session, commune_id: int, channel: str, messages: int) -> None:
        """Count messages of a platform that allows only so many a month."""
        able = self.channels[commune_id, channel].capabilities
        if messages:
            now = self.clock.now()
            spend(session, self.wording, commune_id, (channel, able), messages, now)

    def _note_failed(self, session: Session, outcome: SendOutcome) -> None:
        envelope = outcome.envelope
        FAILED.labels(envelope.channel, type(outcome.error).__name__).inc()
        log.warning(
            "%s: delivery %s: %s", envelope.channel, envelope.delivery_ids[0], outcome.error
        )
        rows = session.scalars(select(Delivery).where(Delivery.id.in_(envelope.delivery_ids)))
        record_failed(session, outcome, rows.all(), self.clock)
        if outcome.closed:
            self._shut(session, envelope)

    def _shut(self, session: Session, envelope: Envelope) -> None:
        chat, now = _chat_of(session, envelope), self.clock.now()
        if isinstance(chat, Group):
            shut_group(session, self.wording, chat, now)
        else:
            shut(session, self.wording, chat, self.channels, now)


def record_sent(session: Session, outcomes: Sequence[SendOutcome], now: datetime) -> None:
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
    session: Session, outcome: SendOutcome, rows: Sequence[Delivery], clock: Clock
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
            row.not_before = clock.after(outcome.retry_in(row.attempts))
    if outcome.pause is not None:
        _hold_back(session, outcome.envelope, clock.after(timedelta(seconds=outcome.pause)))
    unanswerable = outcome.envelope.edits is not None or outcome.envelope.group
    if isinstance(error, UnknownOutcome) and not unanswerable:
        # Which message a number answers is not sure any more.
        offer(session, outcome.commune_id, outcome.envelope.address_id, ())
    if isinstance(error, AddressMoved):
        _chat_of(session, outcome.envelope).address = error.new_address


def _hold_back(session: Session, envelope: Envelope, until: datetime) -> None:
    """Whatever else goes to that chat waits, too, whichever process would send it."""
    chat = _chat_of(session, envelope)
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


def _chat_of(session: Session, envelope: Envelope) -> Address | Group:
    """The chat that an envelope is for."""
    if envelope.group:
        return session.get_one(Group, envelope.address_id)
    return session.get_one(Address, envelope.address_id)
