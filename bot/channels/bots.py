"""Bots of many communes in one process: known all the time, opened when one is used.

Opening one loads what speaks to its platform and reads its token anew; an open one holds no
connection of its own, so that those unused for the longest are just let go.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from bot.channels.platforms import PLATFORMS, TELEGRAM, webhook_secret
from scheduler.delivery.channel import (
    AcceptInbound,
    Channel,
    Inbound,
    Outgoing,
    Receipt,
    TemporaryError,
)
from scheduler.delivery.channel_extras import (
    EditingChannel,
    FileChannel,
    LinkedChannel,
    Menu,
    MenuChannel,
    MenuScope,
    WebhookChannel,
)

MOST_OPEN = 500

BotKey = tuple[int, str]
"""A commune, and the name of a platform."""


@dataclass(frozen=True, slots=True)
class Token:
    """The token of a bot: said by the settings, or lying in a file, which may be changed."""

    said: str = ""
    path: Path | None = None
    changed: int = 0
    """When the file was changed last (ns); 0 without a file."""

    def read(self) -> str:
        """What it is now. Raises TemporaryError where the file cannot be read."""
        if self.path is None:
            return self.said
        try:
            return self.path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise TemporaryError(f"a token cannot be read: {type(error).__name__}") from None


class Opened:
    """The bots that are open; `opening` opens one by its key and token."""

    def __init__(self, opening: Callable[[BotKey, str], Channel], most: int = MOST_OPEN) -> None:
        self._opening = opening
        self._most = most
        self._open: OrderedDict[tuple[BotKey, Token], Channel] = OrderedDict()
        self._lock = Lock()

    def get(self, key: BotKey, token: Token) -> Channel:
        """The open bot. Raises TemporaryError where its token cannot be read."""
        with self._lock:
            found = self._open.pop((key, token), None) or self._opening(key, token.read())
            self._open[key, token] = found
            while len(self._open) > self._most:
                self._open.popitem(last=False)
        return found

    def __len__(self) -> int:
        return len(self._open)


class Bot:
    """One commune's bot; it is opened when it is used. All that is asked goes to the open one."""

    def __init__(self, key: BotKey, token: Token, webhook_url: str | None, opened: Opened) -> None:
        self.key = key
        self.token = token
        self.name = key[1]
        self.capabilities = PLATFORMS[self.name].capabilities
        self.webhook_header = PLATFORMS[self.name].header
        self.webhook_url = webhook_url
        self.known_as = ""
        self._opened = opened

    @property
    def webhook_secret(self) -> str:
        """What the header of the platform's call must hold. Raises TemporaryError."""
        return webhook_secret(self.token.read())

    @property
    def channel(self) -> Channel:
        """The bot itself, open. Raises TemporaryError where its token cannot be read."""
        return self._opened.get(self.key, self.token)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Send one message."""
        return await self.channel.send(address, message)

    async def acknowledge(self, inbound: Inbound) -> None:
        """Tell the platform a button press was seen."""
        await self.channel.acknowledge(inbound)

    async def receive(self, accept: AcceptInbound) -> None:
        """Take messages until cancelled."""
        await self.channel.receive(accept)

    async def hook(self) -> str:
        """Tell the platform where to call; the bot's own name there."""
        return await self._hooked.hook()

    def read(self, update: Mapping[str, Any], known_as: str = "") -> Inbound | None:
        """The message in one call of the platform."""
        return self._hooked.read(update, known_as or self.known_as)

    @property
    def _hooked(self) -> WebhookChannel:
        channel = self.channel
        assert isinstance(channel, WebhookChannel)
        return channel

    async def fetch(self, ref: str, limit: int) -> bytes:
        """The content of a file that came with a message."""
        channel = self.channel
        assert isinstance(channel, FileChannel)
        return await channel.fetch(ref, limit)

    async def close(self) -> None:
        """Nothing: its connections are shared."""


class CommuneTelegramBot(Bot):
    """One on Telegram, which can do more."""

    async def edit(self, address: str, message_id: str, message: Outgoing) -> None:
        """Show this in the place of a message of ours."""
        channel = self.channel
        assert isinstance(channel, EditingChannel)
        await channel.edit(address, message_id, message)

    async def link(self, code: str) -> str:
        """The address that opens the bot with a code."""
        channel = self.channel
        assert isinstance(channel, LinkedChannel)
        return await channel.link(code)

    async def show_menu(self, menu: Menu, scope: MenuScope | str) -> None:
        """Show commands beside the text field."""
        channel = self.channel
        assert isinstance(channel, MenuChannel)
        await channel.show_menu(menu, scope)


def bot_of(key: BotKey, token: Token, webhook_url: str | None, opened: Opened) -> Bot:
    """The bot of a commune on a platform."""
    kind = CommuneTelegramBot if key[1] == TELEGRAM else Bot
    return kind(key, token, webhook_url, opened)
