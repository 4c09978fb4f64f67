"""One of several processes that share a database: it serves the site, runs queued jobs, or both.

An inbound message is committed, then a job for its commune is queued for any free process.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.app.backups import NightlyBackup
from bot.app.receiving import MessageReceiver
from bot.app.site import open_office
from bot.app.wiring import Services
from bot.channels.web import WebChannel
from bot.language import warm
from scheduler.delivery.channel import AcceptInbound
from scheduler.engine.engine import fire_commune
from scheduler.engine.pending_work import CommuneWork
from scheduler.engine.runners.jobs import JobQueue
from scheduler.engine.runners.workers import Handlers, WorkerRunner


@dataclass(frozen=True, slots=True)
class WorkerShare:
    """What one process does: jobs of `queues`, `concurrency` at a time, and the site if `site`."""

    queues: Collection[str] = ()
    concurrency: int = 0
    site: bool = False


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """One running process of ENGINE=workers."""

    services: Services
    jobs: JobQueue
    workers: WorkerRunner
    share: WorkerShare
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, background: Iterable[Coroutine[Any, Any, None]] = ()) -> None:
        """Do this process's share until stopped or cancelled; `background` ends with it."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self.services.outbox.call_for_retries(
                    lambda commune_id: self._queue_delivery(tasks, commune_id)
                )
                cancelled_at_stop = [tasks.create_task(work) for work in background]
                if self.share.site:
                    services = self.services
                    channels, clock = services.channels, services.clock
                    receiving = MessageReceiver(channels, services.database, clock, self.accept_for)
                    cancelled_at_stop.append(tasks.create_task(receiving.run()))
                else:
                    cancelled_at_stop.append(
                        tasks.create_task(self.services.channels.keep_refreshed())
                    )
                if self.share.queues:
                    tasks.create_task(asyncio.to_thread(warm))
                    tasks.create_task(self.workers.run(self.share.queues, self.share.concurrency))
                await self.stopped.wait()
                for task in cancelled_at_stop:
                    task.cancel()
            await self.services.outbox.finish()
        finally:
            self.services.outbox.abandon()

    def stop(self) -> None:
        self.stopped.set()
        self.services.stop()
        self.workers.stop()

    def serve_site(self) -> AbstractAsyncContextManager[str]:
        return open_office(self.services, self.on_inbound, self._on_outbound)

    def accept_for(self, commune_id: int, name: str) -> AcceptInbound:
        return self.services.accept_for(commune_id, name, self.on_inbound)

    async def on_inbound(self, commune_id: int) -> None:
        """Queue the handling of a message of that commune, which was committed."""
        await self.jobs.enqueue(CommuneWork.INBOX, commune_id)

    def _queue_delivery(self, tasks: asyncio.TaskGroup, commune_id: int) -> None:
        tasks.create_task(self._on_outbound(commune_id))

    async def _on_outbound(self, commune_id: int) -> None:
        await self.jobs.enqueue(CommuneWork.DELIVER, commune_id)


def make_upkeep(services: Services, nightly: NightlyBackup | None) -> Callable[[], Awaitable[None]]:
    """The periodic work for all communes: menus and, with `nightly`, the backup."""

    async def upkeep() -> None:
        if nightly is not None:
            await nightly.run_if_due()
        await services.menus.sweep()

    return upkeep


def job_handlers(services: Services, jobs: JobQueue) -> Handlers:
    """By kind of job: the function that does it for one commune."""

    async def talk(commune_id: int) -> None:
        await services.inbox.handle_all(commune_id, partial(jobs.enqueue, CommuneWork.DELIVER))
        for work in (CommuneWork.DELIVER, CommuneWork.FETCH_FILES, CommuneWork.MENUS):
            await jobs.enqueue(work, commune_id)

    async def deliver(commune_id: int) -> None:
        await services.channels.find(commune_id, WebChannel.name)  # it may be new
        await services.outbox.answer_strangers(commune_id)
        now = services.clock.now()
        await services.database.run(
            fire_commune, services.database, services.national, commune_id, now
        )
        await services.outbox.drain(commune_id)

    async def fetch(commune_id: int) -> None:
        if await services.fetcher.fetch_all(commune_id):
            await jobs.enqueue(CommuneWork.DELIVER, commune_id)

    return {
        CommuneWork.INBOX: talk,
        CommuneWork.DELIVER: deliver,
        CommuneWork.FETCH_FILES: fetch,
        CommuneWork.MENUS: services.menus.update,
    }
