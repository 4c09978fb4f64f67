"""Bots of many communes in one process: all are listed, and each is opened at its first use.

Opening a bot imports its platform's client and reads its token again. An open bot holds no
connection of its own, so the least recently used ones are simply dropped.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from bot.channels.platforms import PLATFORMS, TELEGRAM, telegram_link, webhook_secret
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

MAX_OPEN = 500

BotKey = tuple[int, str]
"""Commune id and platform name."""


@dataclass(frozen=True, slots=True)
class Token:
    """A bot's token: `value` from the settings, or else the content of the file at `path`."""

    value: str = ""
    path: Path | None = None
    modified_ns: int = 0
    """Modification time of the file in nanoseconds; 0 without a file."""

    def read(self) -> str:
        """The token as it is now. Raises TemporaryError if the file cannot be read."""
        if self.path is None:
            return self.value
        try:
            return self.path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise TemporaryError(f"a token cannot be read: {type(error).__name__}") from None


class OpenBots:
    """At most `limit` open bots, least recently used dropped first; `open_bot` opens one."""

    def __init__(self, open_bot: Callable[[BotKey, str], Channel], limit: int = MAX_OPEN) -> None:
        self._open_bot = open_bot
        self._limit = limit
        self._open: OrderedDict[tuple[BotKey, Token], Channel] = OrderedDict()
        self._lock = Lock()

    def get(self, key: BotKey, token: Token) -> Channel:
        """The bot, opened if needed. Raises TemporaryError if its token cannot be read."""
        with self._lock:
            found = self._open.pop((key, token), None) or self._open_bot(key, token.read())
            self._open[key, token] = found
            while len(self._open) > self._limit:
                self._open.popitem(last=False)
        return found

    def __len__(self) -> int:
        return len(self._open)


class Bot:
    """The bot of one commune: opens its channel for each call and passes the call on to it."""

    def __init__(
        self, key: BotKey, token: Token, webhook_url: str | None, open_bots: OpenBots
    ) -> None:
        self.key = key
        self.token = token
        self.name = key[1]
        self.capabilities = PLATFORMS[self.name].capabilities
        self.webhook_header = PLATFORMS[self.name].header
        self.webhook_url = webhook_url
        self.user_name = ""
        self._open_bots = open_bots

    @property
    def webhook_secret(self) -> str:
        """Required value of the webhook header. Raises TemporaryError as `Token.read`."""
        return webhook_secret(self.token.read())

    @property
    def channel(self) -> Channel:
        """The open channel. Raises TemporaryError if the token cannot be read."""
        return self._open_bots.get(self.key, self.token)

    def set_user_name(self, name: str) -> None:
        """Note the bot's own name on the platform."""
        self.user_name = name

    async def send(self, address: str, message: Outgoing) -> Receipt:
        return await self.channel.send(address, message)

    async def acknowledge(self, inbound: Inbound) -> None:
        """Confirm a button press to the platform."""
        await self.channel.acknowledge(inbound)

    async def receive(self, accept: AcceptInbound) -> None:
        """Poll for messages until cancelled."""
        await self.channel.receive(accept)

    async def register_webhook(self) -> str:
        """Register `webhook_url` with the platform; returns the bot's user name there."""
        return await self._hooked.register_webhook()

    def read(self, update: Mapping[str, Any], user_name: str = "") -> Inbound | None:
        """The message in one webhook call; None if there is none for us."""
        return self._hooked.read(update, user_name or self.user_name)

    @property
    def _hooked(self) -> WebhookChannel:
        channel = self.channel
        assert isinstance(channel, WebhookChannel)
        return channel

    async def fetch(self, ref: str, limit: int) -> bytes:
        """The content of a received file, at most `limit` bytes."""
        channel = self.channel
        assert isinstance(channel, FileChannel)
        return await channel.fetch(ref, limit)

    async def close(self) -> None:
        """Does nothing: the connections are shared with other bots."""


class CommuneTelegramBot(Bot):
    """A Telegram bot: it can also edit messages, link chats by an address, and show menus.

    Its `chat_link` is known after its first polled message, or once `set_user_name` has given its
    name.
    """

    def set_user_name(self, name: str) -> None:
        super().set_user_name(name)
        self.capabilities = replace(self.capabilities, chat_link=telegram_link(name))

    async def receive(self, accept: AcceptInbound) -> None:
        async def knowing_its_link(inbound: Inbound) -> None:
            if not self.capabilities.chat_link:
                self.capabilities = replace(self.capabilities, chat_link=await self.link(""))
            await accept(inbound)

        await super().receive(knowing_its_link)

    async def edit(self, address: str, message_id: str, message: Outgoing) -> None:
        """Replace a message we sent."""
        channel = self.channel
        assert isinstance(channel, EditingChannel)
        await channel.edit(address, message_id, message)

    async def link(self, code: str) -> str:
        """The t.me address that opens a chat with the bot and sends `code`."""
        channel = self.channel
        assert isinstance(channel, LinkedChannel)
        return await channel.link(code)

    async def show_menu(self, menu: Menu, scope: MenuScope | str) -> None:
        """Set the commands offered next to the text field."""
        channel = self.channel
        assert isinstance(channel, MenuChannel)
        await channel.show_menu(menu, scope)


def make_bot(key: BotKey, token: Token, webhook_url: str | None, open_bots: OpenBots) -> Bot:
    """The bot of a commune on a platform, with the methods its platform supports."""
    kind = CommuneTelegramBot if key[1] == TELEGRAM else Bot
    return kind(key, token, webhook_url, open_bots)
