"""Not faster than a platform allows, and not more on its way at once than may be sent twice."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import TypeVar

from scheduler.delivery.channel import RateLimit

Result = TypeVar("Result")

SLOW = 2.0
"""Seconds after which a message that is still on its way no longer holds up the others."""

LONGEST_WAIT = 3.0
"""Seconds: who has to wait longer for a chat comes again, so that no other chat waits with it."""

MINUTE = 60.0

WINDOW = 8
"""Messages of a channel on their way at a time: where an answer takes a quarter of a second, that
makes more than the 28 a second that a bot sends on Telegram.
"""


class Pacer:
    """When one bot may write next, and each of its chats, in the event loop's time.

    So many are `waiting` for their turn.
    """

    def __init__(self, pace: RateLimit) -> None:
        self._bot_gap = 1 / pace.per_bot_per_second
        self._chat_gap = 1 / pace.per_chat_per_second
        self._group_minute = pace.per_group_per_minute
        self.waiting = 0
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
            await self._wait(start - now)
        if len(self._chat_free) > 10_000:
            self._forget(start)
        return 0.0

    async def _wait(self, seconds: float) -> None:
        self.waiting += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self.waiting -= 1

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


class SendWindow:
    """So many messages of a channel on their way at a time, while the platform answers readily.

    Of a process that dies, what was on its way and not recorded is sent again: so many messages.
    `hanging` are those that have become slow: they are on their way beside the others.
    """

    def __init__(self) -> None:
        self.hanging = 0
        self._places = asyncio.Semaphore(WINDOW)

    async def through(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """The work's result, begun when fewer than so many others are on their way."""
        await self._places.acquire()
        place = _Place(self, self._places)
        late = asyncio.get_running_loop().call_later(SLOW, place.give_up)
        try:
            return await work()
        finally:
            late.cancel()
            place.leave()


class _Place:
    """One message's place in a window, given back once: when it is done or has become slow."""

    def __init__(self, window: SendWindow, places: asyncio.Semaphore) -> None:
        self._window = window
        self._places = places
        self._hangs = False

    def give_up(self) -> None:
        self._hangs = True
        self._window.hanging += 1
        self._places.release()

    def leave(self) -> None:
        if self._hangs:
            self._window.hanging -= 1
        else:
            self._places.release()
