"""Not faster than a platform allows, and not more on its way at once than may be sent twice."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import TypeVar

from scheduler.channel import Pace

Result = TypeVar("Result")

SLOW = 2.0
"""Seconds after which a message that is still on its way no longer holds up the others."""


class Pacer:
    """The next free moment of one bot and of each of its chats, in the event loop's time."""

    def __init__(self, pace: Pace) -> None:
        self._bot_gap = 1 / pace.per_bot_per_second
        self._chat_gap = 1 / pace.per_chat_per_second
        self._bot_free = 0.0
        self._chat_free: dict[str, float] = defaultdict(float)

    async def turn(self, address: str) -> None:
        """Wait until one more message may go to this chat."""
        now = asyncio.get_running_loop().time()
        start = max(now, self._bot_free, self._chat_free[address])
        self._bot_free = max(now, self._bot_free) + self._bot_gap
        self._chat_free[address] = start + self._chat_gap
        if start > now:
            await asyncio.sleep(start - now)
        if len(self._chat_free) > 10_000:
            self._forget(start)

    def _forget(self, now: float) -> None:
        for address in [each for each, free in self._chat_free.items() if free <= now]:
            del self._chat_free[address]


class Window:
    """One message of a channel on its way at a time, while the platform answers readily.

    Of a process that dies, what was on its way and not recorded is sent again: one message.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def through(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """The work's result, begun when what came before is done or has become slow."""
        async with self._lock:
            task = asyncio.ensure_future(work())
            try:
                await asyncio.wait([task], timeout=SLOW)
            except asyncio.CancelledError:
                task.cancel()
                raise
        return await task
