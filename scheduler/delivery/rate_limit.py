"""Keep within a platform's rate limits, and bound the messages being sent at a time."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import TypeVar

from scheduler.delivery.channel import RateLimit

Result = TypeVar("Result")

SLOW_SECONDS = 2.0
"""After this long a message being sent is slow and no longer occupies a slot."""

LONGEST_WAIT_SECONDS = 3.0
"""A longer wait is refused, so that other chats need not wait too."""

MINUTE = 60.0

WINDOW_SIZE = 8
"""Messages of a channel being sent at a time.

With 0.25 seconds per message this exceeds the 28 a second that one bot sends on Telegram.
"""


class RateLimiter:
    """Paces the messages of one bot, and of each chat, by the event loop's clock (seconds).

    `waiting` is the number of messages waiting for their turn.
    """

    def __init__(self, limit: RateLimit) -> None:
        self._bot_gap = 1 / limit.per_bot_per_second
        self._chat_gap = 1 / limit.per_chat_per_second
        self._group_minute = limit.per_group_per_minute
        self.waiting = 0
        self._bot_free = 0.0
        self._chat_free: dict[str, float] = defaultdict(float)
        self._in_group: dict[str, deque[float]] = defaultdict(deque)

    async def acquire(self, address: str, group: bool = False) -> float:
        """Wait until a message may go to this chat and count it; returns 0.

        If the wait is too long, nothing is counted; returns the seconds after which to retry.
        """
        now = asyncio.get_running_loop().time()
        free = max(self._chat_free[address], self._group_free(address, now) if group else 0.0)
        if free - now > LONGEST_WAIT_SECONDS:
            return free - now
        start = max(now, free, self._bot_free)
        self._bot_free = max(now, self._bot_free) + self._bot_gap
        self._chat_free[address] = start + self._chat_gap
        if group:
            self._in_group[address].append(start)
        if start > now:
            await self._wait(start - now)
        if len(self._chat_free) > 10_000:
            self._forget(start)
        return 0.0

    async def acquire_with_low_priority(self, address: str, group: bool = False) -> float:
        """Like `acquire`, for a message of low priority: it waits until no other message of the bot
        is waiting.
        """
        loop = asyncio.get_running_loop()
        latest = loop.time() + LONGEST_WAIT_SECONDS
        while (wait := self._bot_free - loop.time()) > 0:
            if self._bot_free > latest:
                return wait
            await asyncio.sleep(wait)
        return await self.acquire(address, group)

    async def _wait(self, seconds: float) -> None:
        self.waiting += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self.waiting -= 1

    def pause(self, address: str, seconds: float) -> None:
        """Send nothing to this chat for so many seconds."""
        until = asyncio.get_running_loop().time() + seconds
        self._chat_free[address] = max(self._chat_free[address], until)

    def _group_free(self, address: str, now: float) -> float:
        """When the group may get one more message under its limit per minute."""
        sent = self._in_group[address]
        while sent and sent[0] <= now - MINUTE:
            sent.popleft()
        return sent[0] + MINUTE if len(sent) >= self._group_minute else 0.0

    def _forget(self, now: float) -> None:
        for address in [each for each, free in self._chat_free.items() if free <= now]:
            del self._chat_free[address]


class SendWindow:
    """Bounds the messages of a channel being sent at a time.

    When a process dies, the messages being sent and not recorded are sent again; this bounds them.
    `slow` ones no longer count, so that others are not held up.
    """

    def __init__(self) -> None:
        self.slow = 0
        self._slots = asyncio.Semaphore(WINDOW_SIZE)

    async def run(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """The result of the work, which begins when a slot is free."""
        await self._slots.acquire()
        slot = _Slot(self, self._slots)
        late = asyncio.get_running_loop().call_later(SLOW_SECONDS, slot.mark_slow)
        try:
            return await work()
        finally:
            late.cancel()
            slot.release()


class _Slot:
    """One message's slot in a window, freed once: when it is done or becomes slow."""

    def __init__(self, window: SendWindow, slots: asyncio.Semaphore) -> None:
        self._window = window
        self._slots = slots
        self._slow = False

    def mark_slow(self) -> None:
        self._slow = True
        self._window.slow += 1
        self._slots.release()

    def release(self) -> None:
        if self._slow:
            self._window.slow -= 1
        else:
            self._slots.release()
