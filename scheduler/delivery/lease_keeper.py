"""The heartbeat of a process that sends: it renews the leases of what is claimed and unsent."""

import asyncio
import logging
from collections.abc import Iterable

from scheduler.calendar.clock import Clock
from scheduler.delivery.claim import Claim
from scheduler.delivery.lease import BEAT_SECONDS, RENEW_IF_LEFT, Lease, renew_leases
from storage.database import Database

log = logging.getLogger(__name__)


class LeaseKeeper:
    """Renews the leases of the claims it holds; `machine` is the machine's clock, by which leases
    end.
    """

    def __init__(self, database: Database, machine: Clock) -> None:
        self._database = database
        self._machine = machine
        self._held: dict[int, Claim] = {}
        self._renewing = asyncio.Lock()
        self._beating: asyncio.Task[None] | None = None

    def hold(self, claims: Iterable[Claim]) -> None:
        """Renew the leases of these claims until they are dropped."""
        self._held |= {id(claim): claim for claim in claims if claim.envelopes}
        if self._held and (self._beating is None or self._beating.done()):
            self._beating = asyncio.create_task(self._beat())

    def drop(self, claims: Iterable[Claim]) -> None:
        """Stop renewing the leases of these claims."""
        for claim in claims:
            self._held.pop(id(claim), None)

    async def renew_all(self) -> None:
        async with self._renewing:
            await self._renew_all()

    async def refresh(self, lease: Lease) -> None:
        """Renew a lease that is about to end, or ended while this process was not running."""
        if not self._ends_soon(lease):
            return
        async with self._renewing:
            if self._ends_soon(lease):
                await self._renew_all()

    def stop(self) -> None:
        """End the heartbeat."""
        if self._beating is not None:
            self._beating.cancel()

    def _ends_soon(self, lease: Lease) -> bool:
        return self._machine.now() > lease.until - RENEW_IF_LEFT

    async def _renew_all(self) -> None:
        held = [(claim.lease, claim.delivery_ids) for claim in self._held.values()]
        await self._database.run(renew_leases, self._database, held, self._machine.now())

    async def _beat(self) -> None:
        while self._held:
            await asyncio.sleep(BEAT_SECONDS)
            if not self._held:
                return
            try:
                await self.renew_all()
            except Exception as error:
                log.warning("leases are not renewed: %s", type(error).__name__)
