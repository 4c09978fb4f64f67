"""Commit events that arrive at about the same time together: every commit costs the same."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCH_SECONDS = 0.005
"""How long an event waits for others that are under way."""

SERVER_BATCH_SECONDS = 0.1
"""The same for events that nobody waits for, on a shared database server."""


@dataclass(frozen=True, slots=True)
class _PendingEvent(Generic[T, R]):
    """An event waiting for its commit; `awaited`: others wait for it, so commit soon."""

    event: T
    awaited: bool
    committed: asyncio.Future[R]


class CommitBatcher(Generic[T, R]):
    """Commits events in batches, one commit at a time.

    `add` returns only after the event is committed; so the messages that are sent and not yet
    recorded are never more than those being sent.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[T]], Awaitable[Sequence[R]]],
        longest: float = BATCH_SECONDS,
    ) -> None:
        """`commit` returns a result of each event. `longest`: the most seconds an event that nobody
        waits for is kept for others.
        """
        self._commit = commit
        self._longest = longest
        self._under_way = 0
        self._all_ended = asyncio.Event()
        self._pending: list[_PendingEvent[T, R]] = []
        self._writing: asyncio.Task[None] | None = None

    @contextmanager
    def announce(self) -> Iterator[None]:
        """Announce an event: until the block ends, events that were added may wait a little for
        this one, to be committed together.
        """
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._check_all_ended()

    async def add(self, event: T, awaited: bool = True) -> R:
        """The event's result, once it is committed; raises what the database raised."""
        committed: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        pending = _PendingEvent(event, awaited, committed)
        self._pending.append(pending)
        self._check_all_ended()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await pending.committed

    async def _write_all(self) -> None:
        try:
            while self._pending:
                await self._gather()
                batch, self._pending = self._pending, []
                await self._write(batch)
        finally:
            self._writing = None

    async def _gather(self) -> None:
        """Wait a little for the events under way, unless all have come."""
        self._all_ended.clear()
        self._check_all_ended()
        waited = 0.0
        while not self._all_ended.is_set() and waited < self._patience():
            with suppress(TimeoutError):
                async with asyncio.timeout(BATCH_SECONDS):
                    await self._all_ended.wait()
            waited += BATCH_SECONDS

    def _check_all_ended(self) -> None:
        if self._under_way <= len(self._pending):
            self._all_ended.set()

    def _patience(self) -> float:
        return BATCH_SECONDS if any(each.awaited for each in self._pending) else self._longest

    async def _write(self, batch: Sequence[_PendingEvent[T, R]]) -> None:
        """Commit these together; if that fails, each by itself."""
        try:
            results = await self._commit([each.event for each in batch])
        except Exception as error:
            if len(batch) > 1:
                for one in batch:
                    await self._write([one])
            elif not batch[0].committed.done():
                batch[0].committed.set_exception(error)
            return
        for each, result in zip(batch, results, strict=True):
            if not each.committed.done():
                each.committed.set_result(result)
