"""The outbox: claims what is ready, sends it and records what became of it, until nothing is left.

Delivery is at least once: what was sent and not yet recorded when the process dies is sent again
by the next one. A channel has few messages on their way at a time (`pacing.WINDOW`), so that these
are few. On a channel of our own sending is recording, in one transaction, so that nothing comes
twice.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Channels, MakeReady, Outgoing
from scheduler.delivery.channel_extras import Able
from scheduler.delivery.claim import Parcel, take_parcels
from scheduler.delivery.packing import Counter
from scheduler.delivery.rate_limit import SLOW, Pacer
from scheduler.delivery.recording import Recorder
from scheduler.delivery.sending import Sender
from scheduler.delivery.web_pages import OwnPost
from scheduler.delivery.wording import Wording
from scheduler.ladder.office import NationalDays
from storage.database import Database

log = logging.getLogger(__name__)

PART = 100
"""So many messages are a few seconds of a platform: an answer that comes meanwhile goes before the
rest.
"""


class Outbox:
    """Sends what is ready, one drain of a commune, or of all, at a time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        machine: Clock,
        national: NationalDays,
        wording: Wording,
        channels: Channels,
        ready: MakeReady,
        pacer: type[Pacer] = Pacer,
    ) -> None:
        self._database = database
        self._clock = clock
        self._machine = machine
        self._national = national
        self._wording = wording
        self._channels = channels
        recorder = Recorder(database, clock, wording, channels)
        self._own = OwnPost(database, clock, channels, recorder.note)
        self._sender = Sender(database, clock, machine, channels, ready, recorder, pacer)
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

    async def say(
        self, commune_id: int, channel: str, address: str, message: Outgoing, group: bool = False
    ) -> None:
        """Say something beside the outbox, once, to a chat or group that is not linked.

        Raises ChannelError's classes.
        """
        await self._sender.say(commune_id, channel, address, message, group)

    def stop(self) -> None:
        """Begin no message any more. What was claimed and not begun waits for the next start."""
        self._stopping = True
        self._sender.stop()

    async def finish(self) -> None:
        """Wait for what is still on its way."""
        if self._under_way:
            await asyncio.wait(list(self._under_way))

    def abandon(self) -> None:
        """Let go of what is still on its way: it is sent again, since nobody knows."""
        for task in self._under_way:
            task.cancel()

    async def _take(self, commune_id: int | None, answers: bool = False) -> list[Parcel]:
        if self._stopping:
            return []
        return await self._database.run(
            take_parcels, self._database, self._counter(), commune_id, answers
        )

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

    async def _send_part(self, parcels: Iterable[Parcel], commune_id: int | None) -> int:
        """Until each has arrived or hangs: that goes on beside, and holds up nobody else."""
        sending = {asyncio.create_task(self._send(parcel)): parcel for parcel in parcels}
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
        return len(own) > self._sender.hanging(commune_id)

    async def _send(self, parcel: Parcel) -> int:
        try:
            return await self._sender.send(parcel)
        except Exception:
            log.exception("a message of person %s cannot be sent or recorded", parcel.person_id)
            return 0
