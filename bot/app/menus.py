"""The commands a platform offers beside the text field: for everybody, and for who may do more.

What was shown is kept with the bot and with the address, so that only what changed since is told:
a post that passed over, somebody who stands in, a command that is new.
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
from storage.person import Address, chats_on, holdings, substitutes_on
from storage.words import Rank

log = logging.getLogger(__name__)

AGAIN = 600.0
"""Seconds after which posts are looked at though nothing was said."""


@dataclass(frozen=True, slots=True)
class OutdatedMenu:
    """A chat that does not show what it should."""

    address_id: int
    address: str
    mark: str
    menu: Menu


class Menus:
    """Keeps the menus of all channels that have them."""

    def __init__(
        self, database: Database, clock: Clock, channels: Mapping[BotKey, Channel]
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._spoken: set[int] = set()
        self._changed = asyncio.Event()

    def nudge(self, commune_ids: Iterable[int]) -> None:
        """Look again at these communes now: something was said, and posts may have changed."""
        self._spoken.update(commune_ids)
        self._changed.set()

    async def run(self) -> None:
        """Keep the menus until cancelled; where a platform fails it is tried the next time."""
        while True:
            await self.sweep()
            again = asyncio.get_running_loop().time() + AGAIN
            while await self._nudged(again):
                self._changed.clear()
                spoken, self._spoken = self._spoken, set()
                for commune_id in spoken:
                    await self.keep(commune_id)

    async def keep(self, commune_id: int) -> None:
        """Show one commune's bots and chats what they should; what fails is logged."""
        await self._keep_all([key for key in self._offering() if key[0] == commune_id])

    async def _nudged(self, until: float) -> bool:
        """Whether something was said before a moment of the loop's time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                await self._changed.wait()
        return self._changed.is_set()

    async def sweep(self) -> None:
        """Look at every commune: posts may have changed though nothing was said."""
        try:
            concerned = await self._database.run(self._concerned)
        except Exception:
            log.exception("it cannot be seen which menus have changed")
        else:
            await self._keep_all(concerned)

    async def _keep_all(self, keys: Iterable[BotKey]) -> None:
        for key in keys:
            try:
                await self._keep(key)
            except ChannelError as error:
                log.warning("%s: menus cannot be shown: %s", key[1], error)
            except Exception:
                log.exception("%s: menus cannot be shown", key[1])

    def _offering(self) -> list[BotKey]:
        """The channels that offer menus."""
        return [key for key, each in self._channels.items() if isinstance(each, MenuChannel)]

    def _concerned(self) -> list[BotKey]:
        """Those of them that offer everybody something else, or have chats that may."""
        with self._database.everything() as session:
            marks = {
                (row.commune_id, row.channel): row.menu for row in session.scalars(select(BotRow))
            }
            chats = set(
                map(tuple, session.execute(select(Address.commune_id, Address.channel).distinct()))
            )
        return [key for key in self._offering() if marks.get(key) != COMMON or key in chats]

    async def _keep(self, key: BotKey) -> None:
        channel = self._channels[key]
        assert isinstance(channel, MenuChannel)
        if await self._database.run(self._common, *key) != COMMON:
            await channel.show_menu(EVERYBODYS, MenuScope.EVERYBODY)
            await channel.show_menu(groups.MENU, MenuScope.GROUPS)
            await self._database.run(self._common, *key, COMMON)
        for wanted in await self._database.run(self._wanted, *key):
            with contextlib.suppress(PermanentError):
                await channel.show_menu(wanted.menu, wanted.address)
            await self._database.run(self._shown, key[0], wanted)

    def _common(self, commune_id: int, name: str, mark: str | None = None) -> str:
        """The mark of what a bot offers everybody; with one, what it offers from now on."""
        with self._database.commune(commune_id) as session:
            row = bot_row(session, name)
            row.menu = row.menu if mark is None else mark
            return row.menu

    def _wanted(self, commune_id: int, name: str) -> list[OutdatedMenu]:
        today = local_day(self._clock.now())
        with self._database.commune(commune_id) as session:
            away = substitutes_on(session, today)
            ranks: dict[int, set[Rank]] = defaultdict(set)
            for row in holdings(session):
                ranks[row.person_id].add(row.post.rank)
                ranks[away.get(row.person_id, row.person_id)].add(row.post.rank)
            found = [_chat(row, frozenset(ranks[row.person_id])) for row in chats_on(session, name)]
        return [each for each, shows in found if each.mark != shows]

    def _shown(self, commune_id: int, wanted: OutdatedMenu) -> None:
        with self._database.commune(commune_id) as session:
            session.get_one(Address, wanted.address_id).menu = wanted.mark


def _chat(row: Address, ranks: frozenset[Rank]) -> tuple[OutdatedMenu, str]:
    """What a chat should show, and the mark of what it does."""
    own = _menu(ranks | {Rank.OFFICIAL})
    if own == EVERYBODYS:
        return OutdatedMenu(row.id, row.address, "", ()), row.menu
    return OutdatedMenu(row.id, row.address, _mark(own), own), row.menu


def _mark(*menus: Menu) -> str:
    return hashlib.sha256(repr(menus).encode()).hexdigest()[:16]


def _menu(ranks: frozenset[Rank]) -> Menu:
    return menu(menu_for(ranks))


EVERYBODYS = _menu(frozenset({Rank.OFFICIAL}))
COMMON = _mark(EVERYBODYS, groups.MENU)
"""The mark of what a bot offers everybody, and in groups."""
