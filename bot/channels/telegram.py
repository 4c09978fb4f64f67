"""Telegram as a channel: the Bot API by long polling or by webhook."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
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
from bot.channels.platforms import PLATFORMS, TELEGRAM, bot_id, telegram_link, webhook_secret
from bot.channels.splitting import split_message, utf16_length
from bot.channels.telegram_bot import TelegramBot
from bot.channels.telegram_errors import channel_error
from bot.channels.telegram_markup import inline_keyboard, message_markup, to_html
from bot.channels.telegram_polling import TIMEOUTS, Poller, Retry, TelegramTimeouts
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

MAX_CAPTION = 1024
"""UTF-16 units of the text under one picture or file."""

MAX_PICTURE = 10 * 1024 * 1024
"""Bytes; a larger picture is sent as a file."""

NOT_MODIFIED = "message is not modified"
"""Part of the error for an edit that changes nothing."""

COMMAND_SCOPES = {
    MenuScope.EVERYBODY: BotCommandScopeDefault(),
    MenuScope.GROUPS: BotCommandScopeAllGroupChats(),
}

LATER_PIECE_TRIES = 4
MAX_PIECE_WAIT = 30.0
"""Longest pause in seconds before another try of a later piece."""


class TelegramChannel:
    """One bot. `now` (aware UTC) dates button presses. With a `webhook_url` it is not polled.

    `connections` may be shared with other bots.
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
        timeouts: TelegramTimeouts = TIMEOUTS,
        connections: Connections | None = None,
    ) -> None:
        self._request = AiohttpRequest(
            token, timeouts.connect, timeouts.answer, connections or Connections()
        )
        self._bot = TelegramBot(token, server, self._request)
        self._now = now
        self.webhook_url = webhook_url
        self._timeouts = timeouts
        self._retry = Retry(timeouts, self._request.hide)
        self._me: User | None = None
        self._id = bot_id(token)
        self.webhook_secret = webhook_secret(token)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Send one message, split to the limit; the last piece of text has the buttons.

        One file with a short text is one message; otherwise files follow the text one by one.
        Raises ChannelError's classes. Once a piece has arrived, a failure of a later piece is an
        UnknownOutcome, because a repeat would show the first piece twice; only MessageRefused is
        raised as it is, because a repeat would fail again.
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
        if utf16_length(message.plain) > self.capabilities.text_limit:
            raise MessageRefused("too long for one message")
        outcome = await self._try(
            self._bot.call(
                "editMessageText",
                {
                    "chat_id": address,
                    "message_id": int(message_id),
                    "text": to_html(message),
                    "reply_markup": inline_keyboard(message),
                },
            )
        )
        if isinstance(outcome, ChannelError) and NOT_MODIFIED not in str(outcome).lower():
            raise outcome

    async def show_menu(self, menu: Menu, scope: MenuScope | str) -> None:
        where = (
            COMMAND_SCOPES[scope] if isinstance(scope, MenuScope) else BotCommandScopeChat(scope)
        )
        commands = [BotCommand(word, meaning) for word, meaning in menu]
        outcome = await self._try(
            self._bot.set_my_commands(commands, scope=where)
            if commands
            else self._bot.delete_my_commands(scope=where)
        )
        if isinstance(outcome, ChannelError):
            raise outcome

    def _pieces(self, message: Outgoing) -> tuple[Outgoing, ...]:
        """The Telegram messages to send: texts, or files with an optional caption."""
        if len(message.handouts) == 1 and utf16_length(message.plain) <= MAX_CAPTION:
            return (message,)
        files = (Outgoing((), handouts=(each,)) for each in message.handouts)
        return (*split_message(message, self.capabilities.text_limit), *files)

    async def acknowledge(self, inbound: Inbound) -> None:
        query = telegram_updates.callback_query_id(inbound)
        if query is not None:
            with contextlib.suppress(TelegramError):
                await self._bot.answer_callback_query(query)

    async def fetch(self, ref: str, limit: int) -> bytes:
        content = await self._try(self._download(ref, limit))
        if content is None:
            raise FileTooBig(f"more than {limit} bytes")
        if isinstance(content, ChannelError):
            raise content
        return content

    async def receive(self, accept: AcceptInbound) -> None:
        await self._retry.until_done(self._who_am_i)
        poller = Poller(self._bot, self.read, accept, self._retry, self._timeouts.poll)
        await poller.run()

    async def register_webhook(self) -> str:
        me = await self._try(self._who_am_i())
        if isinstance(me, ChannelError):
            raise me
        outcome = await self._try(self._set_webhook())
        if isinstance(outcome, ChannelError):
            raise outcome
        return me.username or ""

    def read(self, update: Mapping[str, Any], user_name: str = "") -> Inbound | None:
        """The message in one update, from a poll or a webhook; None if there is none for us.

        Raises one of `telegram_updates.UNREADABLE` for a malformed update.
        """
        username = (self._me.username if self._me else user_name) or None
        inbound = telegram_updates.inbound_of(update, username, self._now())
        return None if inbound is None else replace(inbound, bot=self._id)

    async def link(self, code: str) -> str:
        me = await self._try(self._who_am_i())
        if isinstance(me, ChannelError):
            raise me
        return telegram_link(me.username or "") + code

    async def close(self) -> None:
        await self._request.shutdown()

    async def _who_am_i(self) -> User:
        if self._me is None:
            self._me = await self._bot.get_me()
        return self._me

    async def _set_webhook(self) -> None:
        await self._bot.set_webhook(
            self.webhook_url or "",
            secret_token=self.webhook_secret,
            max_connections=1,  # more would deliver one person's messages out of order
            allowed_updates=telegram_updates.ALLOWED_UPDATES,
        )

    async def _try(self, call: Awaitable[Result]) -> Result | ChannelError:
        # Returned, not raised: raised by the caller, the error has no chain and no library frame
        # in which the token could be read.
        try:
            return await call
        except TelegramError as error:
            return channel_error(error, self._request.hide)

    async def _download(self, ref: str, limit: int) -> bytes | None:
        file = await self._bot.get_file(ref)
        return await self._request.download(file.file_path or "", limit)

    async def _send(self, address: str, piece: Outgoing) -> str | ChannelError:
        text, common = to_html(piece), {"chat_id": address, "reply_markup": message_markup(piece)}
        if piece.handouts:
            (handout,) = piece.handouts
            file = InputFile(handout.content, handout.name)
            kind = (
                "photo" if handout.picture and len(handout.content) <= MAX_PICTURE else "document"
            )
            call = self._bot.call(
                f"send{kind.capitalize()}", {**common, "caption": text or None, kind: file}
            )
        else:
            call = self._bot.call("sendMessage", {**common, "text": text})
        outcome = await self._try(call)
        return outcome if isinstance(outcome, ChannelError) else str(outcome)

    async def _send_later(self, address: str, piece: Outgoing) -> str | ChannelError:
        await asyncio.sleep(self._timeouts.piece)
        for _ in range(LATER_PIECE_TRIES):
            outcome = await self._send(address, piece)
            if not isinstance(outcome, TemporaryError):
                break
            pause = outcome.retry_after or self._timeouts.first_retry
            await asyncio.sleep(min(pause, MAX_PIECE_WAIT))
        return outcome


CHANNEL = TelegramChannel
