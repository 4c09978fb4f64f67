"""Not faster than a platform allows, and not more on its way at once than may be sent twice."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import TypeVar

from scheduler.channel import Pace

Result = TypeVar("Result")

SLOW = 2.0
"""Seconds after which a message that is still on its way no longer holds up the others."""

LONGEST_WAIT = 3.0
"""Seconds: who has to wait longer for a chat comes again, so that no other chat waits with it."""

MINUTE = 60.0


class Pacer:
    """When one bot may write next, and each of its chats, in the event loop's time."""

    def __init__(self, pace: Pace) -> None:
        self._bot_gap = 1 / pace.per_bot_per_second
        self._chat_gap = 1 / pace.per_chat_per_second
        self._group_minute = pace.per_group_per_minute
        self._bot_free = 0.0
        self._chat_free: dict[str, float] = defaultdict(float)
        self._in_group: dict[str, deque[float]] = defaultdict(deque)

    async def turn(self, address: str, group: bool = False) -> float:
        """Wait until one more message may go to this chat, and count it; then 0.

        Where that is too long to wait it is not counted: the seconds after which to ask again.
        """
        now = asyncio.get_running_loop().time()
        free = max(self._chat_free[address], self._group_free(address, now) if group else 0.0)
        if free - now > LONGEST_WAIT:
            return free - now
        start = max(now, free, self._bot_free)
        self._bot_free = max(now, self._bot_free) + self._bot_gap
        self._chat_free[address] = start + self._chat_gap
        if group:
            self._in_group[address].append(start)
        if start > now:
            await asyncio.sleep(start - now)
        if len(self._chat_free) > 10_000:
            self._forget(start)
        return 0.0

    def pause(self, address: str, seconds: float) -> None:
        """Nothing goes to this chat before so many seconds are over."""
        until = asyncio.get_running_loop().time() + seconds
        self._chat_free[address] = max(self._chat_free[address], until)

    def _group_free(self, address: str, now: float) -> float:
        """When the group has heard few enough messages within a minute to hear one more."""
        heard = self._in_group[address]
        while heard and heard[0] <= now - MINUTE:
            heard.popleft()
        return heard[0] + MINUTE if len(heard) >= self._group_minute else 0.0

    def _forget(self, now: float) -> None:
        for address in [each for each, free in self._chat_free.items() if free <= now]:
            del self._chat_free[address]


class Window:
    """One message of a channel on its way at a time, while the platform answers readily.

    Of a process that dies, what was on its way and not recorded is sent again: one message.
    `hanging` are those that have become slow and are still on their way.
    """

    def __init__(self) -> None:
        self.hanging = 0
        self._lock = asyncio.Lock()

    async def through(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """The work's result, begun when what came before is done or has become slow."""
        async with self._lock:
            task = asyncio.ensure_future(work())
            try:
                done, _ = await asyncio.wait([task], timeout=SLOW)
            except asyncio.CancelledError:
                task.cancel()
                raise
        if done:
            return task.result()
        self.hanging += 1
        try:
            return await task
        finally:
            self.hanging -= 1
