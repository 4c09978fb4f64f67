"""What every process of the program is made of, whether it does everything or a share of it."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.app.menus import Menus
from bot.app.open_channels import OpenChannels, open_channels
from bot.conversation.files.fetch import Fetcher
from bot.conversation.files.keep import EvidenceKeeper
from bot.conversation.inbox import Inbox, Unlinked
from bot.conversation.proposals.from_papers import PaperKeeper
from bot.reports import chart_files, order, plan_template_file
from bot.reports.handouts import Draw, Handouts, Maker
from bot.sandbox.runner import run
from bot.settings import Settings
from bot.texts.wording import Words
from bot.web.files import shared_path
from scheduler.calendar.clock import Clock, RealClock
from scheduler.delivery.channel import AcceptInbound, ChannelError, Inbound
from scheduler.delivery.channel_extras import ChannelCapabilities
from scheduler.delivery.outbox import Outbox
from scheduler.delivery.rate_limit import RateLimiter
from scheduler.ladder.office import NationalDays
from storage.database import Database

log = logging.getLogger(__name__)

MAKERS: Mapping[str, Maker] = {
    chart_files.MAKER: chart_files.make,
    plan_template_file.MAKER: plan_template_file.make,
}
"""Who reads what the files that go out are made of, by their names in wishes."""

Heard = Callable[[int], Awaitable[None]]
"""Told of each commune for which there is something new to do."""


class NoCommune(Exception):
    """The database holds no commune yet: import a plan first"""


@dataclass(frozen=True, slots=True)
class Parts:
    """The channels and whoever serves them; what sets them to work is the engine's affair."""

    settings: Settings
    database: Database
    clock: Clock
    national: NationalDays
    inbox: Inbox
    outbox: Outbox
    channels: OpenChannels
    fetcher: Fetcher
    menus: Menus

    async def handle(self, commune_id: int | None = None) -> None:
        """Handle every message that waits, of one commune or of all."""
        for unlinked in await self.inbox.handle_all(commune_id):
            await self._say(unlinked)

    async def _say(self, unlinked: Unlinked) -> None:
        where = (unlinked.commune_id, unlinked.channel, unlinked.address)
        try:
            await self.outbox.send_once(*where, unlinked.message, unlinked.group)
        except ChannelError as error:
            log.warning("%s: a stranger was not answered: %s", unlinked.channel, error)

    def accept_for(self, commune_id: int, name: str, heard: Heard) -> AcceptInbound:
        """How one channel's messages are committed and, once they are, acknowledged."""

        async def accept(inbound: Inbound) -> None:
            if await self.inbox.keep(commune_id, inbound):
                await heard(commune_id)
            if inbound.press is not None:
                await self.channels[commune_id, name].acknowledge(inbound)

        return accept

    def stop(self) -> None:
        """Take no new work; what is on its way may arrive."""
        self.inbox.stop()
        self.outbox.stop()

    async def close(self) -> None:
        """Give back the channels' connections."""
        await self.channels.close()


def make_parts(
    settings: Settings,
    database: Database,
    clock: Clock,
    national: NationalDays,
    limiter: type[RateLimiter] = RateLimiter,
    draw: Draw = run,
) -> Parts:
    """Put the parts together. Raises NoCommune on an empty database."""
    channels = open_channels(settings, database, clock)
    if not channels:
        raise NoCommune
    makers = {**MAKERS, order.MAKER: order.maker(settings.templates_folder.resolve())}
    url = settings.public_url
    handouts = Handouts(
        database, clock, national, makers, lambda row: url and url + shared_path(row), draw
    )
    outbox = Outbox(
        database, clock, RealClock(), national, Words(), channels, handouts.ready, limiter
    )
    keepers = (
        EvidenceKeeper(database, settings.evidence_folder),
        PaperKeeper(database, clock, national, settings.evidence_folder),
    )
    return Parts(
        settings=settings,
        database=database,
        clock=clock,
        national=national,
        inbox=Inbox(database, clock, national, ChannelCapabilities(channels)),
        outbox=outbox,
        channels=channels,
        fetcher=Fetcher(database, clock, channels, keepers),
        menus=Menus(database, clock, channels),
    )
