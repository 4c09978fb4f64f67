"""A Zalo Bot Platform server for tests, over real HTTP, as strict and as forgetful as Zalo.

In a test: `async with ZaloServer() as server:`, the program at `server.url` with `server.token`.
What people do and see goes by the same names as on the Telegram server.
"""

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from types import TracebackType
from typing import Any, Literal, Self

from aiohttp import ClientSession, web
from yarl import URL

from tests.servers.connection_reset import bad_gateway, reset_connection
from tests.servers.telegram_world import Carried, Shown
from tests.servers.zalo_checks import SENDING, Json, Refusal, checked
from tests.servers.zalo_webhook import BadWebhook, ZaloWebhook

TOKEN = "8000000001:zalo-test-secret_of-a-bot-nobody-has"
OFFERED = re.compile(r"Trả lời bằng một chữ cái: (.*)")
LETTERED = re.compile(r"([a-z])\. (.+?)(?=  [a-z]\. |\. Lúc|\.$)")
TYPED = re.compile(r"“([^”]+)”")
PICTURE = b"\xff\xd8\xff" + bytes(80)

Trouble = Literal[
    "quota",
    "gateway_before",
    "gateway_after",
    "reset_before",
    "reset_after",
    "silent_after",
    "nameless",
]
"""`nameless`: the message is taken, and the answer does not say its id."""

ME = {"id": "1", "account_name": "bot.nhacviec", "account_type": "BASIC", "can_join_groups": False}
"""The bot's own account."""


class ZaloServer:
    """The server of one bot, and the people around it. Misuse fails the test at its end."""

    channel = "zalo"

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.violations: list[str] = []
        self.refusing: dict[int, int] = {}
        self.nameless: Any = {}
        self._people: dict[int, str] = {}
        self._sent: list[Shown] = []
        self._carried: list[tuple[int, Carried]] = []
        self._events: deque[Json] = deque()
        self._troubles: deque[Trouble] = deque()
        self._port = 0
        self._next = 1000
        self._runner: web.AppRunner | None = None
        self._more = asyncio.Event()
        self.webhook = ZaloWebhook(self._events, self._more)
        self._closing = asyncio.Event()

    @property
    def url(self) -> str:
        """The address for ZALO_BASE_URL."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        await self.up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        await self.down()
        await self.webhook.delete()
        if kind is None and self.violations:
            raise AssertionError("the Bot Platform was misused: " + "; ".join(self.violations))

    async def up(self) -> None:
        """Answer again, at the same address."""
        app = web.Application()
        app.router.add_get("/photo/{name}", self._photo)
        app.router.add_post("/bot{token}/{method}", self._call)
        self._closing = asyncio.Event()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Refuse connections and break the open ones."""
        self._closing.set()
        self._more.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def until(self, happened: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until `happened()`; fails the test when it does not."""
        end = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < end, "what the test waits for did not happen"
            await asyncio.sleep(0.01)

    # People

    def person(self, name: str) -> int:
        """A Zalo user; returns the id of their chat."""
        self._next += 1
        self._people[self._next] = name
        return self._next

    def opened(self, person: int) -> None:
        """The person has a chat with the bot: on Zalo everybody may be written to."""
        assert person in self._people

    def start(self, person: int, payload: str = "") -> None:
        """The person types the one-time code: there are no links."""
        self.write(person, payload)

    def write(self, person: int, text: str, reply_to: int | None = None) -> None:
        """The person types; Zalo sends no reply reference."""
        self._happens(person, "text", {"text": text})

    def press(self, person: int, label: str, message_id: int | None = None) -> None:
        """The person types the letter that the newest message gives for that answer."""
        shown = self.messages(person)[-1].text
        offered = OFFERED.search(shown)
        found = LETTERED.findall(offered[1]) if offered else []
        letters = {answer: letter for letter, answer in found}
        words = [said for said in TYPED.findall(shown) if said.lower() == label.lower()]
        assert label in letters or words, f"nobody is offered {label!r}: {shown}"
        self.write(person, letters.get(label) or words[0])

    def send_photo(self, person: int, caption: str = "") -> None:
        """The person sends a picture."""
        self._happens(person, "image", {"photo_url": f"{self.url}/photo/1", "caption": caption})

    def send(self, person: int, kind: str) -> None:
        """The person sends a sticker, speech, or something that Zalo does not pass on."""
        self._happens(person, kind, {})

    def messages(self, chat: int) -> list[Shown]:
        """The bot's messages in the chat, oldest first."""
        return [message for message in self._sent if message.chat == chat]

    def memory(self) -> Json:
        """The state of people and of the bot's messages, as plain values."""
        return {
            "last_id": self._next,
            "people": list(self._people.items()),
            "sent": [asdict(sent) for sent in self._sent],
        }

    def recall(self, memory: Json) -> None:
        """Be the server that remembered this; pictures are forgotten."""
        self._next = memory["last_id"]
        self._people = dict(memory["people"])
        self._sent = [Shown(**sent) for sent in memory["sent"]]

    def carried(self, chat: int) -> list[Carried]:
        """The pictures of the bot in the chat, oldest first."""
        return [file for to, file in self._carried if to == chat]

    def event(self, event: Json) -> None:
        """Zalo sends the bot this event, valid or not."""
        self._events.append(event)
        self._more.set()

    def fail(self, trouble: Trouble) -> None:
        """The next message sent meets this."""
        self._troubles.append(trouble)

    def _happens(self, person: int, kind: str, content: Json) -> None:
        self._next += 1
        told: Json = {
            "event_name": f"message.{kind}.received",
            "message": {
                "from": {"id": str(person), "display_name": self._people[person], "is_bot": False},
                "chat": {"id": str(person), "chat_type": "PRIVATE"},
                "message_id": f"m{self._next}",
                "date": int(time.time() * 1000),
                **content,
            },
        }
        # Zalo wraps some events and not others.
        self.event({"ok": True, "result": told} if self._next % 2 else told)

    # The platform

    async def _call(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        method = request.match_info["method"]
        try:
            if request.match_info["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            if method == "getMe":
                return web.json_response({"ok": True, "result": ME})
            if method == "getUpdates":
                return await self._updates(float(given["timeout"]))
            if method in ("setWebhook", "deleteWebhook"):
                return await self._set_webhook(method, given)
            if method not in SENDING:
                raise Refusal(404, f"no method {method}")
            trouble = self._troubles.popleft() if self._troubles else None
            return await self._send(request, method, given, trouble)
        except Refusal as refusal:
            if refusal.code in (400, 401) or (refusal.code == 404 and method not in SENDING):
                self.violations.append(f"{method}: {refusal}")
            return _refused(refusal)

    async def _updates(self, seconds: float) -> web.Response:
        if not self._events:
            self._more.clear()
            try:
                await asyncio.wait_for(self._more.wait(), seconds)
            except TimeoutError:
                return _refused(Refusal(408, "Request timeout"))
        if self._closing.is_set() or not self._events:
            return _refused(Refusal(408, "Request timeout"))
        event = self._events.popleft()
        return web.json_response(event if "ok" in event else {"ok": True, "result": event})

    async def _set_webhook(self, method: str, given: Json) -> web.Response:
        if method == "deleteWebhook":
            await self.webhook.delete()
        else:
            try:
                await self.webhook.set(given)
            except BadWebhook as error:
                raise Refusal(400, str(error)) from None
        return web.json_response({"ok": True, "result": {"url": self.webhook.url}})

    async def _send(
        self, request: web.Request, method: str, given: Json, trouble: Trouble | None
    ) -> web.StreamResponse:
        if trouble == "quota":
            raise Refusal(429, "Quota exceeded")
        if trouble == "gateway_before":
            return bad_gateway()
        if trouble == "reset_before":
            reset_connection(request)
            return web.Response(status=500)
        text, photo = checked(method, given)
        chat = given["chat_id"]
        if not chat.isdigit() or int(chat) not in self._people:
            raise Refusal(404, "chat not found")
        if int(chat) in self.refusing:
            raise Refusal(self.refusing[int(chat)], "the user takes no messages")
        file = await self._fetched(photo) if photo else None
        self._next += 1
        name = file.name if file else ""
        self._sent.append(Shown(self._next, int(chat), text, [], [], time.time(), file=name))
        if file:
            self._carried.append((int(chat), file))
        return await self._answer(request, trouble)

    async def _answer(self, request: web.Request, trouble: Trouble | None) -> web.StreamResponse:
        """The answer to a message that was taken."""
        if trouble == "gateway_after":
            return bad_gateway()
        if trouble in ("reset_after", "silent_after"):
            if trouble == "silent_after":
                await self._closing.wait()
            reset_connection(request)
            return web.Response(status=500)
        named = {"message_id": f"m{self._next}", "date": int(time.time() * 1000)}
        answer = self.nameless if trouble == "nameless" else named
        return web.json_response({"ok": True, "result": answer})

    async def _fetched(self, url: str) -> Carried:
        """The picture behind an address, as Zalo gets it."""
        async with ClientSession() as session, session.get(url) as answer:
            if answer.status != 200 or not answer.content_type.startswith("image/"):
                raise Refusal(400, f"no picture at {url}: {answer.status}")
            return Carried("photo", URL(url).name, await answer.read())

    async def _photo(self, request: web.Request) -> web.Response:
        return web.Response(body=PICTURE, content_type="image/jpeg")


def _refused(refusal: Refusal) -> web.Response:
    """Zalo refuses under HTTP 200."""
    return web.json_response({"ok": False, "error_code": refusal.code, "description": str(refusal)})
