"""Stores messages for channels that are our own database (web pages): message and result are
written in one transaction, so each message arrives exactly once, and many are written at a time.
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
from scheduler.delivery.claim import Claim
from scheduler.delivery.lease import Lease, check_leases
from scheduler.delivery.outcome import SendOutcome
from scheduler.delivery.packing import Envelope
from storage.database import Database, ScopedSession

log = logging.getLogger(__name__)

_Leased = tuple[Lease, Envelope]


@runtime_checkable
class LocalChannel(Channel, Protocol):
    """A channel that stores messages within a transaction of the commune."""

    def store(
        self, session: ScopedSession, posted: Sequence[tuple[str, Outgoing]], now: datetime
    ) -> Sequence[Receipt | PermanentError]:
        """Store messages for addresses; returns their results in order. `now` is aware."""

    def wake_pages(self, addresses: Iterable[str]) -> None:
        """Notify open pages of these addresses; called after the commit."""


@dataclass(frozen=True, slots=True)
class LocalSender:
    """Stores envelopes in local channels; `record` records the results."""

    database: Database
    clock: Clock
    channels: Channels
    record: Callable[[ScopedSession, Sequence[SendOutcome]], None]

    async def store_all(self, claims: Iterable[Claim]) -> tuple[int, list[Claim]]:
        """Store the envelopes of these claims that go to local channels; returns how many were
        stored, and the claims that are left. A message with handouts is left to the sender, which
        makes them one by one.
        """
        by_channel: dict[tuple[int, str], list[_Leased]] = defaultdict(list)
        is_local = cache(lambda key: isinstance(self.channels[key], LocalChannel))
        left = []
        for claim in claims:
            others: list[Envelope] = []
            for envelope in claim.envelopes:
                key = (claim.commune_id, envelope.channel)
                if is_local(key) and not envelope.message.handouts:
                    by_channel[key].append((claim.lease, envelope))
                else:
                    others.append(envelope)
            left.append(replace(claim, envelopes=tuple(others)))
        return sum([await self._store_batch(key, each) for key, each in by_channel.items()]), left

    async def _store_batch(self, key: tuple[int, str], leased: Sequence[_Leased]) -> int:
        """Store these together; if that fails, each by itself."""
        channel = self.channels[key]
        assert isinstance(channel, LocalChannel)
        try:
            sent = await self.database.run(self._store, key[0], channel, leased)
        except Exception:
            if len(leased) > 1:
                return sum([await self._store_batch(key, [one]) for one in leased])
            log.exception("delivery %s cannot be stored", leased[0][1].delivery_ids[0])
            return 0
        channel.wake_pages({envelope.address for _, envelope in leased})
        return sent

    def _store(self, commune_id: int, channel: LocalChannel, leased: Sequence[_Leased]) -> int:
        with self.database.commune(commune_id) as session:
            ours = check_leases(session, [(lease, each.delivery_ids) for lease, each in leased])
            envelopes = [each for (_, each), own in zip(leased, ours, strict=True) if own]
            posted = [(envelope.address, envelope.message) for envelope in envelopes]
            results = channel.store(session, posted, self.clock.now())
            outcomes = [
                SendOutcome(commune_id, envelope, error=result)
                if isinstance(result, ChannelError)
                else SendOutcome(commune_id, envelope, result)
                for envelope, result in zip(envelopes, results, strict=True)
            ]
            self.record(session, outcomes)
        return sum(outcome.error is None for outcome in outcomes)
