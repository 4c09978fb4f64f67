"""Send claimed messages: at the pace a platform allows, few at a time, the result recorded."""

from collections import defaultdict
from datetime import timedelta
from functools import partial

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import (
    Channel,
    ChannelError,
    Channels,
    MakeReady,
    Outgoing,
    Receipt,
    TemporaryError,
)
from scheduler.delivery.channel_extras import EditingChannel
from scheduler.delivery.claim import Parcel, put_off
from scheduler.delivery.gathering import GATHERED, SERVER_SPARED, Gathering
from scheduler.delivery.outcome import SendOutcome
from scheduler.delivery.packing import Envelope
from scheduler.delivery.rate_limit import Pacer, SendWindow
from scheduler.delivery.recording import Recorder
from storage.database import Database

LAST_START = timedelta(seconds=30)
"""Before a claim ends: what is begun later might be sent by somebody else, too. A process that was
frozen for a while, or a platform that is slow, begins no more of what it had claimed.
"""


class Sender:
    """Sends parcels, any number of them side by side."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        machine: Clock,
        channels: Channels,
        ready: MakeReady,
        recorder: Recorder,
        pacer: type[Pacer],
    ) -> None:
        """`clock` is the office's time, `machine` that of leases."""
        self._database = database
        self._clock = clock
        self._machine = machine
        self._channels = channels
        self._ready = ready
        self._recorder = recorder
        self._outcomes = Gathering[SendOutcome](
            partial(database.run, recorder.commit),
            GATHERED if database.is_sqlite else SERVER_SPARED,
        )
        self._pacer = pacer
        self._pacers: dict[tuple[int, str], Pacer] = {}
        self._windows: dict[tuple[int, str], SendWindow] = defaultdict(SendWindow)
        self._stopping = False

    def stop(self) -> None:
        """Begin no message any more."""
        self._stopping = True

    def hanging(self, commune_id: int | None) -> int:
        """How many messages of a commune, or of all, a platform is slow to answer."""
        return sum(
            window.hanging
            for (owner, _), window in self._windows.items()
            if commune_id in (None, owner)
        )

    async def send(self, parcel: Parcel) -> int:
        """Send one parcel's messages one after the other; returns how many platforms took.

        What a chat's pace keeps waiting too long, or the platform wants later, is put off.
        """
        sent, pauses = 0, dict[str, float]()
        for envelope in parcel.envelopes:
            if pause := pauses.get(envelope.address):
                await self._put_off(envelope, pause)
                continue
            window = self._windows[parcel.commune_id, envelope.channel]
            outcome = await window.through(partial(self._send_and_record, parcel, envelope))
            if outcome is not None:
                sent += outcome.error is None
                pauses[envelope.address] = outcome.pause or 0.0
        return sent

    async def say(
        self, commune_id: int, channel: str, address: str, message: Outgoing, group: bool = False
    ) -> None:
        """Send a message that is no delivery, once, to a chat or group that is not linked.

        Raises ChannelError's classes.
        """
        if await self._pacer_of((commune_id, channel)).turn(address, group):
            raise TemporaryError("the chat is written to too fast")
        receipt = await self._channels[commune_id, channel].send(address, message)
        await self._database.run(self._spend, commune_id, channel, receipt.pieces)

    async def _send_and_record(self, parcel: Parcel, envelope: Envelope) -> SendOutcome | None:
        pacer = self._pacer_of((parcel.commune_id, envelope.channel))
        with self._outcomes.under_way():
            if wait := await pacer.turn(envelope.address, envelope.group):
                await self._put_off(envelope, wait)
                return None
            if self._stopping or self._machine.now() > parcel.until - LAST_START:
                return None
            outcome = await self._try(parcel.commune_id, envelope)
            await self._outcomes.add(outcome, awaited=not pacer.waiting)
            return outcome

    async def _try(self, commune_id: int, envelope: Envelope) -> SendOutcome:
        key = (commune_id, envelope.channel)
        receipt, problem = None, None
        try:
            receipt = await self._call(commune_id, self._channels[key], envelope)
        except ChannelError as error:
            problem = error
        outcome = SendOutcome(commune_id, envelope, receipt, problem)
        if outcome.pause is not None:
            self._pacer_of(key).pause(envelope.address, outcome.pause)
        return outcome

    async def _call(self, commune_id: int, channel: Channel, envelope: Envelope) -> Receipt:
        if envelope.edits is None:
            message = await self._ready(commune_id, envelope.message)
            return await channel.send(envelope.address, message)
        assert isinstance(channel, EditingChannel)
        await channel.edit(envelope.address, envelope.edits, envelope.message)
        return Receipt(envelope.edits, pieces=0)

    def _pacer_of(self, key: tuple[int, str]) -> Pacer:
        if key not in self._pacers:
            self._pacers[key] = self._pacer(self._channels[key].capabilities.pace)
        return self._pacers[key]

    async def _put_off(self, envelope: Envelope, seconds: float) -> None:
        until = self._clock.after(timedelta(seconds=seconds))
        await self._database.run(put_off, self._database, envelope.delivery_ids, until)

    def _spend(self, commune_id: int, channel: str, messages: int) -> None:
        with self._database.everything() as session:
            self._recorder.spend(session, commune_id, channel, messages)
