"""Batches and shares database reads that many open pages need at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import islice
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

BATCH = 100
"""The most keys of one read, so that other database work is not blocked for long."""


class BatchedReads(Generic[Key, Value]):
    """While a read runs, collects the keys that are requested and then reads all of them at once;
    requests for the same key share one result. A result always comes from a read that began after
    its key was requested.
    """

    def __init__(self, read: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Value]]]) -> None:
        self._read = read
        self._wanted: dict[Key, asyncio.Future[Value]] = {}
        self._reading: asyncio.Task[None] | None = None

    async def get(self, key: Key) -> Value:
        """The present value of a key. Raises the errors of `read`."""
        wanted = self._wanted.get(key)
        if wanted is None:
            wanted = self._wanted[key] = asyncio.get_running_loop().create_future()
        if self._reading is None:
            self._reading = asyncio.create_task(self._read_all())
        # Shielded: a closed page must not cancel the read for others.
        return await asyncio.shield(wanted)

    async def _read_all(self) -> None:
        try:
            while self._wanted:
                keys = list(islice(self._wanted, BATCH))
                asked = {key: self._wanted.pop(key) for key in keys}
                await self._answer(asked)
        finally:
            self._reading = None

    async def _answer(self, asked: Mapping[Key, asyncio.Future[Value]]) -> None:
        try:
            values = await self._read(list(asked))
        except Exception as error:
            for future in asked.values():
                future.set_exception(error)
                # Marks the exception as retrieved: nobody may be waiting any more.
                future.exception()
            return
        for key, future in asked.items():
            future.set_result(values[key])
