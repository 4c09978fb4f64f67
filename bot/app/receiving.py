"""Messages of every commune come in: from its page, from platforms that are forget, and of those
that call only where they shall; communes and tokens that come, change and go are noticed.
"""

import asyncio
import logging
from collections.abc import Callable

from bot.app.open_channels import LOOKS_AGAIN, OpenChannels
from bot.channels.bots import Bot, BotKey
from bot.channels.web import WebChannel
from bot.channels.webhook_registration import WebhookRegistration
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import AcceptInbound
from storage.database import Database

log = logging.getLogger(__name__)

AcceptFor = Callable[[int, str], AcceptInbound]
"""How the messages of a commune's channel are committed."""


class Receiving:
    """One task a bot that is forget, as long as the bot is the same."""

    def __init__(
        self, channels: OpenChannels, database: Database, clock: Clock, accept_for: AcceptFor
    ) -> None:
        self._channels = channels
        self._database = database
        self._registration = WebhookRegistration(database, clock, channels)
        self._accept_for = accept_for
        self._tasks: dict[BotKey, tuple[Bot, asyncio.Task[None]]] = {}

    async def run(self) -> None:
        """Receive until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._channels.web_receiver.run(self._accept_page))
            group.create_task(self._hook())
            while True:
                self._follow(group)
                await asyncio.sleep(LOOKS_AGAIN)
                await self._channels.look_again()

    async def _hook(self) -> None:
        while True:
            try:
                await self._registration.register_all()
            except Exception:
                log.exception("bots cannot be told where to call")
            await asyncio.sleep(LOOKS_AGAIN)

    def _accept_page(self, commune_id: int) -> AcceptInbound:
        return self._accept_for(commune_id, WebChannel.name)

    def _follow(self, group: asyncio.TaskGroup) -> None:
        """Begin with bots that are new, end with those that are gone or have another token."""
        bots = {
            key: each
            for key, each in self._channels.items()
            if isinstance(each, Bot) and each.webhook_url is None
        }
        for key, (bot, task) in list(self._tasks.items()):
            if bots.get(key) is not bot or task.done():
                task.cancel()
                del self._tasks[key]
        for key in bots.keys() - self._tasks.keys():
            self._tasks[key] = (bots[key], group.create_task(self._receive(bots[key])))

    async def _receive(self, bot: Bot) -> None:
        try:
            await self._database.run(self._registration.forget, bot.key)
            await bot.receive(self._accept_for(*bot.key))
        except Exception:
            log.exception("%s of commune %s is not heard; it is tried again", bot.name, bot.key[0])
