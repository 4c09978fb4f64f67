"""Gather results that come at about the same time into one commit: each commit costs the same."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

GATHERED = 0.005
"""Seconds in which results come together before they are committed, while others are under way."""

SERVER_SPARED = 0.1
"""The same on a server that many share, as long as it holds up nobody."""


@dataclass(frozen=True, slots=True)
class _Ended(Generic[T]):
    """A result to be committed; `awaited` when others cannot begin before."""

    result: T
    awaited: bool
    committed: asyncio.Future[None]


class Gathering(Generic[T]):
    """Commits results, one commit at a time, as many in each as have come together.

    Whoever has a result waits here until it is committed, so that no more messages are sent and
    not recorded than are on their way.
    """

    def __init__(
        self, commit: Callable[[Sequence[T]], Awaitable[None]], longest: float = GATHERED
    ) -> None:
        """`commit` writes results in one transaction. `longest` is in seconds: so long a result
        is kept for others that nobody waits for.
        """
        self._commit = commit
        self._longest = longest
        self._under_way = 0
        self._all_ended = asyncio.Event()
        self._ended: list[_Ended[T]] = []
        self._writing: asyncio.Task[None] | None = None

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """While something is done whose result others may be kept for."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._look()

    async def add(self, result: T, awaited: bool = True) -> None:
        """Return once it is committed; raises what the database raised."""
        ended = _Ended(result, awaited, asyncio.get_running_loop().create_future())
        self._ended.append(ended)
        self._look()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await ended.committed

    async def _write_all(self) -> None:
        try:
            while self._ended:
                await self._gather()
                ended, self._ended = self._ended, []
                await self._write(ended)
        finally:
            self._writing = None

    async def _gather(self) -> None:
        """Wait a little for those that are on their way, until all have ended."""
        self._all_ended.clear()
        self._look()
        waited = 0.0
        while not self._all_ended.is_set() and waited < self._patience():
            with suppress(TimeoutError):
                async with asyncio.timeout(GATHERED):
                    await self._all_ended.wait()
            waited += GATHERED

    def _look(self) -> None:
        if self._under_way <= len(self._ended):
            self._all_ended.set()

    def _patience(self) -> float:
        return GATHERED if any(each.awaited for each in self._ended) else self._longest

    async def _write(self, ended: Sequence[_Ended[T]]) -> None:
        """Commit these together; where one cannot be, each by itself."""
        try:
            await self._commit([each.result for each in ended])
        except Exception as error:
            if len(ended) > 1:
                for one in ended:
                    await self._write([one])
            elif not ended[0].committed.done():
                ended[0].committed.set_exception(error)
            return
        for each in ended:
            if not each.committed.done():
                each.committed.set_result(None)
