"""The channels of every commune: its page, and the bots whose tokens we were given.

Tokens lie in SECRETS_DIR/<the commune's key>/; those of the settings are the first commune's.
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
from bot.channels.platforms import PLATFORMS
from bot.channels.web import WebChannel
from bot.channels.web_receiving import WebReceiver
from bot.channels.webhook_path import webhook_path
from bot.settings import Settings
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Channel
from storage.commune import Commune
from storage.database import Database

LOOKS_AGAIN = 30.0
"""Seconds after which it is looked for new communes and tokens."""

SOONEST = 1.0
"""Seconds between two looks for a commune that is not known: anybody may call for any number."""


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChannelParts:
    """What the channels of all communes share."""

    settings: Settings
    database: Database
    clock: Clock
    connections: Connections
    notifier: PageNotifier
    web_receiver: WebReceiver


class OpenChannels(Mapping[BotKey, Channel]):
    """Every channel of every commune, as it was when it was looked at last.

    Thousands are cheap: a page and a bot are a few values each until somebody uses them.
    """

    def __init__(self, shared: ChannelParts) -> None:
        self._shared = shared
        self._opened = OpenBots(partial(_open, shared))
        self._found: dict[BotKey, Channel] = {}
        self._looked = 0.0
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

    def look(self) -> None:
        """Look which communes and tokens there are; what has not changed stays as it is."""
        self._looked = time.monotonic()
        with self._shared.database.everything() as session:
            rows = session.execute(select(Commune.id, Commune.key).order_by(Commune.id))
            communes = [(commune_id, key) for commune_id, key in rows]
        found: dict[BotKey, Channel] = {}
        for place, (commune_id, key) in enumerate(communes):
            found[commune_id, WebChannel.name] = self._page(commune_id)
            for name, token in self._tokens(key, first=place == 0):
                found[commune_id, name] = self._bot((commune_id, name), token)
        self._found = found

    async def find(self, commune_id: int, name: str) -> Channel | None:
        """A channel; of a commune that is not known yet it is looked whether it is new."""
        if (commune_id, name) not in self and time.monotonic() - self._looked > SOONEST:
            await self._shared.database.run(self.look)
        return self.get((commune_id, name))

    async def watch(self) -> None:
        """Look again and again until cancelled, for a process that receives nothing."""
        while True:
            await asyncio.sleep(LOOKS_AGAIN)
            await self.look_again()

    async def look_again(self) -> None:
        """Look now; what goes wrong is logged."""
        try:
            await self._shared.database.run(self.look)
        except Exception:
            log.exception("communes cannot be looked at")

    async def close(self) -> None:
        """Let the open pages go, and give back all connections."""
        self.notifier.close()
        await self._shared.connections.close()

    def _page(self, commune_id: int) -> Channel:
        known = self._found.get((commune_id, WebChannel.name))
        settings = self._shared.settings
        return known or WebChannel(
            self._shared.database,
            commune_id,
            self._shared.clock.now,
            url=settings.web_url,
            outside=settings.public_url or settings.web_url,
            notifier=self.notifier,
            receiver=self.web_receiver,
        )

    def _bot(self, key: BotKey, token: Token) -> Channel:
        known = self._found.get(key)
        if isinstance(known, Bot) and known.token == token:
            return known
        return make_bot(key, token, _webhook_url(self._shared.settings, *key), self._opened)

    def _tokens(self, key: str, first: bool) -> Iterator[tuple[str, Token]]:
        """The tokens of one commune, by platform."""
        settings = self._shared.settings
        configured = settings.tokens if first else {}
        for name, platform in PLATFORMS.items():
            path = settings.secrets_folder and settings.secrets_folder / key / platform.token_file
            changed = _changed(path) if path else 0
            if changed:
                yield name, Token(path=path, modified_ns=changed)
            elif configured.get(name):
                yield name, Token(configured[name])


def open_channels(settings: Settings, database: Database, clock: Clock) -> OpenChannels:
    """The channels of all communes there are now."""
    receiver = WebReceiver(database, clock.now)
    channels = OpenChannels(
        ChannelParts(settings, database, clock, Connections(), PageNotifier(), receiver)
    )
    channels.look()
    return channels


def _open(shared: ChannelParts, key: BotKey, token: str) -> Channel:
    """A platform's library loads with its first bot: it takes as long as all the rest."""
    name = key[1]
    channel: Channel = resolve_name(f"{bot.channels.__name__}.{name}:CHANNEL")(
        token,
        shared.clock.now,
        shared.settings.servers[name],
        _webhook_url(shared.settings, *key),
        connections=shared.connections,
    )
    return channel


def _changed(path: Path) -> int:
    """When a file was changed last (ns); 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _webhook_url(settings: Settings, commune_id: int, name: str) -> str | None:
    """Where a platform may call; None where nobody outside reaches us, so that we ask it."""
    return settings.public_url + webhook_path(commune_id, name) if settings.public_url else None
