"""People at the office's own page, over real HTTP: they sign in, follow what comes, write, press.

There is no platform between them and the program: what they do goes by the same names as on the
platforms' test servers.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self

from yarl import URL

from tests.servers.telegram_world import Shown
from tests.web.browsing import Browser, bold_of, browsing, key, labels_of, text_of

EVERYTHING = 2**62
COOKIE = "session"


class Visitor:
    """One person's browser, and what its open page has shown so far."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.shown: list[dict[str, Any]] = []
        self.more = asyncio.Event()
        self.following: asyncio.Task[None] | None = None

    @property
    def last(self) -> int:
        """The id of the newest message here."""
        return int(self.shown[-1]["id"]) if self.shown else 0

    async def follow(self) -> None:
        """Keep the page open and collect its messages."""
        async with self.browser.events(self.last or None) as events:
            while (event := await events.next()) is not None:
                if event.name == "message":
                    self.shown.append(event.body)
                    self.more.set()

    async def signed_in(self) -> bool:
        """Whether the page opens without sign-in."""
        _, text = await self.browser.open()
        return "Đăng xuất" in text

    async def arrived(self) -> None:
        """Wait until the page shows every stored message, and confirm reading."""
        _, _, content = await self.browser.get("messages", before=str(EVERYTHING))
        newest = json.loads(content)["messages"][-1:]
        while newest and self.last < newest[0]["id"]:
            self.more.clear()
            await self.more.wait()
        await self.browser.post("/read", {"upto": self.last})


class OfficePage:
    """The people of one commune, and their browsers."""

    def __init__(self) -> None:
        self.url = ""
        self.code: Callable[[str], str] = lambda name: ""
        self._people: dict[int, str] = {}
        self._visitors: dict[int, Visitor] = {}
        self._away: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._closing.aclose()

    async def until(self, happened: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until `happened()`; fails the test when it does not."""
        end = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < end, "what the test waits for did not happen"
            self._complain()
            await asyncio.sleep(0.01)

    async def arrived(self) -> None:
        """Wait until every page shows all stored messages. A person whose session has ended gets a
        code and signs in again.
        """
        async with asyncio.timeout(20):
            for person, visitor in self._visitors.items():
                if person in self._away:
                    continue
                if not await visitor.signed_in():
                    await self._sign_in(person, self.code(self._people[person]))
                await visitor.arrived()

    def person(self, name: str) -> int:
        """A new person with a browser; returns their number."""
        person = len(self._people) + 1
        self._people[person] = name
        return person

    def start(self, person: int, payload: str = "") -> None:
        """The person signs in with a code."""
        self._do(self._sign_in(person, payload))

    async def cookie(self, person: int, given: str = "") -> str:
        """The session cookie of the person; or set it, as in a browser that stored it."""
        if not given:
            cookies = self._visitors[person].browser.session.cookie_jar
            return next(each.value for each in cookies if each.key == COOKIE)
        browser = await self._closing.enter_async_context(browsing(self.url))
        browser.session.cookie_jar.update_cookies({COOKIE: given}, URL(self.url))
        visitor = self._visitors[person] = Visitor(browser)
        assert await visitor.signed_in()
        visitor.following = self._do(visitor.follow())
        return given

    async def leave(self, person: int) -> None:
        """The person closes the page."""
        self._away.add(person)
        following = self._visitors[person].following
        assert following is not None
        following.cancel()
        await asyncio.wait([following])

    async def come_back(self, person: int) -> None:
        """The person opens the page again and reads it."""
        self._away.discard(person)
        visitor = self._visitors[person]
        if await visitor.signed_in():
            visitor.following = self._do(visitor.follow())
        await self.arrived()

    def write(self, person: int, text: str, reply_to: int | None = None) -> None:
        """The person types; the page knows no replies to a message."""
        self._say(person, {"text": text})

    def send_document(self, person: int, name: str, content: bytes, caption: str = "") -> None:
        """The person sends a file, with text if given."""

        async def send() -> None:
            status, told = await self._visitors[person].browser.send((name, content), text=caption)
            assert status == 202, told

        self._do(send())

    def press(self, person: int, label: str, message_id: int | None = None) -> None:
        """The person presses the newest button of that label."""
        for message in reversed(self._visitors[person].shown):
            for button in (each for row in message.get("buttons", ()) for each in row):
                if button["label"] == label and message_id in (None, message["id"]):
                    self._say(person, {"press": button["id"], "message": message["id"]})
                    return
        raise AssertionError(f"nobody is offered {label!r}")

    def messages(self, chat: int) -> list[Shown]:
        """The program's messages on the page, oldest first."""
        visitor = self._visitors.get(chat)
        return [_seen(chat, each) for each in visitor.shown if not each["mine"]] if visitor else []

    async def _sign_in(self, person: int, code: str) -> None:
        if person not in self._visitors:
            browser = await self._closing.enter_async_context(browsing(self.url))
            self._visitors[person] = Visitor(browser)
        visitor = self._visitors[person]
        await visitor.browser.open()
        status, text = await visitor.browser.submit("/sign-in", code=code)
        assert (status, "Đăng xuất" in text) == (200, True), text
        await visitor.browser.open()
        if visitor.following is not None:
            visitor.following.cancel()
        visitor.following = self._do(visitor.follow())

    def _say(self, person: int, words: dict[str, Any]) -> None:
        async def say() -> None:
            wish = {"key": key(), **words}
            status, told = await self._visitors[person].browser.post("/messages", wish)
            assert status == 202, told

        self._do(say())

    def _do(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        return task

    def _complain(self) -> None:
        """An error in a person's browser fails the test that waits for it."""
        for task in [each for each in self._tasks if each.done()]:
            self._tasks.discard(task)
            if not task.cancelled():
                task.result()


def _seen(chat: int, message: dict[str, Any]) -> Shown:
    words, bold, labels = text_of(message), bold_of(message), labels_of(message)
    return Shown(message["id"], chat, words, bold, labels, 0.0)
