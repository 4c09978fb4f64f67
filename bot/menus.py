"""The commands a platform offers beside the text field: for everybody, and for who may do more.

What was shown is kept with the address, so that only what changed since is told: a post that passed
over, somebody who stands in, a command that is new.
"""

import asyncio
import contextlib
import hashlib
import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.command import menu_for
from bot.texts import groups
from bot.texts.help import menu
from scheduler.abilities import Menu, MenuChannel, MenuScope
from scheduler.channel import Channel, ChannelError, PermanentError
from scheduler.clock import Clock
from scheduler.working_time import local_day
from storage.database import Database
from storage.person import Address, chats_on, holdings, substitutes_on
from storage.words import Rank

log = logging.getLogger(__name__)

AGAIN = 600.0
"""Seconds after which posts are looked at though nothing was said."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chat that does not show what it should."""

    address_id: int
    address: str
    mark: str
    menu: Menu


class Menus:
    """Keeps the menus of all channels that have them."""

    def __init__(
        self, database: Database, clock: Clock, channels: Mapping[tuple[int, str], Channel]
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = {
            key: each for key, each in channels.items() if isinstance(each, MenuChannel)
        }
        self._common: set[tuple[int, str]] = set()
        self._changed = asyncio.Event()

    def nudge(self) -> None:
        """Look again now: something was said, and posts may have changed."""
        self._changed.set()

    async def run(self) -> None:
        """Keep the menus until cancelled; where a platform fails it is tried the next time."""
        while self._channels:
            self._changed.clear()
            for key in self._channels:
                try:
                    await self._keep(key)
                except ChannelError as error:
                    log.warning("%s: menus cannot be shown: %s", key[1], error)
                except Exception:
                    log.exception("%s: menus cannot be shown", key[1])
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(AGAIN):
                    await self._changed.wait()

    async def _keep(self, key: tuple[int, str]) -> None:
        channel = self._channels[key]
        if key not in self._common:
            await channel.show_menu(_menu(frozenset({Rank.OFFICIAL})), MenuScope.EVERYBODY)
            await channel.show_menu(groups.MENU, MenuScope.GROUPS)
            self._common.add(key)
        for wanted in await self._database.run(self._wanted, *key):
            with contextlib.suppress(PermanentError):
                await channel.show_menu(wanted.menu, wanted.address)
            await self._database.run(self._shown, key[0], wanted)

    def _wanted(self, commune_id: int, name: str) -> list[Wanted]:
        today = local_day(self._clock.now())
        with self._database.commune(commune_id) as session:
            away = substitutes_on(session, today)
            ranks: dict[int, set[Rank]] = defaultdict(set)
            for row in holdings(session):
                ranks[row.person_id].add(row.post.rank)
                ranks[away.get(row.person_id, row.person_id)].add(row.post.rank)
            found = [_chat(row, frozenset(ranks[row.person_id])) for row in chats_on(session, name)]
        return [each for each, shows in found if each.mark != shows]

    def _shown(self, commune_id: int, wanted: Wanted) -> None:
        with self._database.commune(commune_id) as session:
            session.get_one(Address, wanted.address_id).menu = wanted.mark


def _chat(row: Address, ranks: frozenset[Rank]) -> tuple[Wanted, str]:
    """What a chat should show, and the mark of what it does."""
    own = _menu(ranks | {Rank.OFFICIAL})
    if own == _menu(frozenset({Rank.OFFICIAL})):
        return Wanted(row.id, row.address, "", ()), row.menu
    mark = hashlib.sha256(repr(own).encode()).hexdigest()[:16]
    return Wanted(row.id, row.address, mark, own), row.menu


def _menu(ranks: frozenset[Rank]) -> Menu:
    return menu(menu_for(ranks))
