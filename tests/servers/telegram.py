"""A Telegram Bot API server for tests, over real HTTP, as strict as Telegram.

In a test: `async with TelegramServer() as server:`, the program at `server.url` with
`server.token`. As a process of its own: `python -m tests.servers.telegram --port 8081`, with
every function of `TelegramControls` at `POST /test/<name>`, called through `RemoteTelegram`.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.servers.connection_reset import bad_gateway, reset_connection
from tests.servers.telegram_api import Api
from tests.servers.telegram_checks import Json, Refusal
from tests.servers.telegram_controls import CONTROLS, TelegramControls
from tests.servers.telegram_faults import Fault
from tests.servers.telegram_world import Carried, World

TOKEN = "7000000001:AAE-test-token_of-a-bot-nobody-has0"


class TelegramServer(TelegramControls):
    """The server of one bot. A violation of the Bot API fails the test at its end."""

    channel = "telegram"

    def __init__(
        self, token: str = TOKEN, port: int = 0, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(World(token, clock=clock))
        self.token = token
        self._port = port
        self._api = Api(self.world, self._flood, self._webhook)
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()

    @property
    def url(self) -> str:
        """The address for TELEGRAM_BASE_URL."""
        return f"http://127.0.0.1:{self._port}"

    def carried(self, chat: int) -> list[Carried]:
        """The files of the bot in the chat, oldest first."""
        return [sent.file for sent in self.world.sent if sent.chat == chat and sent.file]

    async def __aenter__(self) -> Self:
        await self.up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        await self.down()
        await self._webhook.delete({})
        if kind is None and self.world.violations:
            raise AssertionError("the Bot API was misused: " + "; ".join(self.world.violations))

    async def up(self) -> None:
        """Answer again, at the same address."""
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_post("/test/{name}", self._control)
        app.router.add_get("/file/bot{token}/{folder}/{file_id}", self._download)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        self._closing = asyncio.Event()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Refuse connections and break the open ones; nothing is forgotten."""
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def until(self, happened: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until `happened()`; fails the test when it does not."""
        end = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < end, "what the test waits for did not happen"
            await self.world.pulse.next(0.2)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await _parameters(request)
        chat = str(given.get("chat_id", ""))
        chat_id = int(chat) if chat.lstrip("-").isdigit() else None
        fault = self._faults.next(method, chat_id)
        if fault is not None and fault.trouble == "portal":
            return web.Response(text=f"<p>{request.url}</p>", content_type="text/html")
        if fault is not None and fault.trouble == "502":
            return bad_gateway()
        try:
            if request.match_info["token"] != self.token:
                raise Refusal(401, "Unauthorized", fault=True)
            if fault is not None:
                await self._fail_before(fault, request, chat_id)
            result = await self._api.call(method, given)
            if fault is not None and fault.trouble == "502_after":
                return bad_gateway()
            if fault is not None:
                await self._fail_after(fault, request)
        except Refusal as refusal:
            return self._refused(method, refusal)
        return web.json_response({"ok": True, "result": result})

    async def _fail_before(self, fault: Fault, request: web.Request, chat: int | None) -> None:
        match fault.trouble:
            case "429":
                raise self._flood.close(chat or 0, fault.seconds, self.world.now())
            case "500":
                raise Refusal(500, "Internal Server Error")
            case "reset_before":
                raise _reset(request)
            case "silent_before":
                await self._closing.wait()
                raise _reset(request)
            case "slow":
                await asyncio.sleep(fault.seconds)

    async def _fail_after(self, fault: Fault, request: web.Request) -> None:
        if fault.trouble == "silent_after":
            await self._closing.wait()
        if fault.trouble.endswith("_after"):
            raise _reset(request)

    def _refused(self, method: str, refusal: Refusal) -> web.Response:
        if refusal.fault:
            self.world.violations.append(f"{method}: {refusal.code} {refusal.description}")
        answer: Json = {
            "ok": False,
            "error_code": refusal.code,
            "description": refusal.description,
        }
        if refusal.parameters:
            answer["parameters"] = refusal.parameters
        return web.json_response(answer, status=refusal.code)

    async def _download(self, request: web.Request) -> web.Response:
        content = self.world.files.get(request.match_info["file_id"])
        if request.match_info["token"] != self.token or content is None:
            return web.Response(status=404)
        return web.Response(body=content, content_type="application/octet-stream")

    async def _control(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in CONTROLS:
            return web.json_response({"error": f"no control {name}"}, status=404)
        try:
            result = getattr(self, name)(**await request.json())
        except (AssertionError, TypeError, KeyError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response({"result": _plain(result)})


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        given: Json = await request.json()
        return given
    return {**request.query, **await request.post()}


def _reset(request: web.Request) -> Refusal:
    """Breaks the connection; the returned refusal is never sent."""
    reset_connection(request)
    return Refusal(500, "nobody reads this")


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


async def _serve(token: str, port: int) -> None:
    async with TelegramServer(token, port) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Serve until killed; the first line printed is the address."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--token", default=TOKEN)
    chosen = options.parse_args()
    asyncio.run(_serve(chosen.token, chosen.port))


if __name__ == "__main__":
    main()
