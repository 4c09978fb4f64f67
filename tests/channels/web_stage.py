"""The web chat on the contract suite's stage: each person has their page open over real HTTP."""

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
from tests.web.browsing import browsing, key
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
        """What the bot wrote there."""
        async with browsing(self._url, self._posts[address]) as browser, browser.events() as events:
            told = await events.until("ready")
        return [event.body for event in told[:-1] if not event.body["mine"]]


def _seen(message: dict[str, Any]) -> Seen:
    parts = [part for block in message["blocks"] for part in block]
    blocks = ["".join(_text(part) for part in block) for block in message["blocks"]]
    return Seen(
        text="\n\n".join(blocks),
        bold=tuple(part["bold"] for part in parts if isinstance(part, dict)),
        labels=tuple(tuple(button["label"] for button in row) for row in message["buttons"]),
    )


def _text(part: str | dict[str, str]) -> str:
    return part if isinstance(part, str) else part["bold"]


@contextlib.asynccontextmanager
async def stage() -> AsyncIterator[WebStage]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'web.db'}")
        upgrade(database)
        commons = Commons(database, Hand())
        app = make_app(commons.channel, Training(commons.channel, Mornings(commons, ())))
        async with open_site(app, "127.0.0.1", 0) as url:
            yield WebStage(commons, url)
        database.close()
