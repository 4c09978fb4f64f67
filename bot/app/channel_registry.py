"""The channels of every commune: its web page, and a bot for each token it has.

Tokens lie in SECRETS_DIR/<the commune's key>/; those of the settings belong to the first commune.
"""

import asyncio
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from pkgutil import resolve_name

from sqlalchemy import select

import bot.channels
from bot.channels.bots import Bot, BotKey, OpenBots, Token, make_bot
from bot.channels.connections import Connections
from bot.channels.page_notifier import PageNotifier
from bot.channels.platforms import PLATFORMS, webhook_path
from bot.channels.web import WebChannel
from bot.channels.web_receiving import WebReceiver
from bot.settings import Settings
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Channel
from storage.commune import Commune
from storage.database import Database

REFRESH_INTERVAL = 30.0
"""Seconds between two reads of communes and tokens."""

MIN_REFRESH_INTERVAL = 1.0
"""Least seconds between two reads for an unknown commune: anybody may call for any id."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SharedServices:
    """What the channels of all communes share."""

    settings: Settings
    database: Database
    clock: Clock
    connections: Connections
    notifier: PageNotifier
    web_receiver: WebReceiver


class ChannelRegistry(Mapping[BotKey, Channel]):
    """Every channel of every commune, by (commune id, channel name), as of the last refresh.

    Thousands are cheap: a page or a bot is a few values until it is used.
    """

    def __init__(self, shared: SharedServices) -> None:
        self._parts = shared
        self._opened = OpenBots(partial(_open_bot, shared))
        self._found: dict[BotKey, Channel] = {}
        self._refreshed_at = 0.0
        self.notifier = shared.notifier
        self.web_receiver = shared.web_receiver

    def __getitem__(self, key: BotKey) -> Channel:
        return self._found[key]

    def __iter__(self) -> Iterator[BotKey]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, key: object) -> bool:
        return key in self._found

    def refresh(self) -> None:
        """Read communes and tokens anew; a channel whose token has not changed is kept."""
        self._refreshed_at = time.monotonic()
        with self._parts.database.everything() as session:
            rows = session.execute(select(Commune.id, Commune.key).order_by(Commune.id))
            communes = [(commune_id, key) for commune_id, key in rows]
        found: dict[BotKey, Channel] = {}
        for place, (commune_id, key) in enumerate(communes):
            found[commune_id, WebChannel.name] = self._page(commune_id)
            for name, token in self._tokens(key, first=place == 0):
                found[commune_id, name] = self._bot((commune_id, name), token)
        self._found = found

    async def find(self, commune_id: int, name: str) -> Channel | None:
        """A channel, or None; an unknown one triggers a refresh, in case its commune is new."""
        if (
            commune_id,
            name,
        ) not in self and time.monotonic() - self._refreshed_at > MIN_REFRESH_INTERVAL:
            await self._parts.database.run(self.refresh)
        return self.get((commune_id, name))

    async def keep_refreshed(self) -> None:
        """Refresh every REFRESH_INTERVAL until cancelled, in a process that receives nothing."""
        while True:
            await asyncio.sleep(REFRESH_INTERVAL)
            await self.try_refresh()

    async def try_refresh(self) -> None:
        try:
            await self._parts.database.run(self.refresh)
        except Exception:
            log.exception("communes could not be read")

    async def close(self) -> None:
        self.notifier.close()
        await self._parts.connections.close()

    def _page(self, commune_id: int) -> Channel:
        known = self._found.get((commune_id, WebChannel.name))
        settings = self._parts.settings
        return known or WebChannel(
            self._parts.database,
            commune_id,
            self._parts.clock.now,
            url=settings.web_url,
            public_url=settings.public_url or settings.web_url,
            notifier=self.notifier,
            receiver=self.web_receiver,
        )

    def _bot(self, key: BotKey, token: Token) -> Channel:
        known = self._found.get(key)
        if isinstance(known, Bot) and known.token == token:
            return known
        return make_bot(key, token, _webhook_url(self._parts.settings, *key), self._opened)

    def _tokens(self, key: str, first: bool) -> Iterator[tuple[str, Token]]:
        """The tokens of one commune, each with its platform."""
        settings = self._parts.settings
        own = settings.tokens if first else {}
        for name, platform in PLATFORMS.items():
            path = settings.secrets_folder and settings.secrets_folder / key / platform.token_file
            changed = _modified_at(path) if path else 0
            if changed:
                yield name, Token(path=path, modified_ns=changed)
            elif own.get(name):
                yield name, Token(own[name])


def load_channels(settings: Settings, database: Database, clock: Clock) -> ChannelRegistry:
    """The registry, with the channels of all communes stored now."""
    web_receiver = WebReceiver(database, clock.now)
    channels = ChannelRegistry(
        SharedServices(settings, database, clock, Connections(), PageNotifier(), web_receiver)
    )
    channels.refresh()
    return channels


def _open_bot(shared: SharedServices, key: BotKey, token: str) -> Channel:
    """Open a bot. Its platform's library is imported with the first one: that takes long."""
    name = key[1]
    channel: Channel = resolve_name(f"{bot.channels.__name__}.{name}:CHANNEL")(
        token,
        shared.clock.now,
        shared.settings.servers[name],
        _webhook_url(shared.settings, *key),
        connections=shared.connections,
    )
    return channel


def _modified_at(path: Path) -> int:
    """When a file was last modified (nanoseconds); 0 without the file."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _webhook_url(settings: Settings, commune_id: int, name: str) -> str | None:
    """The URL a platform calls; None without PUBLIC_URL, so the platform is polled."""
    return settings.public_url + webhook_path(commune_id, name) if settings.public_url else None
