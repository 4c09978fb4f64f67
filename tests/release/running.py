"""The program at an office on Telegram, Zalo and the web page at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app.program import make_program
from bot.importers.national import national_days
from bot.settings import read_settings
from scheduler.calendar.clock import ManualClock
from storage.database import Database
from tests.drawing import draw_in_process
from tests.release.platforms import Json, Office, recall
from tests.servers.office_page import OfficePage
from tests.servers.telegram import TelegramServer
from tests.servers.zalo import ZaloServer
from tests.stories.world import Unhurried, World

SEEN_AT = "http://127.0.0.1:1"
"""The public URL of the office's page; nothing requests it."""


def settings_of(database: Database, folder: Path, telegram: str, zalo: str) -> dict[str, str]:
    """The settings of such an office: `telegram` and `zalo` are the servers' addresses."""
    return {
        "DATABASE_URL": database.url.render_as_string(False),
        "TELEGRAM_BOT_TOKEN": TelegramServer().token,
        "TELEGRAM_BASE_URL": telegram,
        "ZALO_BOT_TOKEN": ZaloServer().token,
        "ZALO_BASE_URL": zalo,
        "WEB_URL": SEEN_AT,
        "WEB_PORT": "0",
        "EVIDENCE_DIR": str(folder / "evidence"),
        "TEMPLATES_DIR": str(folder / "templates"),
    }


@asynccontextmanager
async def running(
    database: Database, folder: Path, clock: ManualClock, memory: Json | None = None
) -> AsyncIterator[Office]:
    """The program runs; with a `memory`, among platforms that remember the office."""
    async with TelegramServer() as telegram, ZaloServer() as zalo, OfficePage() as page:
        settings = read_settings(settings_of(database, folder, telegram.url, zalo.url))
        program = make_program(
            settings, database, clock, national_days(), limiter=Unhurried, draw=draw_in_process
        )
        async with program.serve_site(keep_alive=1) as url:
            page.url = url
            worlds = [World(database, each, clock, program) for each in (telegram, zalo, page)]
            office = Office(*worlds)
            if memory is not None:
                for name, world in office.worlds.items():
                    recall(name, world.people, memory)
                    world.chats.update(memory["chats"][name])
            task = asyncio.create_task(program.run())
            try:
                yield office
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                await program.services.close()
