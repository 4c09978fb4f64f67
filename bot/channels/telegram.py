"""Telegram: the Bot API as a channel, by long polling or by webhook."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    InputFile,
    User,
)
from telegram.error import TelegramError

from bot.channels import telegram_updates
from bot.channels.connections import Connections
from bot.channels.platforms import PLATFORMS, TELEGRAM, webhook_secret
from bot.channels.splitting import split, units
from bot.channels.telegram_bot import TelegramBot
from bot.channels.telegram_errors import channel_error
from bot.channels.telegram_markup import keyboard, markup, to_html
from bot.channels.telegram_polling import PATIENCE, Poller, Retry, TelegramTimeouts
from bot.channels.telegram_request import AiohttpRequest
from scheduler.delivery.channel import (
    AcceptInbound,
    ChannelError,
    FileTooBig,
    Inbound,
    MessageRefused,
    Outgoing,
    Receipt,
    TemporaryError,
    UnknownOutcome,
)
from scheduler.delivery.channel_extras import Menu, MenuScope

Result = TypeVar("Result")

PLATFORM = PLATFORMS[TELEGRAM]

CAPTION = 1024
"""UTF-16 units of the text that may stand under one picture or file."""

BIGGEST_PICTURE = 10 * 1024 * 1024
"""Bytes; a bigger picture goes as a file."""

NOT_MODIFIED = "message is not modified"
"""Part of the answer to an edit that shows what is there already."""

COMMAND_SCOPES = {
    MenuScope.EVERYBODY: BotCommandScopeDefault(),
    MenuScope.GROUPS: BotCommandScopeAllGroupChats(),
}

LATER_PIECE_TRIES = 4
LONGEST_PIECE_WAIT = 30.0
"""Seconds: a longer pause between two pieces of one message is left to the outbox."""


class TelegramChannel:
    """One bot. `now` dates button presses; with `webhook_url` updates come there, not by polls.

    `connections` are those it shares with other bots; without them it has its own.
    """

    name = telegram_updates.NAME
    webhook_header = PLATFORM.header
    capabilities = PLATFORM.capabilities

    def __init__(
        self,
        token: str,
        now: Callable[[], datetime],
        server: str = PLATFORM.server,
        webhook_url: str | None = None,
        patience: TelegramTimeouts = PATIENCE,
        connections: Connections | None = None,
    ) -> None:
        self._request = AiohttpRequest(
            token, patience.connect, patience.answer, connections or Connections()
        )
        self._bot = TelegramBot(token, server, self._request)
        self._now = now
        self.webhook_url = webhook_url
        self._patience = patience
        self._retry = Retry(patience, self._request.hide)
        self._me: User | None = None
        self.webhook_secret = webhook_secret(token)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Send one message, split under the limit; buttons go with the last piece of its text.

        One file with a short text is one message; else files follow the text, each alone. Once a
        piece has arrived, a failure of a later one is an UnknownOutcome: repeating the message
        would show the arrived part twice. What is refused itself would be every time.
        """
        first = ""
        pieces = self._pieces(message)
        for piece in pieces:
            outcome = await (
                self._send_later(address, piece) if first else self._send(address, piece)
            )
            if isinstance(outcome, str):
                first = first or outcome
            elif not first or isinstance(outcome, MessageRefused):
                raise outcome
            else:
                raise UnknownOutcome(f"only a part of the message arrived: {outcome}")
        return Receipt(first, len(pieces))

    async def edit(self, address: str, message_id: str, message: Outgoing) -> None:
        """Show this in the place of a message of ours. Raises ChannelError's classes."""
        if units(message.plain) > self.capabilities.text_limit:
            raise MessageRefused("too long for one message")
        outcome = await self._tried(
            self._bot.show(
                "editMessageText",
                {
                    "chat_id": address,
                    "message_id": int(message_id),
                    "text": to_html(message),
                    "reply_markup": keyboard(message),
                },
            )
        )
        if isinstance(outcome, ChannelError) and NOT_MODIFIED not in str(outcome).lower():
            raise outcome

    async def show_menu(self, menu: Menu, scope: MenuScope | str) -> None:
        """Show commands beside the text field. Raises ChannelError's classes."""
        where = (
            COMMAND_SCOPES[scope] if isinstance(scope, MenuScope) else BotCommandScopeChat(scope)
        )
        told = [BotCommand(word, meaning) for word, meaning in menu]
        outcome = await self._tried(
            self._bot.set_my_commands(told, scope=where)
            if told
            else self._bot.delete_my_commands(scope=where)
        )
        if isinstance(outcome, ChannelError):
            raise outcome

    def _pieces(self, message: Outgoing) -> tuple[Outgoing, ...]:
        """What goes as one message of Telegram each: a text, or one file with its caption."""
        if len(message.handouts) == 1 and units(message.plain) <= CAPTION:
            return (message,)
        files = (Outgoing((), handouts=(each,)) for each in message.handouts)
        return (*split(message, self.capabilities.text_limit), *files)

    async def acknowledge(self, inbound: Inbound) -> None:
        """Stop the spinner of a pressed button; too late or out of reach, nothing is lost."""
        query = telegram_updates.callback_query_id(inbound)
        if query is not None:
            with contextlib.suppress(TelegramError):
                await self._bot.answer_callback_query(query)

    async def fetch(self, ref: str, limit: int) -> bytes:
        """The content of a file that came with a message. Raises ChannelError's classes."""
        content = await self._tried(self._download(ref, limit))
        if content is None:
            raise FileTooBig(f"more than {limit} bytes")
        if isinstance(content, ChannelError):
            raise content
        return content

    async def receive(self, accept: AcceptInbound) -> None:
        """Poll for messages until cancelled, each committed through `accept` before it is
        confirmed.
        """
        await self._retry.until_done(self._who_am_i)
        poller = Poller(self._bot, self.read, accept, self._retry, self._patience.poll)
        await poller.run()

    async def hook(self) -> str:
        """Tell Telegram to call `webhook_url`; our user name. Raises ChannelError's classes."""
        me = await self._tried(self._who_am_i())
        if isinstance(me, ChannelError):
            raise me
        outcome = await self._tried(self._set_webhook())
        if isinstance(outcome, ChannelError):
            raise outcome
        return me.username or ""

    def read(self, update: Mapping[str, Any], known_as: str = "") -> Inbound | None:
        """One update's JSON, from a poll or a webhook call; None where nothing is in it for us.

        Raises one of UNREADABLE when it does not have the Bot API's shape.
        """
        username = (self._me.username if self._me else known_as) or None
        return telegram_updates.inbound_of(update, username, self._now())

    async def link(self, code: str) -> str:
        """The t.me address that opens the bot with `code`. Raises ChannelError's classes."""
        me = await self._tried(self._who_am_i())
        if isinstance(me, ChannelError):
            raise me
        return f"{me.link}?start={code}"

    async def close(self) -> None:
        """Give back connections."""
        await self._request.shutdown()

    async def _who_am_i(self) -> User:
        if self._me is None:
            self._me = await self._bot.get_me()
        return self._me

    async def _set_webhook(self) -> None:
        await self._bot.set_webhook(
            self.webhook_url or "",
            secret_token=self.webhook_secret,
            max_connections=1,  # several would bring one person's messages in any order
            allowed_updates=telegram_updates.ALLOWED_UPDATES,
        )

    async def _tried(self, step: Awaitable[Result]) -> Result | ChannelError:
        # The error is returned, not raised here: raised by the caller, it carries no chain and
        # no frame of the library in which the token could be read.
        try:
            return await step
        except TelegramError as error:
            return channel_error(error, self._request.hide)

    async def _download(self, ref: str, limit: int) -> bytes | None:
        file = await self._bot.get_file(ref)
        return await self._request.download(file.file_path or "", limit)

    async def _send(self, address: str, piece: Outgoing) -> str | ChannelError:
        text, told = to_html(piece), {"chat_id": address, "reply_markup": markup(piece)}
        if piece.handouts:
            (handout,) = piece.handouts
            file = InputFile(handout.content, handout.name)
            kind = (
                "photo"
                if handout.picture and len(handout.content) <= BIGGEST_PICTURE
                else "document"
            )
            step = self._bot.show(
                f"send{kind.capitalize()}", {**told, "caption": text or None, kind: file}
            )
        else:
            step = self._bot.show("sendMessage", {**told, "text": text})
        outcome = await self._tried(step)
        return outcome if isinstance(outcome, ChannelError) else str(outcome)

    async def _send_later(self, address: str, piece: Outgoing) -> str | ChannelError:
        await asyncio.sleep(self._patience.piece)
        for _ in range(LATER_PIECE_TRIES):
            outcome = await self._send(address, piece)
            if not isinstance(outcome, TemporaryError):
                break
            pause = outcome.retry_after or self._patience.first_retry
            await asyncio.sleep(min(pause, LONGEST_PIECE_WAIT))
        return outcome


CHANNEL = TelegramChannel
