"""The outbox's second half: messages go to their channels, and what became of each is kept.

Delivery is at least once: what was sent and not yet recorded when the process dies is sent again
by the next one. A channel has few messages on their way at a time (`pacing.WINDOW`), so that these
are few. On a channel of our own sending is recording, in one transaction, so that nothing comes
twice.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from sqlalchemy import update

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import (
    Channel,
    ChannelError,
    MakeReady,
    Outgoing,
    Receipt,
    TemporaryError,
)
from scheduler.delivery.channel_extras import Able, EditingChannel
from scheduler.delivery.claim import Parcel, take_parcels
from scheduler.delivery.outcome import SendOutcome
from scheduler.delivery.packing import Counter, Envelope
from scheduler.delivery.rate_limit import SLOW, Pacer, SendWindow
from scheduler.delivery.recording import Recorder
from scheduler.delivery.web_pages import OwnPost, WebChannels
from scheduler.delivery.wording import Wording
from scheduler.ladder.office import National
from storage.database import Database
from storage.delivery import Delivery

log = logging.getLogger(__name__)

PART = 100
"""So many messages are a few seconds of a platform: an answer that comes meanwhile goes before the
rest.
"""

LAST_START = timedelta(seconds=30)
"""Before a claim ends: what is begun later might be sent by somebody else, too. A process that was
frozen for a while, or a platform that is slow, begins no more of what it had claimed.
"""


class Outbox:
    """Sends what is ready, one drain of a commune, or of all, at a time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        machine: Clock,
        national: National,
        wording: Wording,
        channels: WebChannels,
        ready: MakeReady,
        pacer: type[Pacer] = Pacer,
    ) -> None:
        self._database = database
        self._clock = clock
        self._machine = machine
        self._national = national
        self._wording = wording
        self._channels = channels
        self._ready = ready
        self._recorder = Recorder(database, clock, wording, channels)
        self._own = OwnPost(database, clock, channels, self._recorder.note)
        self._pacer = pacer
        self._pacers: dict[tuple[int, str], Pacer] = {}
        self._windows: dict[tuple[int, str], SendWindow] = defaultdict(SendWindow)
        self._under_way: dict[asyncio.Task[int], Parcel] = {}
        self._alone: dict[int | None, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._stopping = False

    async def drain(self, commune_id: int | None = None) -> int:
        """Send all that is ready now; returns how many messages the platforms took.

        Of all communes unless one is named. One process asks for all, or for each by itself: each
        commune's drains come one after the other, those of several go on side by side.
        """
        sent = 0
        async with self._alone[commune_id]:
            while parcels := await self._take(commune_id):
                kept, left = await self._own.keep_all(parcels)
                sent += kept + await self._send_part(left[:PART], commune_id)
                while left := left[PART:]:
                    kept, first = await self._own.keep_all(
                        await self._take(commune_id, answers=True)
                    )
                    left = [*first, *left]
                    sent += kept + await self._send_part(left[:PART], commune_id)
        return sent

    async def _take(self, commune_id: int | None, answers: bool = False) -> list[Parcel]:
        if self._stopping:
            return []
        return await self._database.run(
            take_parcels, self._database, self._counter(), commune_id, answers
        )

    async def _send_part(self, parcels: Iterable[Parcel], commune_id: int | None) -> int:
        """Until each has arrived or hangs: that goes on beside, and holds up nobody else."""
        sending = {asyncio.create_task(self._send_parcel(parcel)): parcel for parcel in parcels}
        self._under_way.update(sending)
        waiting, sent = set(sending), 0
        while waiting and self._moving(commune_id):
            done, waiting = await asyncio.wait(waiting, timeout=SLOW)
            sent += sum(task.result() for task in done)
            for task in [each for each in self._under_way if each.done()]:
                del self._under_way[task]
        return sent

    def _moving(self, commune_id: int | None) -> bool:
        """Whether anything of a commune, or of any, is on its way and does not hang."""
        own = [each for each in self._under_way.values() if commune_id in (None, each.commune_id)]
        hanging = sum(
            window.hanging
            for (owner, _), window in self._windows.items()
            if commune_id in (None, owner)
        )
        return len(own) > hanging

    def stop(self) -> None:
        """Begin no message any more. What was claimed and not begun waits for the next start."""
        self._stopping = True

    async def finish(self) -> None:
        """Wait for what is still on its way."""
        if self._under_way:
            await asyncio.wait(list(self._under_way))

    def abandon(self) -> None:
        """Let go of what is still on its way: it is sent again, since nobody knows."""
        for task in self._under_way:
            task.cancel()

    def _counter(self) -> Counter:
        return Counter(
            self._national,
            self._wording,
            Able(self._channels),
            self._clock.now(),
            self._machine.now(),
            [
                parcel.person_id
                for task, parcel in self._under_way.items()
                if parcel.person_id is not None and not task.done()
            ],
        )

    def _pacer_of(self, key: tuple[int, str]) -> Pacer:
        if key not in self._pacers:
            self._pacers[key] = self._pacer(self._channels[key].capabilities.pace)
        return self._pacers[key]

    async def _send_parcel(self, parcel: Parcel) -> int:
        try:
            return await self._send_envelopes(parcel)
        except Exception:
            log.exception("a message of person %s cannot be sent or recorded", parcel.person_id)
            return 0

    async def _send_envelopes(self, parcel: Parcel) -> int:
        sent, pauses = 0, dict[str, float]()
        for envelope in parcel.envelopes:
            if pause := pauses.get(envelope.address):
                await self._database.run(self._put_off, envelope, timedelta(seconds=pause))
                continue
            window = self._windows[parcel.commune_id, envelope.channel]
            outcome = await window.through(partial(self._send_and_record, parcel, envelope))
            if outcome is not None:
                sent += outcome.error is None
                pauses[envelope.address] = outcome.pause or 0.0
        return sent

    async def _send_and_record(self, parcel: Parcel, envelope: Envelope) -> SendOutcome | None:
        pacer = self._pacer_of((parcel.commune_id, envelope.channel))
        with self._recorder.under_way():
            if wait := await pacer.turn(envelope.address, envelope.group):
                await self._database.run(self._put_off, envelope, timedelta(seconds=wait))
                return None
            if self._stopping or self._machine.now() > parcel.until - LAST_START:
                return None
            outcome = await self._send(parcel.commune_id, envelope)
            await self._recorder.record(outcome, awaited=not pacer.waiting)
            return outcome

    async def _send(self, commune_id: int, envelope: Envelope) -> SendOutcome:
        key = (commune_id, envelope.channel)
        receipt, problem = None, None
        try:
            receipt = await self._hand_over(commune_id, self._channels[key], envelope)
        except ChannelError as error:
            problem = error
        outcome = SendOutcome(commune_id, envelope, receipt, problem)
        if outcome.pause is not None:
            self._pacer_of(key).pause(envelope.address, outcome.pause)
        return outcome

    async def _hand_over(self, commune_id: int, channel: Channel, envelope: Envelope) -> Receipt:
        if envelope.edits is None:
            message = await self._ready(commune_id, envelope.message)
            return await channel.send(envelope.address, message)
        assert isinstance(channel, EditingChannel)
        await channel.edit(envelope.address, envelope.edits, envelope.message)
        return Receipt(envelope.edits, pieces=0)

    async def say(
        self, commune_id: int, channel: str, address: str, message: Outgoing, group: bool = False
    ) -> None:
        """Say something beside the outbox, once, to a chat or group that is not linked.

        Raises ChannelError's classes.
        """
        if await self._pacer_of((commune_id, channel)).turn(address, group):
            raise TemporaryError("the chat is written to too fast")
        receipt = await self._channels[commune_id, channel].send(address, message)
        await self._database.run(self._spend_alone, commune_id, channel, receipt.pieces)

    def _put_off(self, envelope: Envelope, wait: timedelta) -> None:
        """Try these deliveries later; nothing was tried now."""
        with self._database.everything() as session:
            session.execute(
                update(Delivery)
                .where(Delivery.id.in_(envelope.delivery_ids))
                .values(lease_until=None, not_before=self._clock.after(wait))
            )

    def _spend_alone(self, commune_id: int, channel: str, messages: int) -> None:
        with self._database.everything() as session:
            self._recorder.spend(session, commune_id, channel, messages)


def release_leases(database: Database) -> None:
    """Give free what a process that died had claimed, for a process that runs alone."""
    with database.everything() as session:
        session.execute(
            update(Delivery).where(Delivery.lease_until.is_not(None)).values(lease_until=None)
        )
