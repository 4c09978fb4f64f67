"""Not faster than a platform allows: a wait before each message, per chat and per bot."""

import asyncio
from collections import defaultdict

from scheduler.channel import Pace


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
