"""Two communes in one program, each with its own bot; the second's titles contain a mark."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app.program import make_program
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.settings import read_settings
from scheduler.calendar.clock import ManualClock
from scheduler.ladder.office import NationalDays, calendar_for
from storage.database import Database
from tests.drawing import draw_in_process
from tests.servers.front import front
from tests.servers.telegram import TelegramServer
from tests.stories.world import PLAN, START, Unhurried, World, at, callable_at

MARK = "ZZ-KHÁC"
KEYS = ("xa-thu", "xa-khac")


@dataclass(frozen=True, slots=True)
class City:
    """Two communes, and the address of the site that serves both."""

    one: World
    other: World
    url: str
    secrets: Path


def store_two_communes(database: Database, national: NationalDays, clock: ManualClock) -> None:
    """The same plan twice."""
    text = PLAN.read_text(encoding="utf-8")
    marked = text.replace("title: ", f"title: {MARK} ").replace("key: xa-thu", "key: xa-khac")
    for plan_text in (text, marked):
        plan = read_plan(plan_text, PLAN.name, None, calendar_for(clock.now(), national))
        save_plan(database, national, plan, clock.now())


@asynccontextmanager
async def two_communes(database: Database, folder: Path, called: bool) -> AsyncIterator[City]:
    """Both on Telegram, by polling or by webhook (`called`); nobody is linked yet."""
    clock, national = ManualClock(at(START)), national_days()
    store_two_communes(database, national, clock)
    tokens = [f"700000000{place}:AAE-test-token_of-a-bot-nobody-has0" for place in (1, 2)]
    for key, token in zip(KEYS, tokens, strict=True):
        path = folder / "ma" / key / "telegram_token"
        path.parent.mkdir(parents=True)
        path.write_text(token, encoding="utf-8")
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(TelegramServer(token)) for token in tokens]
        behind = {server.token: server.url for server in servers}
        settings = read_settings(
            {
                "DATABASE_URL": database.url.render_as_string(False),
                "TELEGRAM_BASE_URL": await stack.enter_async_context(front(behind)),
                "SECRETS_DIR": str(folder / "ma"),
                "EVIDENCE_DIR": str(folder / "bang-chung"),
                "TEMPLATES_DIR": str(folder / "mau"),
                **(callable_at() if called else {"WEB_PORT": "0"}),
            }
        )
        program = make_program(
            settings, database, clock, national, limiter=Unhurried, draw=draw_in_process
        )
        url = await stack.enter_async_context(program.serve_site())
        task = asyncio.create_task(program.run())
        one, other = (
            World(database, server, clock, program, place)
            for place, server in enumerate(servers, start=1)
        )
        try:
            yield City(one, other, url, folder / "ma")
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await program.services.close()
