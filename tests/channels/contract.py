"""What the contract suite needs of each platform: a stage with a test server and a channel on it.

A channel is a module of bot/channels named as the channel it holds. Its stage is
`tests/channels/<name>_stage.py` with a function `stage()`.
"""

import asyncio
import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

import bot.channels
from scheduler.channel import Channel, Inbound

Trouble = Literal["busy", "broken", "lost_before", "lost_after", "silent"]
"""The platform asks for a pause; fails; the connection is reset before the message was taken;
after it; nothing is ever answered though the message was taken."""

BUSY_SECONDS = 2
"""The pause a busy platform asks for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as its reader sees it."""

    text: str
    bold: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]


class Stage(Protocol):
    """One platform with one bot, whose channel answers within seconds and retries at once."""

    channel: Channel
    secrets: tuple[str, ...]

    def newcomer(self, name: str) -> str:
        """The address of a person the bot may write to."""

    def gone(self) -> tuple[str, ...]:
        """Addresses that will never take a message, one for each way of being gone."""

    def says(self, address: str, text: str) -> None:
        """The person writes."""

    def presses(self, address: str, label: str) -> None:
        """The person presses a button."""

    def screen(self, address: str) -> list[Seen]:
        """What the person sees of the bot."""

    def trouble(self, trouble: Trouble) -> None:
        """The next message sent meets this."""

    async def down(self) -> None:
        """The platform cannot be reached."""

    async def up(self) -> None:
        """It can again."""


def channel_names() -> list[str]:
    """The modules of bot/channels that hold a channel."""
    return [module.name for module in pkgutil.iter_modules(bot.channels.__path__) if _holds(module)]


def _holds(found: pkgutil.ModuleInfo) -> bool:
    module = importlib.import_module(f"bot.channels.{found.name}")
    classes = inspect.getmembers(module, inspect.isclass)
    return any(
        getattr(kind, "name", None) == found.name and hasattr(kind, "capabilities")
        for _, kind in classes
    )


def stage_of(name: str) -> AbstractAsyncContextManager[Stage]:
    """The stage of a channel; a channel without one fails here."""
    module = importlib.import_module(f"tests.channels.{name}_stage")
    stage: AbstractAsyncContextManager[Stage] = module.stage()
    return stage


class Inbox:
    """Takes messages as the program does; `failures` counts down the times it cannot."""

    def __init__(self, failures: int = 0) -> None:
        self.taken: list[Inbound] = []
        self.seen: list[Inbound] = []
        self._failures = failures
        self._more = asyncio.Event()

    async def accept(self, inbound: Inbound) -> None:
        self.seen.append(inbound)
        if self._failures:
            self._failures -= 1
            raise OSError("the disk is full")
        self.taken.append(inbound)
        self._more.set()

    async def holds(self, count: int) -> list[Inbound]:
        """Everything taken, once there are `count` or more."""
        async with asyncio.timeout(20):
            while len(self.taken) < count:
                self._more.clear()
                await self._more.wait()
        return self.taken


@contextlib.asynccontextmanager
async def receiving(channel: Channel, inbox: Inbox) -> AsyncIterator[Inbox]:
    """The channel receives into the inbox until the block ends."""
    task = asyncio.create_task(channel.receive(inbox.accept))
    try:
        yield inbox
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
