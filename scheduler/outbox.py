"""The outbox's second half: messages go to their channels, and what became of each is kept.

Delivery is at least once: what was sent and not yet recorded when the process dies is sent again
by the next one. A channel has one message on its way at a time, so that this is one message. On a
channel of our own sending is recording, in one transaction, so that nothing comes twice.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select, update

from scheduler.allowance import spend
from scheduler.channel import (
    AddressMoved,
    Channel,
    ChannelError,
    MessageRefused,
    PermanentError,
    Ready,
    Receipt,
    TemporaryError,
    UnknownOutcome,
)
from scheduler.clock import Clock
from scheduler.notices import tell_unreachable
from scheduler.office import National
from scheduler.outcome import Outcome
from scheduler.own_channel import Channels, OwnPost
from scheduler.pacing import Pacer, Window
from scheduler.parcels import Counter, Envelope, Parcel, take_parcels
from scheduler.wording import Wording
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.dialog import offer
from storage.person import Address
from storage.words import State

log = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=20)
LONGEST_RETRY = timedelta(minutes=30)
AFTER_UNKNOWN = timedelta(minutes=5)


class Outbox:
    """Sends what is ready, one drain at a time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        machine: Clock,
        national: National,
        wording: Wording,
        channels: Channels,
        ready: Ready,
        pacer: type[Pacer] = Pacer,
    ) -> None:
        self._database = database
        self._clock = clock
        self._machine = machine
        self._national = national
        self._wording = wording
        self._channels = channels
        self._ready = ready
        self._own = OwnPost(database, clock, channels, self._record_all)
        self._pacers = {key: pacer(each.capabilities.pace) for key, each in channels.items()}
        self._windows = {key: Window() for key in channels}
        self._alone = asyncio.Lock()
        self._stopping = False

    async def drain(self) -> int:
        """Send all that is ready now; returns how many messages the platforms took."""
        sent = 0
        async with self._alone:
            while not self._stopping and (
                parcels := await self._database.run(take_parcels, self._database, self._counter())
            ):
                sent += await self._own.keep_all(parcels)
                sent += sum(await asyncio.gather(*map(self._send_parcel, parcels)))
        return sent

    def stop(self) -> None:
        """Begin no message any more. What was claimed and not begun waits for the next start."""
        self._stopping = True

    def _counter(self) -> Counter:
        return Counter(
            self._national,
            self._wording,
            {key: each.capabilities for key, each in self._channels.items()},
            self._clock.now(),
            self._machine.now(),
        )

    async def _send_parcel(self, parcel: Parcel) -> int:
        sent = 0
        for envelope in parcel.envelopes:
            if self._own.takes(parcel, envelope):
                continue
            window = self._windows[parcel.commune_id, envelope.channel]
            sent += await window.through(partial(self._send_and_record, parcel, envelope))
        return sent

    async def _send_and_record(self, parcel: Parcel, envelope: Envelope) -> int:
        key = (parcel.commune_id, envelope.channel)
        await self._pacers[key].turn(envelope.address)
        if self._stopping:
            return 0
        outcome = await self._send(parcel, envelope, self._channels[key])
        await self._database.run(self._record, outcome)
        return 1 if outcome.error is None else 0

    async def _send(self, parcel: Parcel, envelope: Envelope, channel: Channel) -> Outcome:
        receipt, problem = None, None
        try:
            message = await self._ready(parcel.commune_id, envelope.message)
            receipt = await channel.send(envelope.address, message)
        except ChannelError as error:
            problem = error
        return Outcome(parcel.commune_id, parcel.person_id, envelope, receipt, problem)

    async def spent(self, commune_id: int, channel: str, receipt: Receipt) -> None:
        """Count a message that went out beside the outbox, to somebody who is not linked."""
        await self._database.run(self._spend_alone, commune_id, channel, receipt.pieces)

    def _spend_alone(self, commune_id: int, channel: str, messages: int) -> None:
        with self._database.everything() as session:
            self._spend(session, commune_id, channel, messages)

    def _spend(self, session: ScopedSession, commune_id: int, channel: str, messages: int) -> None:
        able = self._channels[commune_id, channel].capabilities
        now = self._clock.now()
        spend(session, self._wording, commune_id, (channel, able), messages, now)

    def _record(self, outcome: Outcome) -> None:
        with self._database.everything() as session:
            if outcome.messages:
                channel = outcome.envelope.channel
                self._spend(session, outcome.commune_id, channel, outcome.messages)
            self._record_all(session, [outcome])

    def _record_all(self, session: ScopedSession, outcomes: Sequence[Outcome]) -> None:
        ids = [each for outcome in outcomes for each in outcome.envelope.delivery_ids]
        found = session.scalars(select(Delivery).where(Delivery.id.in_(ids)))
        rows = {row.id: row for row in found}
        for outcome in outcomes:
            own = [rows[each] for each in outcome.envelope.delivery_ids if each in rows]
            if outcome.error is None:
                _record_sent(session, outcome, own, self._clock.now())
                continue
            log.warning(
                "%s: delivery %s: %s",
                outcome.envelope.channel,
                outcome.envelope.delivery_ids[0],
                outcome.error,
            )
            _record_failed(session, self._wording, outcome, own, outcome.error, self._clock)


def release_leases(database: Database) -> None:
    """Give free what a process that died had claimed, for a process that runs alone."""
    with database.everything() as session:
        session.execute(
            update(Delivery).where(Delivery.lease_until.is_not(None)).values(lease_until=None)
        )


def _record_sent(
    session: ScopedSession, outcome: Outcome, rows: Sequence[Delivery], now: datetime
) -> None:
    envelope = outcome.envelope
    if envelope.choices is not None:
        offer(session, outcome.commune_id, envelope.address_id, envelope.choices)
    for row in rows:
        row.state, row.sent_at = State.SENT, now
        row.channel = envelope.channel
        row.message_id = outcome.receipt.message_id if outcome.receipt else ""
        row.lease_until = None


def _record_failed(
    session: ScopedSession,
    wording: Wording,
    outcome: Outcome,
    rows: Sequence[Delivery],
    error: ChannelError,
    clock: Clock,
) -> None:
    for row in rows:
        row.lease_until = None
        row.reason = type(error).__name__
        if isinstance(error, MessageRefused):
            row.state = State.FAILED
        elif not isinstance(error, PermanentError):
            row.attempts += 1
            row.unknown = row.unknown or isinstance(error, UnknownOutcome)
            row.not_before = clock.after(_wait(error, row.attempts))
    address = session.get_one(Address, outcome.envelope.address_id)
    if isinstance(error, UnknownOutcome):
        # Which message a number answers is not sure any more.
        offer(session, outcome.commune_id, address.id, ())
    if isinstance(error, AddressMoved):
        address.address = error.new_address
    elif isinstance(error, PermanentError) and not isinstance(error, MessageRefused):
        _close(session, wording, address, clock.now())


def _close(session: ScopedSession, wording: Wording, address: Address, now: datetime) -> None:
    """The chat takes nothing any more: what waits for it goes to the person's next one."""
    if address.unreachable_at is None:
        address.unreachable_at = now
        tell_unreachable(session, wording, address, now)


def _wait(error: ChannelError, attempts: int) -> timedelta:
    if isinstance(error, UnknownOutcome):
        return AFTER_UNKNOWN
    if isinstance(error, TemporaryError) and error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    doubled: timedelta = FIRST_RETRY * 2 ** min(attempts - 1, 10)
    return min(doubled, LONGEST_RETRY)
