"""The loop that claims fill deliveries, sends them and records the results.

Delivery is at least once: what was sent and not recorded when the process died is sent again.
`rate_limit.WINDOW_SIZE` keeps such messages few. On local channels sending and recording are one
transaction, so nothing is sent twice.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Channels, FillHandouts
from scheduler.delivery.channel_extras import ChannelCapabilities
from scheduler.delivery.claim import Claim, claim_ready
from scheduler.delivery.lease_keeper import LeaseKeeper
from scheduler.delivery.local_channels import LocalSender
from scheduler.delivery.packing import PackingContext
from scheduler.delivery.rate_limit import RateLimiter
from scheduler.delivery.recording import OutcomeRecorder
from scheduler.delivery.sending import Sender
from scheduler.delivery.strangers import StrangerSender
from scheduler.delivery.wording import Wording
from scheduler.ladder.office import NationalDays
from storage.database import Database

log = logging.getLogger(__name__)

SEND_BATCH = 100
"""Claims sent before new answers are claimed again: a few seconds' worth."""

LOOK_SECONDS = 0.5
"""How often new answers are claimed while messages wait for their turn."""


class Outbox:
    """Sends the deliveries that are ready. `drain` of one commune never runs twice at a time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        machine: Clock,
        national: NationalDays,
        wording: Wording,
        channels: Channels,
        fill: FillHandouts,
        limiter: type[RateLimiter] = RateLimiter,
    ) -> None:
        self._database = database
        self._clock = clock
        self._machine = machine
        self._national = national
        self._wording = wording
        self._channels = channels
        recorder = OutcomeRecorder(database, clock, wording, channels)
        self._local = LocalSender(database, clock, channels, recorder.record)
        self._keeper = LeaseKeeper(database, machine)
        self._sender = Sender(
            database, clock, machine, channels, fill, recorder, limiter, self._keeper
        )
        self._strangers = StrangerSender(
            database, machine, channels, self._sender.limiter_of, recorder.count_quota
        )
        self._under_way: dict[asyncio.Task[int], Claim] = {}
        self._locks: dict[int | None, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._stopping = False

    async def drain(self, commune_id: int | None = None, answers: bool = False) -> int:
        """Send all that is ready now (with `answers`, only answers); returns how many messages the
        platforms took. Covers all communes unless one is given; a process drains either all
        communes together or each by itself, never both. Drains of one commune run one after the
        other, those of different communes at the same time.
        """
        sent = 0
        async with self._locks[commune_id]:
            while claims := await self._take(commune_id, answers):
                kept, left = await self._store_local(claims)
                try:
                    sent += kept + await self._send_part(left[:SEND_BATCH], commune_id)
                    while left := left[SEND_BATCH:]:
                        ready = await self._take(commune_id, answers=True)
                        kept, first = await self._store_local(ready)
                        left = [*first, *left]
                        sent += kept + await self._send_part(left[:SEND_BATCH], commune_id)
                finally:
                    under_way = set(map(id, self._under_way.values()))
                    self._keeper.drop(each for each in left if id(each) not in under_way)
        return sent

    async def answer_strangers(self, commune_id: int | None = None) -> None:
        """Start sending the answers that wait for unlinked chats; returns at once."""
        await self._strangers.start(commune_id)

    def call_for_retries(self, wake: Callable[[int], None]) -> None:
        """Set what begins a drain of a commune, for messages that are due again within seconds."""
        self._sender.on_retry_soon = wake

    async def renew_leases(self) -> None:
        """Renew the leases of what is claimed and unsent, as happens every few seconds."""
        await self._keeper.renew_all()

    def stop(self) -> None:
        """Begin no more sends; claimed messages not begun wait for the next start."""
        self._stopping = True
        self._sender.stop()
        self._strangers.stop()

    async def finish(self) -> None:
        """Wait for the messages being sent."""
        if self._under_way:
            await asyncio.wait(list(self._under_way))
        await self._strangers.finish()

    def abandon(self) -> None:
        """Cancel the messages being sent; their result is unknown, so they are sent again."""
        self._keeper.stop()
        for task in self._under_way:
            task.cancel()
        self._strangers.abandon()

    async def _take(self, commune_id: int | None, answers: bool = False) -> list[Claim]:
        if self._stopping:
            return []
        return await self._database.run(
            claim_ready, self._database, self._packing_context(), commune_id, answers
        )

    async def _store_local(self, claims: Sequence[Claim]) -> tuple[int, list[Claim]]:
        """Store what is for local channels; the number of its messages, and the claims left."""
        kept, left = await self._local.store_all(claims)
        self._keeper.hold(left)
        return kept, left

    def _packing_context(self) -> PackingContext:
        return PackingContext(
            self._national,
            self._wording,
            ChannelCapabilities(self._channels),
            self._clock.now(),
            self._machine.now(),
            [
                claim.person_id
                for task, claim in self._under_way.items()
                if claim.person_id is not None and not task.done()
            ],
        )

    async def _send_part(self, claims: Iterable[Claim], commune_id: int | None) -> int:
        """Send these claims; return when each is sent or slow.

        Slow ones go on in the background, so that answers that become ready do not wait for them.
        """
        waiting, sent = self._begin(claims), 0
        while waiting and self._has_fast_sends(commune_id):
            done, waiting = await asyncio.wait(waiting, timeout=LOOK_SECONDS)
            sent += sum(task.result() for task in done)
            for task in [each for each in self._under_way if each.done()]:
                del self._under_way[task]
            if waiting:
                ready = await self._take(commune_id, answers=True)
                kept, left = await self._store_local(ready)
                sent, waiting = sent + kept, waiting | self._begin(left)
        return sent

    def _begin(self, claims: Iterable[Claim]) -> set[asyncio.Task[int]]:
        sending = {asyncio.create_task(self._send(claim)): claim for claim in claims}
        self._under_way.update(sending)
        return set(sending)

    def _has_fast_sends(self, commune_id: int | None) -> bool:
        """Whether a commune (None: any) has messages being sent that are not slow."""
        own = [each for each in self._under_way.values() if commune_id in (None, each.commune_id)]
        return len(own) > self._sender.slow_sends(commune_id)

    async def _send(self, claim: Claim) -> int:
        try:
            return await self._sender.send(claim)
        except Exception:
            log.exception("a message of person %s cannot be sent or recorded", claim.person_id)
            return 0
        finally:
            self._keeper.drop([claim])
