"""The command menus of bots: one for everybody, and one for each chat whose person may do more.

A fingerprint of the menu last shown is stored with the bot and with the chat, so a platform is
called only after a change: a post got a new holder, a substitute, or the program a new command.
"""

import asyncio
import contextlib
import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from bot.channels.bots import BotKey
from bot.conversation.command import menu_for
from bot.texts import groups
from bot.texts.help import menu
from scheduler.calendar.clock import Clock
from scheduler.calendar.working_time import local_day
from scheduler.delivery.channel import Channel, ChannelError, PermanentError
from scheduler.delivery.channel_extras import Menu, MenuChannel, MenuScope
from storage.bot import BotRow, bot_row
from storage.database import Database
from storage.person import Address, present_holdings, reachable_chats, substitutes_on
from storage.words import Rank

log = logging.getLogger(__name__)

SWEEP_INTERVAL = 600.0
"""Seconds between two sweeps over all communes."""


@dataclass(frozen=True, slots=True)
class OutdatedMenu:
    """A chat whose menu has to change: its address, the new menu and its fingerprint."""

    address_id: int
    address: str
    fingerprint: str
    menu: Menu


class Menus:
    """Keeps the menus up to date on all channels that have them."""

    def __init__(
        self, database: Database, clock: Clock, channels: Mapping[BotKey, Channel]
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._active: set[int] = set()
        self._changed = asyncio.Event()

    def nudge(self, commune_ids: Iterable[int]) -> None:
        """Have the menus of these communes checked soon: they sent messages, so who holds a post
        may have changed.
        """
        self._active.update(commune_ids)
        self._changed.set()

    async def run(self) -> None:
        """Sweep, and check nudged communes, until cancelled; the next sweep retries failures."""
        while True:
            await self.sweep()
            again = asyncio.get_running_loop().time() + SWEEP_INTERVAL
            while await self._nudged(again):
                self._changed.clear()
                active, self._active = self._active, set()
                for commune_id in active:
                    await self.update(commune_id)

    async def update(self, commune_id: int) -> None:
        """Update the menus of one commune; failures are logged."""
        await self._update_all([key for key in self._with_menus() if key[0] == commune_id])

    async def _nudged(self, until: float) -> bool:
        """Wait for a nudge until a time of the event loop (seconds); whether one came."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                await self._changed.wait()
        return self._changed.is_set()

    async def sweep(self) -> None:
        """Update the menus of every commune; failures are logged."""
        try:
            to_check = await self._database.run(self._to_check)
        except Exception:
            log.exception("changed menus could not be read")
        else:
            await self._update_all(to_check)

    async def _update_all(self, keys: Iterable[BotKey]) -> None:
        for key in keys:
            try:
                await self._update(key)
            except ChannelError as error:
                log.warning("%s: menus were not shown: %s", key[1], error)
            except Exception:
                log.exception("%s: menus were not shown", key[1])

    def _with_menus(self) -> list[BotKey]:
        return [key for key, each in self._channels.items() if isinstance(each, MenuChannel)]

    def _to_check(self) -> list[BotKey]:
        """The channels with menus whose common menu is outdated or that have chats of their own."""
        with self._database.everything() as session:
            fingerprints = {
                (row.commune_id, row.channel): row.menu_hash
                for row in session.scalars(select(BotRow))
            }
            chats = set(
                map(tuple, session.execute(select(Address.commune_id, Address.channel).distinct()))
            )
        return [
            key
            for key in self._with_menus()
            if fingerprints.get(key) != COMMON_FINGERPRINT or key in chats
        ]

    async def _update(self, key: BotKey) -> None:
        channel = self._channels[key]
        assert isinstance(channel, MenuChannel)
        if await self._database.run(self._common_fingerprint, *key) != COMMON_FINGERPRINT:
            await channel.show_menu(COMMON_MENU, MenuScope.EVERYBODY)
            await channel.show_menu(groups.MENU, MenuScope.GROUPS)
            await self._database.run(self._common_fingerprint, *key, COMMON_FINGERPRINT)
        for outdated in await self._database.run(self._outdated, *key):
            with contextlib.suppress(PermanentError):
                await channel.show_menu(outdated.menu, outdated.address)
            await self._database.run(self._record_shown, key[0], outdated)

    def _common_fingerprint(
        self, commune_id: int, name: str, fingerprint: str | None = None
    ) -> str:
        """The stored fingerprint of a bot's common menu; with `fingerprint`, store that first."""
        with self._database.commune(commune_id) as session:
            row = bot_row(session, name)
            row.menu_hash = row.menu_hash if fingerprint is None else fingerprint
            return row.menu_hash

    def _outdated(self, commune_id: int, name: str) -> list[OutdatedMenu]:
        today = local_day(self._clock.now())
        with self._database.commune(commune_id) as session:
            away = substitutes_on(session, today)
            ranks: dict[int, set[Rank]] = defaultdict(set)
            for row in present_holdings(session):
                ranks[row.person_id].add(row.post.rank)
                ranks[away.get(row.person_id, row.person_id)].add(row.post.rank)
            found = [
                _chat(row, frozenset(ranks[row.person_id]))
                for row in reachable_chats(session, name)
            ]
        return [each for each, shows in found if each.fingerprint != shows]

    def _record_shown(self, commune_id: int, outdated: OutdatedMenu) -> None:
        with self._database.commune(commune_id) as session:
            session.get_one(Address, outdated.address_id).menu = outdated.fingerprint


def _chat(row: Address, ranks: frozenset[Rank]) -> tuple[OutdatedMenu, str]:
    """The menu a chat should show, and the stored fingerprint of the one it shows."""
    own = _menu(ranks | {Rank.OFFICIAL})
    if own == COMMON_MENU:
        return OutdatedMenu(row.id, row.address, "", ()), row.menu
    return OutdatedMenu(row.id, row.address, _fingerprint(own), own), row.menu


def _fingerprint(*menus: Menu) -> str:
    return hashlib.sha256(repr(menus).encode()).hexdigest()[:16]


def _menu(ranks: frozenset[Rank]) -> Menu:
    return menu(menu_for(ranks))


COMMON_MENU = _menu(frozenset({Rank.OFFICIAL}))
COMMON_FINGERPRINT = _fingerprint(COMMON_MENU, groups.MENU)
"""The fingerprint of the menus a bot shows everybody and in groups."""
