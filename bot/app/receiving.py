"""Receives messages of every commune from web pages and polled platforms, and sets webhooks on the
others. New, changed and removed communes and tokens take effect while it runs.
"""

import asyncio
import logging
from collections.abc import Callable

from bot.app.channel_registry import REFRESH_INTERVAL, ChannelRegistry
from bot.channels.bots import Bot, BotKey
from bot.channels.web import WebChannel
from bot.channels.webhook_registration import WebhookRegistration
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import AcceptInbound
from storage.database import Database

log = logging.getLogger(__name__)

AcceptFor = Callable[[int, str], AcceptInbound]
"""By commune id and channel name: the function that commits its inbound messages."""


class MessageReceiver:
    """Receives the messages of all channels: one task per polled bot, restarted when its token
    changes.
    """

    def __init__(
        self, channels: ChannelRegistry, database: Database, clock: Clock, accept_for: AcceptFor
    ) -> None:
        self._channels = channels
        self._database = database
        self._webhooks = WebhookRegistration(database, clock, channels)
        self._accept_for = accept_for
        self._tasks: dict[BotKey, tuple[Bot, asyncio.Task[None]]] = {}

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._channels.web_receiver.run(self._accept_page))
            group.create_task(self._keep_webhooks())
            while True:
                self._update_polling(group)
                await asyncio.sleep(REFRESH_INTERVAL)
                await self._channels.try_refresh()

    async def _keep_webhooks(self) -> None:
        while True:
            try:
                await self._webhooks.register_all()
            except Exception:
                log.exception("webhooks could not be set")
            await asyncio.sleep(REFRESH_INTERVAL)

    def _accept_page(self, commune_id: int) -> AcceptInbound:
        return self._accept_for(commune_id, WebChannel.name)

    def _update_polling(self, group: asyncio.TaskGroup) -> None:
        """Start polling new bots; stop polling removed ones and those whose token changed."""
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
            await self._database.run(self._webhooks.forget, bot.key)
            await bot.receive(self._accept_for(*bot.key))
        except Exception:
            log.exception("polling %s of commune %s failed; it is retried", bot.name, bot.key[0])
