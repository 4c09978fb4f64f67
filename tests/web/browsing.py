"""An HTTP client that acts as a browser: cookies, CSRF token, event stream."""

import json
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData
from multidict import CIMultiDictProxy
from yarl import URL

TOKEN = re.compile(r'name="csrf-token" content="([0-9a-f]+)"')


def key() -> str:
    """A page's own id of one line."""
    return str(uuid.uuid4())


def text_of(message: dict[str, Any]) -> str:
    """The text of a message of the program, as the page shows it."""
    blocks = message["blocks"]
    return "\n\n".join("".join(_words(part) for part in block) for block in blocks)


def bold_of(message: dict[str, Any]) -> list[str]:
    """The emphasised parts of it."""
    parts = [part for block in message["blocks"] for part in block]
    return [part["bold"] for part in parts if isinstance(part, dict)]


def labels_of(message: dict[str, Any]) -> list[list[str]]:
    """The labels of its buttons."""
    return [[button["label"] for button in row] for row in message["buttons"]]


def _words(part: str | dict[str, str]) -> str:
    return part if isinstance(part, str) else part["bold"]


@dataclass(frozen=True, slots=True)
class Event:
    """One server-sent event."""

    name: str
    id: int | None
    body: dict[str, Any]


class Events:
    """An open stream of events."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response

    async def next(self) -> Event | None:
        """The next event; None when the server ended the stream."""
        fields: dict[str, str] = {}
        while line := (await self.response.content.readline()).decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif "event" in fields:
                number = int(fields["id"]) if "id" in fields else None
                return Event(fields["event"], number, json.loads(fields["data"]))
        return None

    async def messages(self, count: int) -> list[Event]:
        """The next messages, other events passed over."""
        found: list[Event] = []
        while len(found) < count:
            event = await self.next()
            assert event is not None
            if event.name == "message":
                found.append(event)
        return found

    async def until(self, name: str) -> list[Event]:
        """All events up to and with the next of that name."""
        found: list[Event] = []
        while not found or found[-1].name != name:
            event = await self.next()
            assert event is not None
            found.append(event)
        return found


class Browser:
    """One visitor; in training `post` is the post they play."""

    def __init__(self, session: ClientSession, url: str, post: str = "") -> None:
        self.session = session
        self.url = URL(url)
        self.query = {"post": post} if post else {}
        self.token = ""

    async def open(self, path: str = "/") -> tuple[int, str]:
        """Load a page, as when its URL is typed."""
        async with self.session.get(self.url / path.lstrip("/"), params=self.query) as response:
            text = await response.text()
            if found := TOKEN.search(text):
                self.token = found[1]
            return response.status, text

    async def get(self, path: str, **query: str) -> tuple[int, CIMultiDictProxy[str], bytes]:
        """Follow a link of the page; returns status, headers and content."""
        asked = {**self.query, **query}
        async with self.session.get(self.url / path.lstrip("/"), params=asked) as answer:
            return answer.status, answer.headers, await answer.read()

    async def post(
        self, path: str, body: Any, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """A request of the page's script."""
        sent = {"X-CSRF-Token": self.token} if headers is None else headers
        where = self.url / path.lstrip("/")
        async with self.session.post(where, json=body, params=self.query, headers=sent) as answer:
            return answer.status, await answer.json()

    async def submit(self, path: str, **fields: str) -> tuple[int, str]:
        """A form of the page; the page it leads to."""
        fields = {"csrf_token": self.token, **fields}
        async with self.session.post(self.url / path.lstrip("/"), data=fields) as answer:
            return answer.status, await answer.text()

    async def send(
        self, *files: tuple[str, bytes], text: str = "", own: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """A line with files, as the page sends it."""
        form = FormData(quote_fields=False, default_to_multipart=True)
        form.add_field("key", own or key())
        form.add_field("text", text)
        for name, content in files:
            form.add_field("file", BytesIO(content), filename=name, content_type="image/any")
        where, sent = self.url / "messages", {"X-CSRF-Token": self.token}
        async with self.session.post(where, data=form, params=self.query, headers=sent) as answer:
            return answer.status, await answer.json()

    async def say(self, text: str) -> None:
        status, _ = await self.post("/messages", {"key": key(), "text": text})
        assert status == 202

    @asynccontextmanager
    async def events(self, last: int | None = None) -> AsyncIterator[Events]:
        """Listen, going on after an event if one is named."""
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        where = self.url / "events"
        async with self.session.get(where, params=self.query, headers=headers) as response:
            assert response.status == 200
            yield Events(response)


@asynccontextmanager
async def browsing(url: str, post: str = "") -> AsyncIterator[Browser]:
    """A fresh browser that remembers cookies of 127.0.0.1."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Browser(session, url, post)
