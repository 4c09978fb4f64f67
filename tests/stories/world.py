"""A small commune that lives in a test: real database, real HTTP, a clock moved by hand.

`say` and `press` wait for the answer; `advance` lives through the time until a moment, step by
step; what a person got since they were last looked at is read by `expect` and `expect_silence`.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.app.program import Program, make_program
from bot.app.training import ClockControl
from bot.conversation.linking.codes import make_invitation
from bot.conversation.linking.hashing import hash_of
from bot.conversation.linking.link import link_chat as use_code
from bot.importers.national import national_days
from bot.settings import read_settings
from scheduler.calendar.clock import ManualClock
from scheduler.calendar.working_time import VIETNAM
from scheduler.delivery.rate_limit import RateLimiter
from scheduler.engine.after_restore import skip_work_of_past
from storage.database import Database
from storage.unit import post_by_name
from tests.drawing import draw_in_process
from tests.servers.office_page import OfficePage
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_world import Shown
from tests.servers.zalo import ZaloServer
from tests.stored_plan import store_plan

START = "2025-10-08T07:55"
PLAN = Path(__file__).parent / "plan.yaml"

CHIEF = "Chánh Văn phòng"
DEPUTY = "Phó Bí thư Thường trực"
HEAD = "Bí thư Đảng ủy"
BUILDER = "Trưởng Ban Xây dựng Đảng"
ECONOMIST = "Trưởng phòng Kinh tế"


Platform = TelegramServer | ZaloServer | OfficePage
"""Where the people of a story have their chats."""

CALLING = pytest.mark.parametrize(
    "platform", [TelegramServer, ZaloServer], ids=["telegram", "zalo"]
)
"""Stories of platforms that can call the program."""

EVERYWHERE = pytest.mark.parametrize(
    "platform", [TelegramServer, ZaloServer, OfficePage], ids=["telegram", "zalo", "web"]
)
"""Run stories on all channels, with buttons and without."""


class Unhurried(RateLimiter):
    """Lets every message go at once: stories are not about a platform's patience."""

    async def acquire(self, address: str, group: bool = False) -> float:
        """No wait."""
        return 0.0


def at(text: str) -> datetime:
    """A moment in Vietnam, like `2025-11-28T08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


class World:
    """The program, the platform and the people."""

    def __init__(
        self,
        database: Database,
        people: Platform,
        clock: ManualClock,
        program: Program,
        commune_id: int = 1,
    ) -> None:
        self.commune_id = commune_id
        self.database = database
        self.people = people
        self.clock = clock
        self.program = program
        self._control = ClockControl(database, clock, program.services.national, program.runner)
        self.chats: dict[str, int] = {}
        self._seen: dict[str, int] = {}
        if isinstance(people, OfficePage):
            people.code = self.code

    @property
    def server(self) -> TelegramServer:
        """Telegram, for a story that runs only there."""
        assert isinstance(self.people, TelegramServer)
        return self.people

    async def link(self, *posts: str) -> None:
        """Link somebody to each post. At a platform their code is used without a message, which
        would take a third of a story's time; at the office's page they sign in with it.
        """
        if isinstance(self.people, OfficePage):
            await self.link_by_message(*posts)
            return
        for post in posts:
            chat = self.chats.setdefault(post, self.people.person(post))
            code, now = self.code(post), self.clock.now()
            with self.database.commune(self.commune_id) as session:
                use_code(session, self.people.channel, str(chat), hash_of(code), now)
            self.people.opened(chat)
            await self.settle()
            self.look(post)

    async def link_by_message(self, *posts: str) -> None:
        """Invite a person to each post; they open the link and are welcomed."""
        for post in posts:
            code = self.code(post)
            chat = self.chats.setdefault(post, self.people.person(post))
            await self._answered(post, partial(self.people.start, chat, code))
            await self.settle()
            self.look(post)

    def messages_of(self, chat: int) -> list[str]:
        """The program's messages to a chat."""
        return [message.text for message in self.people.messages(chat)]

    def code(self, post: str, name: str = "") -> str:
        """A new one-time code for a post; with a name, for a new person in it."""
        with self.database.commune(self.commune_id) as session:
            found = post_by_name(session, post)
            assert found is not None
            return make_invitation(session, found, self.clock.now(), name).code

    async def say(self, post: str, text: str, reply_to: int | None = None) -> str:
        """Type something; the program's answer."""
        chat = self.chats[post]
        return await self._answered(post, lambda: self.people.write(chat, text, reply_to=reply_to))

    async def press(self, post: str, label: str, message_id: int | None = None) -> str:
        """Press the newest button of that label; the program's answer."""
        chat = self.chats[post]
        return await self._answered(post, lambda: self.people.press(chat, label, message_id))

    async def send(self, post: str, send: Callable[[int], object]) -> str:
        """Send a file or voice message; returns the program's answer."""
        return await self._answered(post, lambda: send(self.chats[post]))

    async def advance(self, to: str) -> None:
        """Live until a moment in Vietnam."""
        await self._control.advance(at(to))
        await self._shown()

    async def skip(self, to: str) -> None:
        """Be at a moment to which nothing of the story happens: all until then counts as told.

        Living through months costs seconds of a machine.
        """
        await self.settle()
        await self.database.run(
            skip_work_of_past, self.database, self.program.services.national, at(to)
        )
        self.clock.move_to(at(to))
        await self.settle()

    async def settle(self) -> None:
        """Let everything that is due now be sent."""
        await self.program.runner.tick()
        await self._shown()

    async def _shown(self) -> None:
        """Wait until messages to the web page are on the screens that show it."""
        if isinstance(self.people, OfficePage):
            await self.people.arrived()

    def chat(self, post: str) -> int:
        """The chat of the holder of a post."""
        return self.chats[post]

    def arrive(self, post: str) -> None:
        """A chat for a person who may get a post, without a code yet."""
        self.chats[post] = self.people.person(post)

    def look(self, post: str) -> list[Shown]:
        """The messages a person got since the last call."""
        messages = self.people.messages(self.chats[post])
        fresh = messages[self._seen.get(post, 0) :]
        self._seen[post] = len(messages)
        return fresh

    def expect(self, post: str, *parts: str) -> str:
        """The one new message of a person, which holds all these parts."""
        fresh = self.look(post)
        assert len(fresh) == 1, [message.text for message in fresh]
        for part in parts:
            assert part in fresh[0].text, fresh[0].text
        return fresh[0].text

    def expect_silence(self, *posts: str) -> None:
        """The person got no new message."""
        for post in posts:
            assert [message.text for message in self.look(post)] == [], post

    def all_messages(self) -> list[Shown]:
        """All messages of the program to anybody."""
        return [one for chat in self.chats.values() for one in self.people.messages(chat)]

    def buttons(self, post: str) -> Sequence[str]:
        """The labels under a person's newest message."""
        newest = self.people.messages(self.chats[post])[-1]
        return [label for row in newest.buttons for label in row]

    async def _answered(self, post: str, act: Callable[[], object]) -> str:
        chat = self.chats[post]
        await self.settle()
        before = len(self.people.messages(chat))
        act()
        await self.people.until(lambda: len(self.people.messages(chat)) > before)
        messages = self.people.messages(chat)
        self._seen[post] = len(messages)
        return messages[-1].text


def _reached(server: Platform) -> dict[str, str]:
    if isinstance(server, OfficePage):
        return {}
    if isinstance(server, ZaloServer):
        return {"ZALO_BOT_TOKEN": server.token, "ZALO_BASE_URL": server.url}
    return {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_BASE_URL": server.url}


def callable_at() -> dict[str, str]:
    """A free port of this machine for webhooks."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    return {"WEB_PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}


@asynccontextmanager
async def small_world(
    database: Database,
    folder: Path,
    start: str = START,
    plan: Path = PLAN,
    platform: type[Platform] = TelegramServer,
    called: bool = False,
    told: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[World]:
    """The small commune with its plan, at a moment in Vietnam; nobody is linked yet.

    Everybody is on one `platform`, which is polled, or calls the program when `called`; or on the
    office's own page. Evidence is kept in `folder`. `told` are more settings.
    """
    clock, national = ManualClock(at(start)), national_days()
    store_plan(database, national, plan, clock.now())
    async with platform() as server:
        settings = read_settings(
            {
                "DATABASE_URL": database.url.render_as_string(False),
                "WEB_PORT": "0",
                **_reached(server),
                **(callable_at() if called else {}),
                "EVIDENCE_DIR": str(folder),
                **told,
                "TEMPLATES_DIR": str(folder / "mau"),
            }
        )
        program = make_program(
            settings, database, clock, national, limiter=Unhurried, draw=draw_in_process
        )
        own = isinstance(server, OfficePage)
        async with program.serve_site(keep_alive=1) if called or own else nullcontext("") as url:
            if isinstance(server, OfficePage):
                server.url = url
            task = asyncio.create_task(program.run())
            try:
                yield World(database, server, clock, program)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                await program.services.close()
