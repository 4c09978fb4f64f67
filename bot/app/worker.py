"""One of the processes that share a database's work: it serves the site, or does jobs, or both.

What it hears it commits and asks for in the queue; whichever process is free does it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from bot.app.backups import Nights
from bot.app.receiving import Receiving
from bot.app.site import open_office
from bot.app.wiring import Parts
from bot.channels.web import WebChannel
from bot.language import warm
from scheduler.delivery.channel import AcceptInbound
from scheduler.engine.engine import fire_commune
from scheduler.engine.pending_work import CommuneWork
from scheduler.engine.runners.jobs import Jobs
from scheduler.engine.runners.workers import Handlers, Workers


@dataclass(frozen=True, slots=True)
class WorkerShare:
    """What one process does of it all: jobs of some queues, so many at a time, and the site."""

    queues: Collection[str] = ()
    concurrency: int = 0
    site: bool = False


@dataclass(frozen=True, slots=True)
class Crew:
    """One running process."""

    parts: Parts
    jobs: Jobs
    workers: Workers
    share: WorkerShare
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, beside: Iterable[Coroutine[Any, Any, None]] = ()) -> None:
        """Do this process's share until stopped or cancelled; `beside` runs as long."""
        try:
            async with asyncio.TaskGroup() as tasks:
                aside = [tasks.create_task(work) for work in beside]
                if self.share.site:
                    parts = self.parts
                    channels, clock = parts.channels, parts.clock
                    receiving = Receiving(channels, parts.database, clock, self.accept_for)
                    aside.append(tasks.create_task(receiving.run()))
                else:
                    aside.append(tasks.create_task(self.parts.channels.watch()))
                if self.share.queues:
                    tasks.create_task(asyncio.to_thread(warm))
                    tasks.create_task(self.workers.run(self.share.queues, self.share.concurrency))
                await self.stopped.wait()
                for task in aside:
                    task.cancel()
            await self.parts.outbox.finish()
        finally:
            self.parts.outbox.abandon()

    def stop(self) -> None:
        """Take no new work, and end when what is on its way has arrived and is recorded."""
        self.stopped.set()
        self.parts.stop()
        self.workers.stop()

    def office(self) -> AbstractAsyncContextManager[str]:
        """The office's page, as long as the block lasts; its address."""
        return open_office(self.parts, self.heard, self._ready)

    def accept_for(self, commune_id: int, name: str) -> AcceptInbound:
        """How one channel's messages are committed."""
        return self.parts.accept_for(commune_id, name, self.heard)

    async def heard(self, commune_id: int) -> None:
        """Something of that commune waits in the inbox."""
        await self.jobs.enqueue(CommuneWork.TALK, commune_id)

    async def _ready(self, commune_id: int) -> None:
        await self.jobs.enqueue(CommuneWork.DELIVER, commune_id)


def keeping(parts: Parts, nights: Nights | None) -> Callable[[], Awaitable[None]]:
    """What is done now and then for all communes together; without `nights` nothing is copied."""

    async def keep() -> None:
        if nights is not None:
            await nights.look()
        await parts.menus.sweep()

    return keep


def duties(parts: Parts, jobs: Jobs) -> Handlers:
    """How each sort of work is done for one commune."""

    async def talk(commune_id: int) -> None:
        await parts.handle(commune_id)
        for work in (CommuneWork.DELIVER, CommuneWork.FETCH, CommuneWork.MENUS):
            await jobs.enqueue(work, commune_id)

    async def deliver(commune_id: int) -> None:
        await parts.channels.find(commune_id, WebChannel.name)  # it may be new
        now = parts.clock.now()
        await parts.database.run(fire_commune, parts.database, parts.national, commune_id, now)
        await parts.outbox.drain(commune_id)

    async def fetch(commune_id: int) -> None:
        if await parts.fetcher.fetch_all(commune_id):
            await jobs.enqueue(CommuneWork.DELIVER, commune_id)

    return {
        CommuneWork.TALK: talk,
        CommuneWork.DELIVER: deliver,
        CommuneWork.FETCH: fetch,
        CommuneWork.MENUS: parts.menus.keep,
    }
