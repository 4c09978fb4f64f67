"""The web chat for the channel contract tests: each person has an open page over real HTTP."""

import contextlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bot.web.app import make_app, open_site
from bot.web.training import Training
from storage.database import Database
from storage.migrations import upgrade
from tests.channels.contract import Seen
from tests.web.browsing import bold_of, browsing, key, labels_of, text_of
from tests.web.world import Commons, Hand, Mornings

FAR = False
FORGETS = False


class WebStage:
    """The site in training mode, where one browser plays everybody."""

    def __init__(self, commons: Commons, url: str) -> None:
        self.channel = commons.channel
        self._commons = commons
        self._url = url
        self._posts: dict[str, str] = {}

    async def newcomer(self, name: str) -> str:
        post = f"post-{len(self._posts)}"
        self._commons.appoint(post, name)
        address = self._commons.address(post)
        self._posts[address] = post
        return address

    async def gone(self) -> tuple[str, ...]:
        return ("person:404", "person:", "person:-1", "12", f"person:{'9' * 30}")

    async def says(self, address: str, text: str) -> None:
        await self._say(address, {"text": text})

    async def presses(self, address: str, label: str) -> None:
        [(message, press)] = [
            (message["id"], button["id"])
            for message in await self._page(address)
            for row in message["buttons"]
            for button in row
            if button["label"] == label
        ]
        await self._say(address, {"message": message, "press": press})

    async def screen(self, address: str) -> list[Seen]:
        return [_seen(message) for message in await self._page(address)]

    async def _say(self, address: str, words: dict[str, Any]) -> None:
        async with browsing(self._url, self._posts[address]) as browser:
            await browser.open()
            status, _ = await browser.post("/messages", {"key": key(), **words})
            assert status == 202

    async def _page(self, address: str) -> list[dict[str, Any]]:
        """The bot's messages on that page."""
        async with browsing(self._url, self._posts[address]) as browser, browser.events() as events:
            told = await events.until("ready")
        return [event.body for event in told[:-1] if not event.body["mine"]]


def _seen(message: dict[str, Any]) -> Seen:
    labels = tuple(map(tuple, labels_of(message)))
    return Seen(text=text_of(message), bold=tuple(bold_of(message)), labels=labels)


@contextlib.asynccontextmanager
async def stage() -> AsyncIterator[WebStage]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'web.db'}")
        upgrade(database)
        commons = Commons(database, Hand())
        app = make_app(Training(commons.channel, Mornings(commons, ())))
        async with open_site(app, "127.0.0.1", 0) as url:
            yield WebStage(commons, url)
        database.close()
