"""The wiring of a process: builds inbox, outbox, channels and the rest from the settings."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.app.channel_registry import ChannelRegistry, load_channels
from bot.app.menus import Menus
from bot.conversation.files.fetch import Fetcher
from bot.conversation.files.keep import EvidenceKeeper
from bot.conversation.inbox import Inbox
from bot.conversation.proposals.from_papers import PaperKeeper
from bot.reports import chart_files, link_picture, order, plan_template_file
from bot.reports.handouts import Draw, Handouts, Maker
from bot.sandbox.runner import run
from bot.settings import Settings
from bot.texts.wording import Words
from bot.web.files import shared_path
from scheduler.calendar.clock import Clock, RealClock
from scheduler.delivery.channel import AcceptInbound, Inbound
from scheduler.delivery.channel_extras import ChannelCapabilities
from scheduler.delivery.outbox import Outbox
from scheduler.delivery.rate_limit import RateLimiter
from scheduler.ladder.office import NationalDays
from storage.database import Database

MAKERS: Mapping[str, Maker] = {
    chart_files.MAKER: chart_files.make,
    link_picture.MAKER: link_picture.make,
    plan_template_file.MAKER: plan_template_file.make,
}
"""By the name stored with a handout: the function that reads what the file is made of."""

CommuneCallback = Callable[[int], Awaitable[None]]
"""Called with the id of a commune that has new work."""


class NoCommune(Exception):
    """The database holds no commune yet: import a plan first"""


@dataclass(frozen=True, slots=True)
class Services:
    """The wired services of a process, shared by all its tasks."""

    settings: Settings
    database: Database
    clock: Clock
    national: NationalDays
    inbox: Inbox
    outbox: Outbox
    channels: ChannelRegistry
    fetcher: Fetcher
    menus: Menus

    def accept_for(self, commune_id: int, name: str, on_inbound: CommuneCallback) -> AcceptInbound:
        """The function that commits a channel's message, calls `on_inbound` if it is new, and
        confirms a button press.
        """

        async def accept(inbound: Inbound) -> None:
            if await self.inbox.store(commune_id, inbound):
                await on_inbound(commune_id)
            if inbound.press is not None:
                await self.channels[commune_id, name].acknowledge(inbound)

        return accept

    def stop(self) -> None:
        """Take no new work; messages being sent are finished."""
        self.inbox.stop()
        self.outbox.stop()

    async def close(self) -> None:
        await self.channels.close()


def make_services(
    settings: Settings,
    database: Database,
    clock: Clock,
    national: NationalDays,
    limiter: type[RateLimiter] = RateLimiter,
    draw: Draw = run,
) -> Services:
    """Wire a process. `limiter` and `draw` are replaced in tests. Raises NoCommune."""
    channels = load_channels(settings, database, clock)
    if not channels:
        raise NoCommune
    makers = {**MAKERS, order.MAKER: order.report_maker(settings.templates_folder.resolve())}
    url = settings.public_url
    handouts = Handouts(
        database, clock, national, makers, lambda row: url and url + shared_path(row), draw
    )
    outbox = Outbox(
        database, clock, RealClock(), national, Words(), channels, handouts.fill, limiter
    )
    keepers = (
        EvidenceKeeper(database, clock, settings.evidence_folder),
        PaperKeeper(database, clock, national, settings.evidence_folder),
    )
    return Services(
        settings=settings,
        database=database,
        clock=clock,
        national=national,
        inbox=Inbox(database, clock, RealClock(), national, ChannelCapabilities(channels)),
        outbox=outbox,
        channels=channels,
        fetcher=Fetcher(database, clock, channels, keepers),
        menus=Menus(database, clock, channels),
    )
