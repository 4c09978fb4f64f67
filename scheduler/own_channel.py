"""Channels whose platform is our own database: a message is kept there in the transaction that
records it as sent, so that it comes exactly once, and many at a time.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from scheduler.channel import Channel, ChannelError, Outgoing, PermanentError, Receipt
from scheduler.clock import Clock
from scheduler.outcome import Outcome
from scheduler.packing import Envelope
from scheduler.parcels import Parcel
from storage.database import Database, ScopedSession

log = logging.getLogger(__name__)

Channels = Mapping[tuple[int, str], Channel]
"""The open channels, by commune and name."""


@runtime_checkable
class OwnChannel(Channel, Protocol):
    """A channel that keeps messages within a transaction of the commune."""

    def keep(
        self, session: ScopedSession, posted: Sequence[tuple[str, Outgoing]], now: datetime
    ) -> Sequence[Receipt | PermanentError]:
        """Keep messages for addresses, in order; of each what became of it. `now` is aware."""

    def kept(self, addresses: Iterable[str]) -> None:
        """Show what the committed transaction has kept for these addresses."""


@dataclass(frozen=True, slots=True)
class OwnPost:
    """Carries messages to such channels; `record` notes what became of them."""

    database: Database
    clock: Clock
    channels: Channels
    record: Callable[[ScopedSession, Sequence[Outcome]], None]

    def takes(self, parcel: Parcel, envelope: Envelope) -> bool:
        """Whether a message is kept with others: no file has to be made for it."""
        channel = self.channels[parcel.commune_id, envelope.channel]
        return isinstance(channel, OwnChannel) and not envelope.message.handouts

    async def keep_all(self, parcels: Iterable[Parcel]) -> int:
        """Keep what these parcels have for such channels; how many messages were kept."""
        letters: dict[tuple[int, str], list[Envelope]] = defaultdict(list)
        for parcel in parcels:
            for envelope in parcel.envelopes:
                if self.takes(parcel, envelope):
                    key = (parcel.commune_id, envelope.channel)
                    letters[key].append(envelope)
        return sum([await self._keep_apart(key, own) for key, own in letters.items()])

    async def _keep_apart(self, key: tuple[int, str], own: Sequence[Envelope]) -> int:
        """Keep them all together; where one cannot be kept, each by itself."""
        channel = self.channels[key]
        assert isinstance(channel, OwnChannel)
        try:
            sent = await self.database.run(self._keep, key[0], channel, own)
        except Exception:
            if len(own) > 1:
                return sum([await self._keep_apart(key, [one]) for one in own])
            log.exception("delivery %s cannot be kept", own[0].delivery_ids[0])
            return 0
        channel.kept({envelope.address for envelope in own})
        return sent

    def _keep(self, commune_id: int, channel: OwnChannel, own: Sequence[Envelope]) -> int:
        posted = [(envelope.address, envelope.message) for envelope in own]
        with self.database.commune(commune_id) as session:
            became = channel.keep(session, posted, self.clock.now())
            outcomes = [
                Outcome(commune_id, envelope, error=result)
                if isinstance(result, ChannelError)
                else Outcome(commune_id, envelope, result)
                for envelope, result in zip(own, became, strict=True)
            ]
            self.record(session, outcomes)
        return sum(outcome.error is None for outcome in outcomes)
