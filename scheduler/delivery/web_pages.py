"""Send to channels whose platform is our own database: a message is kept there in the transaction
that records it as sent, so that it comes exactly once, and many at a time.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Protocol, runtime_checkable

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import (
    Channel,
    ChannelError,
    Channels,
    Outgoing,
    PermanentError,
    Receipt,
)
from scheduler.delivery.claim import Parcel
from scheduler.delivery.outcome import SendOutcome
from scheduler.delivery.packing import Envelope
from storage.database import Database, ScopedSession

log = logging.getLogger(__name__)


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
    record: Callable[[ScopedSession, Sequence[SendOutcome]], None]

    async def keep_all(self, parcels: Iterable[Parcel]) -> tuple[int, list[Parcel]]:
        """Keep what these parcels have for such channels; how many messages were kept, and what is
        left to send.

        A message that files have to be made for is left: they are made one by one.
        """
        letters: dict[tuple[int, str], list[Envelope]] = defaultdict(list)
        own = cache(lambda key: isinstance(self.channels[key], OwnChannel))
        left = []
        for parcel in parcels:
            others: list[Envelope] = []
            for envelope in parcel.envelopes:
                key = (parcel.commune_id, envelope.channel)
                kept = own(key) and not envelope.message.handouts
                (letters[key] if kept else others).append(envelope)
            left.append(replace(parcel, envelopes=tuple(others)))
        return sum([await self._keep_apart(key, each) for key, each in letters.items()]), left

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
                SendOutcome(commune_id, envelope, error=result)
                if isinstance(result, ChannelError)
                else SendOutcome(commune_id, envelope, result)
                for envelope, result in zip(own, became, strict=True)
            ]
            self.record(session, outcomes)
        return sum(outcome.error is None for outcome in outcomes)
