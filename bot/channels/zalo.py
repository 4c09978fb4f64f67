"""Zalo as a channel: the Bot Platform by polling or by webhook. No buttons, no edits."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from bot.channels import zalo_events
from bot.channels.connections import Connections
from bot.channels.platform_ids import MAX_MESSAGE_ID, platform_id_of
from bot.channels.platforms import PLATFORMS, ZALO, bot_id, webhook_secret
from bot.channels.splitting import split_message
from bot.channels.zalo_client import ZaloClient, ZaloTimeouts
from bot.texts import handouts as texts
from scheduler.delivery.channel import (
    AcceptInbound,
    Block,
    ChannelError,
    FileTooBig,
    Inbound,
    MessageRefused,
    Outgoing,
    Receipt,
    UnknownOutcome,
)

PLATFORM = PLATFORMS[ZALO]
TIMEOUTS = ZaloTimeouts()
MAX_CAPTION = 1000
"""Characters of the text under a picture; Zalo documents no limit, so well below a text's."""

log = logging.getLogger(__name__)


class ZaloChannel:
    """One bot. `now` (aware UTC) dates messages without a time. With a `webhook_url` it is not
    polled. `connections` may be shared with other bots.
    """

    name = zalo_events.NAME
    webhook_header = PLATFORM.header
    capabilities = PLATFORM.capabilities

    def __init__(
        self,
        token: str,
        now: Callable[[], datetime],
        server: str = PLATFORM.server,
        webhook_url: str | None = None,
        timeouts: ZaloTimeouts = TIMEOUTS,
        connections: Connections | None = None,
    ) -> None:
        self._client = ZaloClient(token, server, timeouts, connections or Connections())
        self._now = now
        self._timeouts = timeouts
        self._problem = ""
        self._id = bot_id(token)
        self.webhook_url = webhook_url
        self.webhook_secret = webhook_secret(token)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Send one message, split to the limit. Pictures with a link follow the text; other files
        are described in it.

        Raises ChannelError's classes. Once a piece has arrived, a failure of a later piece is an
        UnknownOutcome, because a repeat would show the first piece twice; only MessageRefused is
        raised as it is, because a repeat would fail again.
        """
        first = ""
        calls = [*self._calls(message)]
        for method, given in calls:
            if first:
                await asyncio.sleep(self._timeouts.piece)
            answer = await self._client.call(method, {"chat_id": address, **given})
            if not isinstance(answer, ChannelError):
                first = first or _message_id(answer)
            elif not first or isinstance(answer, MessageRefused):
                raise answer
            else:
                raise UnknownOutcome(f"only a part of the message arrived: {answer}")
        return Receipt(first, len(calls))

    def _calls(self, message: Outgoing) -> Iterator[tuple[str, zalo_events.Json]]:
        """The method calls for one message; a short text becomes the caption of its one picture."""
        shown = [each for each in message.handouts if each.picture and each.link]
        text = Outgoing((*message.blocks, *_in_words(message)))
        if len(shown) == 1 and len(text.plain) <= MAX_CAPTION:
            yield "sendPhoto", {"photo": shown[0].link, "caption": text.plain}
            return
        for piece in split_message(text, self.capabilities.text_limit):
            yield "sendMessage", {"text": piece.plain}
        for picture in shown:
            yield "sendPhoto", {"photo": picture.link}

    async def fetch(self, ref: str, limit: int) -> bytes:
        content = await self._client.download(ref, limit)
        if content is None:
            raise FileTooBig(f"more than {limit} bytes")
        if isinstance(content, ChannelError):
            raise content
        return content

    async def acknowledge(self, inbound: Inbound) -> None:
        """Does nothing: Zalo has no buttons."""

    async def receive(self, accept: AcceptInbound) -> None:
        """Poll until cancelled: one message a poll, committed by `accept` before the next poll.

        The platform drops a message once it was polled. A failed commit is repeated until it
        works, so a message is lost only if the process dies meanwhile.
        """
        await self._call_until_done("deleteWebhook", {})
        while True:
            seconds = self._timeouts.poll
            answer = await self._call_until_done("getUpdates", {"timeout": seconds}, seconds)
            inbound = self._readable(answer) if answer else None
            if inbound is not None:
                await self._keep(accept, inbound)

    async def register_webhook(self) -> str:
        webhook = {"url": self.webhook_url, "secret_token": self.webhook_secret}
        answer = await self._client.call("setWebhook", webhook)
        if isinstance(answer, ChannelError):
            raise answer
        return ""

    def read(self, update: zalo_events.Json, user_name: str = "") -> Inbound | None:
        """The message in one event, from a poll or a webhook; None if there is none for us.

        Raises one of `zalo_events.UNREADABLE` for a malformed event.
        """
        inbound = zalo_events.inbound_of(update, self._now())
        return None if inbound is None else replace(inbound, bot=self._id)

    async def close(self) -> None:
        await self._client.close()

    async def _call_until_done(
        self, method: str, given: zalo_events.Json, more_seconds: float = 0
    ) -> zalo_events.Json | None:
        """The result of a call, repeated until it works; None if the result is no JSON object."""
        wait = self._timeouts.first_retry
        while True:
            answer = await self._client.call(method, given, more_seconds + self._timeouts.answer)
            if not isinstance(answer, ChannelError):
                self._log("")
                return answer if isinstance(answer, dict) else None
            self._log(f"Zalo cannot be reached: {answer}")
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._timeouts.longest_retry)

    async def _keep(self, accept: AcceptInbound, inbound: Inbound) -> None:
        wait = self._timeouts.first_retry
        while True:
            try:
                await accept(inbound)
                return
            except Exception:
                log.exception("A Zalo message could not be kept; it is tried again")
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._timeouts.longest_retry)

    def _readable(self, event: zalo_events.Json) -> Inbound | None:
        try:
            return self.read(event)
        except zalo_events.UNREADABLE as error:
            log.error("A Zalo event is skipped: %s", type(error).__name__)
            return None

    def _log(self, problem: str) -> None:
        """Log once when a problem begins, changes and ends ("")."""
        if problem and problem != self._problem:
            log.warning("%s; trying again until it works", problem)
        elif self._problem and not problem:
            log.info("Zalo answers again")
        self._problem = problem


def _message_id(answer: object) -> str:
    """The id that the platform gives a message it took; one of our own where it gives none."""
    given = answer.get("message_id") if isinstance(answer, dict) else None
    try:
        return platform_id_of(given, MAX_MESSAGE_ID)
    except (TypeError, ValueError):
        return str(uuid4())


def _in_words(message: Outgoing) -> Iterator[Block]:
    """Blocks of text in place of the files and pictures that cannot be sent on Zalo."""
    omitted = []
    for handout in message.handouts:
        if handout.link and not handout.picture:
            yield texts.download_link(handout)
        elif not handout.link and handout.instead:
            yield Block((handout.instead,))
        elif not handout.link:
            omitted.append(handout.name)
    if omitted:
        yield texts.how_to_get_files(omitted)


CHANNEL = ZaloChannel
