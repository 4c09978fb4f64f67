"""What the contract suite needs of each platform: a stage with a test server and a channel on it.

A channel is a module of bot/channels named as the channel it holds. Its stage is
`tests/channels/<name>_stage.py` with a function `stage()` and constants: `FAR`, whether a network
lies between the program and the platform, so that the suite's troubles can happen; `FORGETS`,
whether what it handed over once is gone; of a far one `PAUSE`, the seconds a busy one asks for.
"""

import asyncio
import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import bot.channels
from scheduler.delivery.channel import Capabilities, Channel, Inbound

Trouble = Literal["busy", "gateway_before", "gateway_after", "lost_before", "lost_after", "silent"]
"""The platform asks for a pause; a gateway answers that the platform did not, before the message
was taken or after it; the connection is reset before the message was taken;
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
    """One platform with one bot, whose channel retries at once."""

    channel: Channel

    async def newcomer(self, name: str) -> str:
        """The address of a person the bot may write to."""

    async def gone(self) -> tuple[str, ...]:
        """Addresses that never accept a message, one for each reason."""

    async def says(self, address: str, text: str) -> None:
        """The person writes."""

    async def presses(self, address: str, label: str) -> None:
        """The person presses a button."""

    async def screen(self, address: str) -> list[Seen]:
        """The bot's messages on the person's screen."""


class FarStage(Stage, Protocol):
    """A platform beyond a network, whose channel waits no more than seconds for an answer."""

    secrets: tuple[str, ...]

    def trouble(self, trouble: Trouble, edit: bool = False) -> None:
        """The next message or edit fails in this way."""

    async def down(self) -> None:
        """The platform cannot be reached."""

    async def up(self) -> None:
        """It can again."""


def channels() -> dict[str, Capabilities]:
    """Every channel module of bot/channels and its capabilities."""
    found = {}
    for place in pkgutil.iter_modules(bot.channels.__path__):
        module = importlib.import_module(f"bot.channels.{place.name}")
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if getattr(kind, "name", None) == place.name and hasattr(kind, "capabilities"):
                found[place.name] = kind.capabilities
    return found


def stage_module(name: str) -> Any:
    """Where the stage of a channel is; a channel without one fails here."""
    return importlib.import_module(f"tests.channels.{name}_stage")


class Inbox:
    """Accepts messages as the program does; fails the first `failures` times."""

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
        """Everything accepted, as soon as there are `count` messages or more."""
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
