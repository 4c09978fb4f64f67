"""Reads that many open pages want at the same time are done once, and together."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import islice
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST = 100
"""Reads done together at the most, so that other work of the database comes in between."""


class SharedAnswers(Generic[Key, Value]):
    """Answers each key by one of `read`'s answers that was asked for after the key was.

    `read` gives the values of some keys.
    """

    def __init__(self, read: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Value]]]) -> None:
        self._read = read
        self._wanted: dict[Key, asyncio.Future[Value]] = {}
        self._reading: asyncio.Task[None] | None = None

    async def get(self, key: Key) -> Value:
        """The value of a key as it is now. Raises what reading raises."""
        wanted = self._wanted.get(key)
        if wanted is None:
            wanted = self._wanted[key] = asyncio.get_running_loop().create_future()
        if self._reading is None:
            self._reading = asyncio.create_task(self._read_all())
        # Shielded, since one page that is closed ends the waiting of no other.
        return await asyncio.shield(wanted)

    async def _read_all(self) -> None:
        try:
            while self._wanted:
                keys = list(islice(self._wanted, MOST))
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
                # Nobody may be waiting any more; then nobody is told.
                future.exception()
            return
        for key, future in asked.items():
            future.set_result(values[key])
