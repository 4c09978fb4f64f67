"""The outbox's second half: messages go to their channels, and what became of each is kept.

Delivery is at least once: what was sent and not yet recorded when the process dies is sent again
after its lease. The window is the messages in flight.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from scheduler.channel import (
    AddressMoved,
    Channel,
    ChannelError,
    MessageRefused,
    PermanentError,
    TemporaryError,
    UnknownOutcome,
)
from scheduler.clock import Clock
from scheduler.notices import tell_unreachable
from scheduler.office import National
from scheduler.pacing import Pacer
from scheduler.parcels import Counter, Envelope, Parcel, take_parcels
from scheduler.wording import Wording
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.person import Address
from storage.words import State

log = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=20)
LONGEST_RETRY = timedelta(minutes=30)
AFTER_UNKNOWN = timedelta(minutes=5)

Channels = Mapping[tuple[int, str], Channel]
"""The open channels, by commune and name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one envelope; `error` is None when the platform took it."""

    commune_id: int
    person_id: int
    envelope: Envelope
    message_id: str = ""
    error: ChannelError | None = None


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
        pacer: type[Pacer] = Pacer,
    ) -> None:
        self._database = database
        self._clock = clock
        self._machine = machine
        self._national = national
        self._wording = wording
        self._channels = channels
        self._pacers = {key: pacer(each.capabilities.pace) for key, each in channels.items()}
        self._alone = asyncio.Lock()

    async def drain(self) -> int:
        """Send all that is ready now; returns how many messages the platforms took."""
        sent = 0
        async with self._alone:
            while parcels := await self._database.run(
                take_parcels, self._database, self._counter()
            ):
                sent += await self._send_parcels(parcels)
        return sent

    def _counter(self) -> Counter:
        return Counter(
            self._national,
            self._wording,
            frozenset(self._channels),
            self._clock.now(),
            self._machine.now(),
        )

    async def _send_parcels(self, parcels: Sequence[Parcel]) -> int:
        outcomes: asyncio.Queue[Outcome | None] = asyncio.Queue()
        recorder = asyncio.create_task(self._record_all(outcomes))
        try:
            await asyncio.gather(*(self._send_parcel(parcel, outcomes) for parcel in parcels))
        finally:
            outcomes.put_nowait(None)
            sent = await recorder
        return sent

    async def _send_parcel(self, parcel: Parcel, outcomes: asyncio.Queue[Outcome | None]) -> None:
        for envelope in parcel.envelopes:
            key = (parcel.commune_id, envelope.channel)
            await self._pacers[key].turn(envelope.address)
            outcome = await self._send(parcel, envelope, self._channels[key])
            outcomes.put_nowait(outcome)

    async def _send(self, parcel: Parcel, envelope: Envelope, channel: Channel) -> Outcome:
        message_id, problem = "", None
        try:
            receipt = await channel.send(envelope.address, envelope.message)
            message_id = receipt.message_id
        except ChannelError as error:
            problem = error
        return Outcome(parcel.commune_id, parcel.person_id, envelope, message_id, problem)

    async def _record_all(self, outcomes: asyncio.Queue[Outcome | None]) -> int:
        """Record outcomes as they come, as many at a time as have come meanwhile."""
        sent, last = 0, False
        while not last:
            batch = [await outcomes.get()]
            while not outcomes.empty():
                batch.append(outcomes.get_nowait())
            last = batch[-1] is None
            known = [outcome for outcome in batch if outcome is not None]
            if known:
                await self._database.run(self._record, known)
            sent += sum(outcome.error is None for outcome in known)
        return sent

    def _record(self, outcomes: Iterable[Outcome]) -> None:
        now = self._clock.now()
        with self._database.everything() as session:
            for outcome in outcomes:
                if outcome.error is None:
                    _record_sent(session, outcome, now)
                else:
                    log.warning(
                        "%s: delivery %s: %s",
                        outcome.envelope.channel,
                        outcome.envelope.delivery_ids[0],
                        outcome.error,
                    )
                    _record_failed(session, self._wording, outcome, outcome.error, now)


def _record_sent(session: ScopedSession, outcome: Outcome, now: datetime) -> None:
    session.execute(
        update(Delivery)
        .where(Delivery.id.in_(outcome.envelope.delivery_ids))
        .values(
            state=State.SENT,
            sent_at=now,
            channel=outcome.envelope.channel,
            message_id=outcome.message_id,
            lease_until=None,
        )
    )


def _record_failed(
    session: ScopedSession, wording: Wording, outcome: Outcome, error: ChannelError, now: datetime
) -> None:
    rows = session.scalars(
        select(Delivery).where(Delivery.id.in_(outcome.envelope.delivery_ids))
    ).all()
    for row in rows:
        row.lease_until = None
        row.reason = type(error).__name__
        if isinstance(error, MessageRefused):
            row.state = State.FAILED
        elif not isinstance(error, PermanentError):
            row.attempts += 1
            row.unknown = row.unknown or isinstance(error, UnknownOutcome)
            row.not_before = now + _wait(error, row.attempts)
    address = session.get_one(Address, outcome.envelope.address_id)
    if isinstance(error, AddressMoved):
        address.address = error.new_address
    elif isinstance(error, PermanentError) and not isinstance(error, MessageRefused):
        _close(session, wording, address, now)


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
