"""Bots are told where their platform may call: when that changed, and once a day in any case.

What was told is kept as a mark, so that starting with thousands of bots asks nothing of them. Told
anew each day, a bot whose address somebody else took is heard again.
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

TOLD_FOR = timedelta(days=1)
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Untold:
    """A bot that has to be told where to call, and the mark of that."""

    bot: Bot
    mark: str


class Hooking:
    """Tells the bots of `channels` that are called."""

    def __init__(
        self, database: Database, clock: Clock, channels: Mapping[BotKey, Channel]
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._told: dict[BotKey, tuple[Bot, datetime]] = {}
        self._few = asyncio.Semaphore(AT_ONCE)

    async def tell_all(self) -> None:
        """Tell whoever does not know yet; those that fail are tried the next time."""
        untold = await self._database.run(self._untold)
        became = await asyncio.gather(*(self._tell(each) for each in untold))
        troubles = [each for each in became if each is not None]
        if troubles:
            log.warning("%d bots do not know where to call: %s", len(troubles), troubles[0])

    def polled(self, key: BotKey) -> None:
        """Note that a bot does not call any more."""
        with self._database.commune(key[0]) as session:
            session.execute(update(BotRow).where(BotRow.channel == key[1]).values(hook=""))

    async def _tell(self, untold: Untold) -> ChannelError | None:
        async with self._few:
            try:
                name = await untold.bot.hook()
            except ChannelError as error:
                return error
        untold.bot.known_as = name
        await self._database.run(self._keep, untold, name)
        return None

    def _untold(self) -> list[Untold]:
        now = self._clock.now()
        called = {
            key: each
            for key, each in self._channels.items()
            if isinstance(each, Bot) and each.webhook_url is not None
        }
        open_ones = {key: bot for key, bot in called.items() if not self._is_sure(key, bot, now)}
        if not open_ones:
            return []
        with self._database.everything() as session:
            rows = {(row.commune_id, row.channel): row for row in session.scalars(select(BotRow))}
        found = []
        for key, bot in open_ones.items():
            mark, row = _mark(bot), rows.get(key)
            if row is not None and row.hook == mark and row.hooked_at is not None:
                bot.known_as = row.known_as
                self._told[key] = (bot, row.hooked_at)
            if mark and not self._is_sure(key, bot, now):
                found.append(Untold(bot, mark))
        return found

    def _is_sure(self, key: BotKey, bot: Bot, now: datetime) -> bool:
        known, at = self._told.get(key, (None, now))
        return known is bot and now < at + TOLD_FOR

    def _keep(self, untold: Untold, name: str) -> None:
        now, key = self._clock.now(), untold.bot.key
        with self._database.commune(key[0]) as session:
            row = bot_row(session, key[1])
            row.hook, row.hooked_at, row.known_as = untold.mark, now, name
        self._told[key] = (untold.bot, now)


def _mark(bot: Bot) -> str:
    """The mark of what a bot has to be told; empty where its token cannot be read now."""
    try:
        told = f"{bot.webhook_url}\n{bot.webhook_secret}"
    except ChannelError:
        return ""
    return hashlib.sha256(told.encode()).hexdigest()
