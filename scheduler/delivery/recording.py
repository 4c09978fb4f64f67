"""Record the results of sends: deliveries, unreachable chats, the monthly quota."""

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
from scheduler.delivery.chats import mark_unreachable
from scheduler.delivery.groups import mark_group_unreachable
from scheduler.delivery.lease import begin_sends
from scheduler.delivery.monthly_quota import add_to_quota
from scheduler.delivery.outcome import SendOutcome, SendStart
from scheduler.delivery.packing import Envelope
from scheduler.delivery.wording import Wording
from scheduler.metrics import DELAY, FAILED, SENT
from storage.bulk import update_rows
from storage.database import Database
from storage.delivery import Delivery
from storage.dialog import set_choices
from storage.group import Group
from storage.person import Address
from storage.words import DeliveryKind, State

log = logging.getLogger(__name__)

MOST_EDIT_TRIES = 3
"""An edit that failed this often is given up: its content may be outdated."""


@dataclass(frozen=True, slots=True)
class OutcomeRecorder:
    """Writes send outcomes into the database."""

    database: Database
    clock: Clock
    wording: Wording
    channels: Channels

    def commit(self, events: Sequence[SendStart | SendOutcome]) -> list[bool]:
        """Record these in one transaction; whether each start may go on, True for an outcome."""
        starts = [each for each in events if isinstance(each, SendStart)]
        with self.database.everything() as session:
            begun = [(each.lease, each.envelope.delivery_ids) for each in starts]
            repeated = {each for start in starts for each in start.envelope.repeated}
            may = iter(begin_sends(session, begun, repeated) if begun else ())
            self.record(session, [each for each in events if isinstance(each, SendOutcome)])
        return [next(may) if isinstance(each, SendStart) else True for each in events]

    def record(self, session: Session, outcomes: Sequence[SendOutcome]) -> None:
        used: dict[tuple[int, str], int] = defaultdict(int)
        for outcome in outcomes:
            used[outcome.commune_id, outcome.envelope.channel] += outcome.messages
        for (commune_id, channel), messages in used.items():
            self.count_quota(session, commune_id, channel, messages)
        sent = [outcome for outcome in outcomes if outcome.error is None]
        record_sent(session, sent, self.clock.now())
        for channel, messages in Counter(each.envelope.channel for each in sent).items():
            SENT.labels(channel).inc(messages)
        for outcome in outcomes:
            if outcome.error is not None:
                self._record_failed(session, outcome)

    def count_quota(self, session: Session, commune_id: int, channel: str, messages: int) -> None:
        capabilities = self.channels[commune_id, channel].capabilities
        if messages:
            now = self.clock.now()
            add_to_quota(session, self.wording, commune_id, (channel, capabilities), messages, now)

    def _record_failed(self, session: Session, outcome: SendOutcome) -> None:
        envelope = outcome.envelope
        FAILED.labels(envelope.channel, type(outcome.error).__name__).inc()
        log.warning(
            "%s: delivery %s: %s", envelope.channel, envelope.delivery_ids[0], outcome.error
        )
        rows = session.scalars(select(Delivery).where(Delivery.id.in_(envelope.delivery_ids)))
        record_failure(session, outcome, rows.all(), self.clock)
        if outcome.chat_closed:
            self._mark_unreachable(session, envelope)

    def _mark_unreachable(self, session: Session, envelope: Envelope) -> None:
        chat, now = _chat_of(session, envelope), self.clock.now()
        if isinstance(chat, Group):
            mark_group_unreachable(session, self.wording, chat, now)
        else:
            mark_unreachable(session, self.wording, chat, self.channels, now)


def record_sent(session: Session, outcomes: Sequence[SendOutcome], now: datetime) -> None:
    arrived = []
    for outcome in outcomes:
        envelope = outcome.envelope
        if envelope.choices is not None:
            set_choices(session, outcome.commune_id, envelope.address_id, envelope.choices)
        DELAY.observe(max(0.0, (now - envelope.since).total_seconds()))
        done = {
            "state": State.SENT,
            "sent_at": now,
            "channel": envelope.channel,
            "message_id": outcome.receipt.message_id if outcome.receipt else "",
            "lease_until": None,
        }
        arrived += [
            {"id": each, "unknown": each in envelope.repeated, **done}
            for each in envelope.delivery_ids
        ]
    update_rows(session, Delivery, arrived)


def record_failure(
    session: Session, outcome: SendOutcome, rows: Sequence[Delivery], clock: Clock
) -> None:
    """Set the deliveries to retry, to try the person's next chat, or to failed."""
    error = outcome.error
    for row in rows:
        row.lease_until = None
        row.reason = type(error).__name__
        row.unknown = row.id in outcome.envelope.repeated or isinstance(error, UnknownOutcome)
        if isinstance(error, MessageRefused):
            row.state = State.FAILED
        elif not isinstance(error, PermanentError):
            row.attempts += 1
            if row.sort is DeliveryKind.EDIT and row.attempts >= MOST_EDIT_TRIES:
                row.state = State.FAILED
            row.not_before = clock.time_after(outcome.retry_in(row.attempts))
    if outcome.retry_after_seconds is not None:
        _delay_chat(
            session,
            outcome.envelope,
            clock.time_after(timedelta(seconds=outcome.retry_after_seconds)),
        )
    unanswerable = outcome.envelope.edits is not None or outcome.envelope.group
    if isinstance(error, UnknownOutcome) and not unanswerable:
        # It is not certain which message a letter would answer.
        set_choices(session, outcome.commune_id, outcome.envelope.address_id, ())
    if isinstance(error, AddressMoved):
        _chat_of(session, outcome.envelope).address = error.new_address


def _delay_chat(session: Session, envelope: Envelope, until: datetime) -> None:
    """Postpone everything else for that chat, whichever process would send it."""
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
    if envelope.group:
        return session.get_one(Group, envelope.address_id)
    return session.get_one(Address, envelope.address_id)
