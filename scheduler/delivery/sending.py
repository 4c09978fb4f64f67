"""Send claimed messages within the platforms' rate limits, and record the results."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import (
    Channel,
    ChannelError,
    Channels,
    FillHandouts,
    Outgoing,
    Receipt,
    TemporaryError,
    UnknownOutcome,
)
from scheduler.delivery.channel_extras import EditingChannel
from scheduler.delivery.claim import Claim
from scheduler.delivery.commit_batching import BATCH_SECONDS, SERVER_BATCH_SECONDS, CommitBatcher
from scheduler.delivery.lease import Lease, postpone
from scheduler.delivery.lease_keeper import LeaseKeeper
from scheduler.delivery.outcome import FIRST_RETRIES, SendOutcome, SendStart
from scheduler.delivery.packing import Envelope
from scheduler.delivery.rate_limit import RateLimiter, SendWindow
from scheduler.delivery.recording import OutcomeRecorder
from storage.database import Database, is_outage

log = logging.getLogger(__name__)


class Sender:
    """Sends claims; any number of them concurrently."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        machine: Clock,
        channels: Channels,
        fill: FillHandouts,
        recorder: OutcomeRecorder,
        limiter: type[RateLimiter],
        keeper: LeaseKeeper,
    ) -> None:
        """`clock` is the office's time, `machine` the time of leases."""
        self._database = database
        self._clock = clock
        self._machine = machine
        self._channels = channels
        self._fill = fill
        self._recorder = recorder
        self._keeper = keeper
        self._events = CommitBatcher[SendStart | SendOutcome, bool](
            partial(database.run, recorder.commit),
            BATCH_SECONDS if database.is_sqlite else SERVER_BATCH_SECONDS,
        )
        self._limiter_class = limiter
        self._limiters: dict[tuple[int, str], RateLimiter] = {}
        self._windows: dict[tuple[int, str], SendWindow] = defaultdict(SendWindow)
        self._stopping = False
        self._waking: set[int] = set()
        self.on_retry_soon: Callable[[int], None] = lambda commune_id: None
        """Called with a commune's id when a message that did not arrive is due again soon."""

    def stop(self) -> None:
        """Begin no more sends."""
        self._stopping = True

    def slow_sends(self, commune_id: int | None) -> int:
        """The number of a commune's sends (None: of all) that the platform is slow to answer."""
        return sum(
            window.slow
            for (owner, _), window in self._windows.items()
            if commune_id in (None, owner)
        )

    async def send(self, claim: Claim) -> int:
        """Send a claim's messages one after the other; returns how many the platforms took.

        A message for a chat that is over its rate limit, or that the platform paused, is postponed.
        """
        sent, pauses = 0, dict[str, float]()
        for envelope in claim.envelopes:
            if pause := pauses.get(envelope.address):
                await self._postpone(claim.lease, envelope, pause)
                continue
            window = self._windows[claim.commune_id, envelope.channel]
            outcome = await window.run(partial(self._send_and_record, claim, envelope))
            if outcome is not None:
                sent += outcome.error is None
                pauses[envelope.address] = outcome.retry_after_seconds or 0.0
        return sent

    async def _send_and_record(self, claim: Claim, envelope: Envelope) -> SendOutcome | None:
        limiter = self.limiter_of((claim.commune_id, envelope.channel))
        with self._events.announce():
            outcome = await self._try(claim, envelope, limiter)
            if outcome is None:
                return None
            await self._events.add(outcome, awaited=not limiter.waiting)
            if isinstance(outcome.error, TemporaryError):
                self._wake_soon(claim.commune_id)
            return outcome

    def _wake_soon(self, commune_id: int) -> None:
        """Wake the outbox when the first retry is due, since its next look for work may be seconds
        away.
        """
        if commune_id not in self._waking:
            self._waking.add(commune_id)
            delay = FIRST_RETRIES[0].total_seconds()
            asyncio.get_running_loop().call_later(delay, self._wake_now, commune_id)

    def _wake_now(self, commune_id: int) -> None:
        self._waking.discard(commune_id)
        if not self._stopping:
            self.on_retry_soon(commune_id)

    async def _try(
        self, claim: Claim, envelope: Envelope, limiter: RateLimiter
    ) -> SendOutcome | None:
        """The result of a send; None when it may not begin."""
        commune_id, receipt, problem = claim.commune_id, None, None
        try:
            message = await self._filled(commune_id, envelope)
            if not await self._begin(claim.lease, envelope, limiter):
                return None
            channel = self._channels[commune_id, envelope.channel]
            receipt = await self._call(channel, envelope, message)
        except ChannelError as error:
            problem = error
        outcome = SendOutcome(commune_id, envelope, receipt, problem)
        if outcome.retry_after_seconds is not None:
            limiter.pause(envelope.address, outcome.retry_after_seconds)
        return outcome

    async def _filled(self, commune_id: int, envelope: Envelope) -> Outgoing:
        """The message with its files, made before the send begins, since that may take long."""
        if envelope.edits is not None:
            return envelope.message
        return await self._fill(commune_id, envelope.message)

    async def _begin(self, lease: Lease, envelope: Envelope, limiter: RateLimiter) -> bool:
        """Record that from now on the message may have arrived, and wait for its turn under the
        rate limit; return whether it may be sent. The lease is checked once more after the wait: if
        this process was frozen, another one may have claimed the message.
        """
        if self._stopping:
            return False
        await self._keeper.refresh(lease)
        start = SendStart(envelope, lease)
        if not await self._events.add(start, awaited=not limiter.waiting):
            return False
        wait = await limiter.acquire(envelope.address, envelope.group)
        if wait or self._stopping:
            await self._postpone(lease, envelope, wait)
            return False
        ended = self._machine.now() > lease.until
        return not ended and lease.lost.isdisjoint(envelope.delivery_ids)

    async def _call(self, channel: Channel, envelope: Envelope, message: Outgoing) -> Receipt:
        try:
            if envelope.edits is None:
                return await channel.send(envelope.address, message)
            assert isinstance(channel, EditingChannel)
            await channel.edit(envelope.address, envelope.edits, message)
            return Receipt(envelope.edits, pieces=0)
        except ChannelError:
            raise
        except Exception as error:
            if is_outage(error):
                raise
            log.exception("delivery %s cannot be sent", envelope.delivery_ids[0])
            raise UnknownOutcome(type(error).__name__) from None

    def limiter_of(self, key: tuple[int, str]) -> RateLimiter:
        """The rate limiter of a commune's channel."""
        if key not in self._limiters:
            self._limiters[key] = self._limiter_class(self._channels[key].capabilities.rate_limit)
        return self._limiters[key]

    async def _postpone(self, lease: Lease, envelope: Envelope, seconds: float) -> None:
        until = self._clock.time_after(timedelta(seconds=seconds))
        message = (lease, envelope.delivery_ids)
        await self._database.run(postpone, self._database, message, envelope.repeated, until)
