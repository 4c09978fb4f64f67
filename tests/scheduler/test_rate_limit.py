"""Platform limits hold for any number of messages and chats."""

import asyncio
import selectors
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.delivery.channel import RateLimit
from scheduler.delivery.rate_limit import LONGEST_WAIT_SECONDS, RateLimiter

PACE = RateLimit(per_chat_per_second=1, per_bot_per_second=30, per_group_per_minute=20)
TINY = 1e-6


class Leaping(selectors.DefaultSelector):
    """Nothing ever arrives, so that every wait is over at once and the loop's clock leaps."""

    ahead = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = super().select(0)
        if not found and timeout:
            self.ahead += timeout
        return found


class LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop in which waiting an hour takes no time."""

    def __init__(self) -> None:
        self._leaping = Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.ahead


@dataclass(frozen=True)
class Sent:
    """A message that went out."""

    at: float
    chat: str
    group: bool


async def send_all(chats: list[tuple[str, bool]]) -> list[Sent]:
    """One message to each of these chats in turn, as soon as each may go."""
    limiter, sent = RateLimiter(PACE), []

    async def send(chat: str, group: bool) -> None:
        while wait := await limiter.acquire(chat, group):
            assert wait > LONGEST_WAIT_SECONDS
            await asyncio.sleep(wait)
        sent.append(Sent(asyncio.get_running_loop().time(), chat, group))

    await asyncio.gather(*(send(*each) for each in chats))
    return sorted(sent, key=lambda each: each.at)


def in_time(chats: list[tuple[str, bool]]) -> list[Sent]:
    """The same on a loop that waits for nothing."""
    loop = LeapingLoop()
    try:
        return loop.run_until_complete(send_all(chats))
    finally:
        loop.close()


def apart(times: list[float], few: int) -> Iterator[float]:
    """How long after each message the one so many later went."""
    return (later - at for at, later in zip(times, times[few:], strict=False))


chats = st.tuples(st.sampled_from("abcd"), st.booleans()).map(
    lambda each: (each[0] + ("-group" if each[1] else ""), each[1])
)


@settings(max_examples=60, deadline=None)
@given(st.lists(chats, max_size=120))
def test_no_limit_is_exceeded_and_no_message_lost(wanted: list[tuple[str, bool]]) -> None:
    sent = in_time(wanted)
    assert len(sent) == len(wanted)
    assert all(gap >= 1 - TINY for gap in apart([each.at for each in sent], 30))
    for chat in {each.chat for each in sent}:
        times = [each.at for each in sent if each.chat == chat]
        assert all(gap >= 1 - TINY for gap in apart(times, 1))
        if chat.endswith("-group"):
            assert all(gap >= 60 - TINY for gap in apart(times, 20))


def test_a_pause_delays_only_its_own_chat() -> None:
    async def paused() -> tuple[float, float]:
        limiter = RateLimiter(PACE)
        limiter.pause("a", 40)
        return await limiter.acquire("a"), await limiter.acquire("b")

    loop = LeapingLoop()
    held, free = loop.run_until_complete(paused())
    loop.close()
    assert (held, free) == (40, 0)
