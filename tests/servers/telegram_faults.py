"""Failures of the test server on demand, and its flood limits."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from tests.servers.telegram_checks import Refusal
from tests.servers.telegram_world import Chat

Trouble = Literal[
    "429",
    "500",
    "502",
    "502_after",
    "reset_before",
    "reset_after",
    "silent_before",
    "silent_after",
    "slow",
    "portal",
]
"""`before` and `after` the request was done: after means that the message did arrive.
`silent` never answers on an open connection; `slow` answers after the fault's seconds.
`502` is a gateway's page, not an answer of Telegram.
`portal`: something between the two answers 200 with a page that repeats the address asked for.
"""

EARLY = 0.05
"""Seconds by which two clocks may differ when a pause is checked."""


@dataclass(slots=True)
class Fault:
    """After `skip` calls of `method` the next `times` fail; `chat` None means any."""

    trouble: Trouble
    times: int
    method: str
    chat: int | None
    seconds: int
    skip: int


@dataclass(slots=True)
class Faults:
    """The next failures, in order."""

    waiting: list[Fault] = field(default_factory=list)

    def next(self, method: str, chat: object) -> Fault | None:
        """The fault this call meets; it is used up."""
        for fault in self.waiting:
            if fault.method != method or fault.chat not in (None, chat):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
            return fault
        return None


@dataclass(slots=True)
class Flood:
    """Telegram's limits: 1 a second for a chat, 30 a second for the bot, 20 a minute for a group.

    Writing again before a `retry_after` is over is a violation, whatever switched it on.
    """

    on: bool = False
    sent: list[float] = field(default_factory=list)
    by_chat: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    closed_until: dict[int, float] = field(default_factory=dict)
    refused: int = 0

    def close(self, chat: int, seconds: int, now: float) -> Refusal:
        """The 429 that closes a chat for some seconds."""
        self.refused += 1
        self.closed_until[chat] = now + seconds
        return _too_many(seconds)

    def check(self, chat: Chat, now: float) -> None:
        """Raises Refusal when a message comes too soon; otherwise counts it."""
        left = self.closed_until.get(chat.id, now) - now
        if left > EARLY:
            raise _too_many(math.ceil(left), fault=True)
        if self.on:
            wait = self._wait(chat, now)
            if wait:
                raise self.close(chat.id, wait, now)
        self.sent.append(now)
        self.by_chat[chat.id].append(now)

    def _wait(self, chat: Chat, now: float) -> int:
        in_chat = self.by_chat[chat.id]
        if in_chat and now - in_chat[-1] < 1 - EARLY:
            return 1
        if chat.kind != "private" and len(in_chat) >= 20 and now - in_chat[-20] < 60:
            return math.ceil(60 - (now - in_chat[-20]))
        if len(self.sent) >= 30 and now - self.sent[-30] < 1 - EARLY:
            return 1
        return 0


def _too_many(seconds: int, fault: bool = False) -> Refusal:
    words = f"Too Many Requests: retry after {seconds}"
    return Refusal(429, words, fault, parameters={"retry_after": seconds})
