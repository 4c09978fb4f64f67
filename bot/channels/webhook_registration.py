"""Registers webhook URLs with the platforms: when a URL or token changed, and once a day.

The fingerprint of the last registration is stored, so a start with thousands of bots makes no
calls. The daily repeat restores a webhook that somebody else replaced.
"""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.channels.bots import Bot, BotKey
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Channel, ChannelError
from storage.bot import BotRow, bot_row
from storage.database import Database

log = logging.getLogger(__name__)

VALID_FOR = timedelta(days=1)
CONCURRENT_CALLS = 8


@dataclass(frozen=True, slots=True)
class StaleWebhook:
    """A bot whose webhook must be registered, and the fingerprint to store afterwards."""

    bot: Bot
    fingerprint: str


class WebhookRegistration:
    """Registers the webhooks of those `channels` that have a webhook URL."""

    def __init__(
        self, database: Database, clock: Clock, channels: Mapping[BotKey, Channel]
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._registered: dict[BotKey, tuple[Bot, datetime]] = {}
        self._slots = asyncio.Semaphore(CONCURRENT_CALLS)

    async def register_all(self) -> None:
        """Register every stale webhook; failures are logged and tried again at the next call."""
        stale = await self._database.run(self._stale)
        outcomes = await asyncio.gather(*(self._register(each) for each in stale))
        errors = [each for each in outcomes if each is not None]
        if errors:
            log.warning("%d webhooks could not be registered: %s", len(errors), errors[0])

    def forget(self, key: BotKey) -> None:
        """Delete the stored fingerprint of a bot that is polled from now on."""
        with self._database.commune(key[0]) as session:
            session.execute(update(BotRow).where(BotRow.channel == key[1]).values(webhook_hash=""))

    async def _register(self, stale: StaleWebhook) -> ChannelError | None:
        async with self._slots:
            try:
                name = await stale.bot.register_webhook()
            except ChannelError as error:
                return error
        stale.bot.set_user_name(name)
        await self._database.run(self._store, stale, name)
        return None

    def _stale(self) -> list[StaleWebhook]:
        now = self._clock.now()
        hooked = {
            key: each
            for key, each in self._channels.items()
            if isinstance(each, Bot) and each.webhook_url is not None
        }
        unsure = {key: bot for key, bot in hooked.items() if not self._is_valid(key, bot, now)}
        if not unsure:
            return []
        with self._database.everything() as session:
            rows = {(row.commune_id, row.channel): row for row in session.scalars(select(BotRow))}
        found = []
        for key, bot in unsure.items():
            fingerprint, row = _fingerprint(bot), rows.get(key)
            if row is not None and row.webhook_hash == fingerprint and row.hooked_at is not None:
                bot.set_user_name(row.user_name)
                self._registered[key] = (bot, row.hooked_at)
            if fingerprint and not self._is_valid(key, bot, now):
                found.append(StaleWebhook(bot, fingerprint))
        return found

    def _is_valid(self, key: BotKey, bot: Bot, now: datetime) -> bool:
        known, at = self._registered.get(key, (None, now))
        return known is bot and now < at + VALID_FOR

    def _store(self, stale: StaleWebhook, name: str) -> None:
        now, key = self._clock.now(), stale.bot.key
        with self._database.commune(key[0]) as session:
            row = bot_row(session, key[1])
            row.webhook_hash, row.hooked_at, row.user_name = stale.fingerprint, now, name
        self._registered[key] = (stale.bot, now)


def _fingerprint(bot: Bot) -> str:
    """Hash of the webhook's URL and secret; empty if the token cannot be read now."""
    try:
        registered = f"{bot.webhook_url}\n{bot.webhook_secret}"
    except ChannelError:
        return ""
    return hashlib.sha256(registered.encode()).hexdigest()
