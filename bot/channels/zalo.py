"""Zalo: the Bot Platform as a channel, by polling or by webhook. It has no buttons and no edits."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from bot.channels import zalo_events
from bot.channels.connections import Connections
from bot.channels.platforms import PLATFORMS, ZALO, webhook_secret
from bot.channels.splitting import split
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
PATIENCE = ZaloTimeouts()
CAPTION = 1000
"""Letters that may stand under a picture; Zalo names no limit, so well below that of a text."""

log = logging.getLogger(__name__)


class ZaloChannel:
    """One bot. `now` dates messages that come without a time; with `webhook_url` messages come
    there, not by polls. `connections` are those it shares with other bots, if it does.
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
        patience: ZaloTimeouts = PATIENCE,
        connections: Connections | None = None,
    ) -> None:
        self._client = ZaloClient(token, server, patience, connections or Connections())
        self._now = now
        self._patience = patience
        self._told = ""
        self.webhook_url = webhook_url
        self.webhook_secret = webhook_secret(token)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Send one message, split under the limit. Pictures with a link follow its text; all other
        files stand in it as words. Once a piece has arrived, a failure of a later one is an
        UnknownOutcome: repeating the message would show the arrived part twice. What is refused
        itself would be every time.
        """
        first = ""
        calls = [*self._calls(message)]
        for method, given in calls:
            if first:
                await asyncio.sleep(self._patience.piece)
            answer = await self._client.call(method, {"chat_id": address, **given})
            if not isinstance(answer, ChannelError):
                first = first or str(answer["message_id"])
            elif not first or isinstance(answer, MessageRefused):
                raise answer
            else:
                raise UnknownOutcome(f"only a part of the message arrived: {answer}")
        return Receipt(first, len(calls))

    def _calls(self, message: Outgoing) -> Iterator[tuple[str, zalo_events.Json]]:
        """What is asked of Zalo for one message; a short text stands under its one picture."""
        shown = [each for each in message.handouts if each.picture and each.link]
        told = Outgoing((*message.blocks, *_in_words(message)))
        if len(shown) == 1 and len(told.plain) <= CAPTION:
            yield "sendPhoto", {"photo": shown[0].link, "caption": told.plain}
            return
        for piece in split(told, self.capabilities.text_limit):
            yield "sendMessage", {"text": piece.plain}
        for picture in shown:
            yield "sendPhoto", {"photo": picture.link}

    async def fetch(self, ref: str, limit: int) -> bytes:
        """The content of a picture that came with a message. Raises ChannelError's classes."""
        content = await self._client.download(ref, limit)
        if content is None:
            raise FileTooBig(f"more than {limit} bytes")
        if isinstance(content, ChannelError):
            raise content
        return content

    async def acknowledge(self, inbound: Inbound) -> None:
        """Zalo shows no buttons, so nothing waits."""

    async def receive(self, accept: AcceptInbound) -> None:
        """Poll for messages until cancelled, one a poll, each kept before the next is asked for.

        The platform forgets what a poll was handed: what is not kept yet is offered again and
        again, and lost only if the process dies meanwhile.
        """
        await self._until_done("deleteWebhook", {})
        while True:
            seconds = self._patience.poll
            answer = await self._until_done("getUpdates", {"timeout": seconds}, seconds)
            inbound = self._readable(answer) if answer else None
            if inbound is not None:
                await self._keep(accept, inbound)

    async def hook(self) -> str:
        """Tell Zalo to call `webhook_url`; no name, since none is typed there."""
        told = {"url": self.webhook_url, "secret_token": self.webhook_secret}
        answer = await self._client.call("setWebhook", told)
        if isinstance(answer, ChannelError):
            raise answer
        return ""

    def read(self, update: zalo_events.Json, known_as: str = "") -> Inbound | None:
        """One event, from a poll or a webhook call; None where nothing is in it for us.

        Raises one of UNREADABLE when it does not have the platform's shape.
        """
        return zalo_events.inbound_of(update, self._now())

    async def close(self) -> None:
        """Give back connections."""
        await self._client.close()

    async def _until_done(
        self, method: str, given: zalo_events.Json, more_seconds: float = 0
    ) -> zalo_events.Json | None:
        """The result of a call that is tried until it works; None where it is no object."""
        wait = self._patience.first_retry
        while True:
            answer = await self._client.call(method, given, more_seconds + self._patience.answer)
            if not isinstance(answer, ChannelError):
                self._tell("")
                return answer if isinstance(answer, dict) else None
            self._tell(f"Zalo cannot be reached: {answer}")
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._patience.longest_retry)

    async def _keep(self, accept: AcceptInbound, inbound: Inbound) -> None:
        wait = self._patience.first_retry
        while True:
            try:
                await accept(inbound)
                return
            except Exception:
                log.exception("A Zalo message could not be kept; it is tried again")
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._patience.longest_retry)

    def _readable(self, event: zalo_events.Json) -> Inbound | None:
        try:
            return self.read(event)
        except zalo_events.UNREADABLE as error:
            log.error("A Zalo event is skipped: %s", type(error).__name__)
            return None

    def _tell(self, trouble: str) -> None:
        """Say in the log when trouble begins, changes and ends, once each."""
        if trouble and trouble != self._told:
            log.warning("%s; trying again until it works", trouble)
        elif self._told and not trouble:
            log.info("Zalo answers again")
        self._told = trouble


def _in_words(message: Outgoing) -> Iterator[Block]:
    """What stands in a message for the files and pictures that Zalo cannot be given."""
    lost = []
    for handout in message.handouts:
        if handout.link and not handout.picture:
            yield texts.fetch(handout)
        elif not handout.link and handout.instead:
            yield Block((handout.instead,))
        elif not handout.link:
            lost.append(handout.name)
    if lost:
        yield texts.elsewhere(lost)


CHANNEL = ZaloChannel
