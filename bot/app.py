"""The only file that knows every part: opens the database, the channels, the engine, the site."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import picturing, reporting, templating
from bot.calendars import Calendars
from bot.channels.web import WebChannel
from bot.door import Door
from bot.drawing import apart
from bot.evidence import EvidenceKeeper
from bot.fetching import Fetcher
from bot.handouts import Draw, Handouts, Maker
from bot.importers.national import PLANS
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.inbox import Inbox, Unlinked
from bot.language import warm
from bot.menus import Menus
from bot.opening import Channels, open_channels
from bot.paper_keeping import PaperKeeper
from bot.receiving import Receiving
from bot.settings import Settings
from bot.texts.wording import Words
from bot.training import START, Control, seat_everybody
from bot.web.app import make_app, open_site
from bot.web.board import Desk
from bot.web.files import shared_path
from bot.web.hooks import Hooks
from bot.web.sessions import SignIn
from bot.web.training import Training
from scheduler.abilities import Able
from scheduler.channel import Accept, ChannelError, Inbound
from scheduler.clock import Clock, HandClock, RealClock
from scheduler.office import National, calendar_for
from scheduler.outbox import Outbox
from scheduler.pacing import Pacer
from scheduler.runners.embedded import Embedded
from storage.commune import MOVED, communes, pulse
from storage.database import Database

log = logging.getLogger(__name__)

TRAINING_PLAN = PLANS / "nguyen-luong-bang-2025.yaml"

MAKERS: Mapping[str, Maker] = {
    picturing.MAKER: picturing.make,
    templating.MAKER: templating.make,
}
"""Who reads what the files that go out are made of, by their names in wishes."""


class MixedClocks(Exception):
    """A database that ran on one clock is not to be run on another"""


class NoCommune(Exception):
    """The database holds no commune yet: import a plan first"""


def hold_clock(database: Database, kind: str) -> datetime | None:
    """Bind a database to its kind of clock at the first run; how far a moved clock has come.

    Raises MixedClocks when it ran on the other kind before.
    """
    with database.everything() as session:
        row = pulse(session)
        row.clock = row.clock or kind
        if row.clock != kind:
            raise MixedClocks
        return max((at for at in (row.moved_to, row.ticked_at) if at is not None), default=None)


def import_training_plan(database: Database, national: National, now: datetime) -> None:
    """Load the plan of 2025."""
    text = TRAINING_PLAN.read_text(encoding="utf-8")
    plan = read_plan(text, str(TRAINING_PLAN), None, calendar_for(now, national))
    save_plan(database, national, plan, now)


@dataclass(frozen=True, slots=True)
class Program:
    """The running whole."""

    settings: Settings
    database: Database
    clock: Clock
    national: National
    inbox: Inbox
    outbox: Outbox
    runner: Embedded
    channels: Channels
    spoken: asyncio.Event
    stopped: asyncio.Event
    fetcher: Fetcher
    filed: asyncio.Event
    menus: Menus

    async def handle_inbox(self) -> None:
        """Handle what was said, until stopped; a failure is logged and what waits tried again."""
        self.spoken.set()
        while not self.stopped.is_set():
            await self.spoken.wait()
            self.spoken.clear()
            try:
                for unlinked in await self.inbox.handle_all():
                    await self._say(unlinked)
            except Exception:
                log.exception("inbox failed")
                asyncio.get_running_loop().call_later(self.settings.tick_seconds, self.spoken.set)
            self.runner.nudge()
            self.filed.set()
            self.menus.nudge()

    async def fetch_files(self) -> None:
        """Fetch files that came, and those that could not be fetched before, again and again."""
        while True:
            with contextlib.suppress(TimeoutError):
                # Not wait_for: in Python 3.11 it forgets a cancellation that comes with the event.
                async with asyncio.timeout(self.settings.tick_seconds):
                    await self.filed.wait()
            self.filed.clear()
            try:
                if await self.fetcher.fetch_all():
                    self.runner.nudge()
            except Exception:
                log.exception("files cannot be fetched")

    async def _say(self, unlinked: Unlinked) -> None:
        where = (unlinked.commune_id, unlinked.channel, unlinked.address)
        try:
            await self.outbox.say(*where, unlinked.message, unlinked.group)
        except ChannelError as error:
            log.warning("%s: a stranger was not answered: %s", unlinked.channel, error)

    async def run(self, beside: Iterable[Coroutine[Any, Any, None]] = ()) -> None:
        """Receive, handle, carry out and send until stopped or cancelled; `beside` runs as long."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.handle_inbox())
            tasks.create_task(self.runner.run())
            tasks.create_task(asyncio.to_thread(warm))
            aside = [tasks.create_task(self.fetch_files()), tasks.create_task(self.menus.run())]
            receiving = Receiving(self.channels, self.database, self.accept_for)
            aside.append(tasks.create_task(receiving.run()))
            aside += [tasks.create_task(work) for work in beside]
            await self.stopped.wait()
            for task in aside:
                task.cancel()

    def stop(self) -> None:
        """Take no new work, and end when what is on its way has arrived and is recorded."""
        self.stopped.set()
        self.inbox.stop()
        self.runner.stop()
        self.spoken.set()

    async def close(self) -> None:
        """Give back the channels' connections."""
        await self.channels.close()

    def accept_for(self, commune_id: int, name: str) -> Accept:
        """How one channel's messages are committed and, once they are, acknowledged."""
        keep = self.inbox.accept_for(commune_id, self.spoken.set)

        async def accept(inbound: Inbound) -> None:
            await keep(inbound)
            if inbound.press is not None:
                await self.channels[commune_id, name].acknowledge(inbound)

        return accept


def make_program(
    settings: Settings,
    database: Database,
    clock: Clock,
    national: National,
    pacer: type[Pacer] = Pacer,
    draw: Draw = apart,
) -> Program:
    """Put the parts together. Raises NoCommune on an empty database."""
    channels = open_channels(settings, database, clock)
    if not channels:
        raise NoCommune
    makers = {**MAKERS, reporting.MAKER: reporting.maker(settings.templates_folder.resolve())}
    url = settings.public_url
    handouts = Handouts(
        database, clock, national, makers, lambda row: url and url + shared_path(row), draw
    )
    outbox = Outbox(
        database, clock, RealClock(), national, Words(), channels, handouts.ready, pacer
    )
    runner = Embedded(database, clock, national, outbox, settings.tick_seconds)
    inbox = Inbox(database, clock, national, Able(channels))
    keepers = (
        EvidenceKeeper(database, settings.evidence_folder),
        PaperKeeper(database, clock, national, settings.evidence_folder),
    )
    fetcher = Fetcher(database, clock, channels, keepers)
    return Program(
        settings=settings,
        database=database,
        clock=clock,
        national=national,
        inbox=inbox,
        outbox=outbox,
        runner=runner,
        channels=channels,
        spoken=asyncio.Event(),
        stopped=asyncio.Event(),
        fetcher=fetcher,
        filed=asyncio.Event(),
        menus=Menus(database, clock, channels),
    )


def prepare_training(database: Database, national: National) -> HandClock:
    """A training database has the plan of 2025, somebody in every post, and a clock of its own."""
    clock = HandClock(hold_clock(database, MOVED) or START)
    with database.everything() as session:
        empty = not communes(session)
    if empty:
        import_training_plan(database, national, clock.now())
    with database.everything() as session:
        ids = [commune.id for commune in communes(session)]
    for commune_id in ids:
        seat_everybody(database, commune_id, clock.now())
    return clock


def _page(program: Program) -> tuple[int, WebChannel]:
    """The commune whose page is opened, and the page."""
    return next(
        (key[0], each) for key, each in program.channels.items() if isinstance(each, WebChannel)
    )


@asynccontextmanager
async def open_office(program: Program) -> AsyncIterator[str]:
    """The office's page, entered by a one-time code; gives its address."""
    commune_id, channel = _page(program)
    door = Door(program.database, program.clock, commune_id, program.runner.nudge)
    calendars = Calendars(program.database, program.clock, program.national, commune_id)
    app = make_app(
        channel,
        SignIn(channel, door.use),
        hooks=Hooks(program.channels.find, program.accept_for),
        calendar=calendars.content,
        desk=_desk(program),
    )
    async with open_site(app, program.settings.web_host, program.settings.web_port) as address:
        yield address


def _desk(program: Program) -> Desk:
    return Desk(program.national, program.settings.evidence_folder)


@asynccontextmanager
async def open_training(program: Program, clock: HandClock) -> AsyncIterator[str]:
    """The training page; gives its address."""
    control = Control(program.database, clock, program.national, program.runner)
    commune_id, channel = _page(program)
    calendars = Calendars(program.database, program.clock, program.national, commune_id)
    app = make_app(
        channel, Training(channel, control), calendar=calendars.content, desk=_desk(program)
    )
    async with open_site(app, program.settings.web_host, program.settings.web_port) as address:
        yield address
