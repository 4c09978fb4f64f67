"""Commit results that arrive at about the same time together: every commit costs the same."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

BATCH_SECONDS = 0.005
"""How long a result waits for others that are under way."""

SERVER_BATCH_SECONDS = 0.1
"""The same on a shared database server, for results that nobody waits for."""


@dataclass(frozen=True, slots=True)
class _PendingResult(Generic[T]):
    """A result waiting for commit; `awaited`: others need its slot, so commit soon."""

    result: T
    awaited: bool
    committed: asyncio.Future[None]


class CommitBatcher(Generic[T]):
    """Commits results in batches, one commit at a time.

    `add` returns only after the commit, so no more messages can be sent and not recorded than are
    under way.
    """

    def __init__(
        self, commit: Callable[[Sequence[T]], Awaitable[None]], longest: float = BATCH_SECONDS
    ) -> None:
        """`longest`: the most seconds a result that nobody waits for is kept for others."""
        self._commit = commit
        self._longest = longest
        self._under_way = 0
        self._all_ended = asyncio.Event()
        self._pending: list[_PendingResult[T]] = []
        self._writing: asyncio.Task[None] | None = None

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """While this is entered, other results may be kept for the one to come."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._check_all_ended()

    async def add(self, result: T, awaited: bool = True) -> None:
        """Return once the result is committed; raises what the database raised."""
        pending = _PendingResult(result, awaited, asyncio.get_running_loop().create_future())
        self._pending.append(pending)
        self._check_all_ended()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await pending.committed

    async def _write_all(self) -> None:
        try:
            while self._pending:
                await self._gather()
                batch, self._pending = self._pending, []
                await self._write(batch)
        finally:
            self._writing = None

    async def _gather(self) -> None:
        """Wait a little for the results under way, unless all have ended."""
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

    async def _write(self, batch: Sequence[_PendingResult[T]]) -> None:
        """Commit these together; if that fails, each by itself."""
        try:
            await self._commit([each.result for each in batch])
        except Exception as error:
            if len(batch) > 1:
                for one in batch:
                    await self._write([one])
            elif not batch[0].committed.done():
                batch[0].committed.set_exception(error)
            return
        for each in batch:
            if not each.committed.done():
                each.committed.set_result(None)
