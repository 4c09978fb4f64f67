"""A minimal Bot API for measurements: accepts every message unchecked, answers as Telegram does.

usage: python -m bench.bot_api [MILLISECONDS]      prints its address, then serves until killed

Each answer takes MILLISECONDS. GET /seen returns {"messages", "chats"}: how many arrived.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Mapping
from itertools import count
from typing import Any

from aiohttp import web

TOKEN = "7000000001:AAE-token_of-a-bot-nobody-has00000"


async def serve(seconds: float) -> None:
    """Print the address and serve until killed; an answer takes `seconds`."""
    # A client killed in the middle of a request is no error here.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    numbers, chats = count(1), list[int]()

    async def seen(request: web.Request) -> web.Response:
        return web.json_response({"messages": len(chats), "chats": len(set(chats))})

    async def send(request: web.Request) -> web.Response:
        given = await _given(request)
        if seconds:
            await asyncio.sleep(seconds)
        chats.append(int(given["chat_id"]))
        message = {
            "message_id": next(numbers),
            "from": {"id": 7000000001, "is_bot": True, "first_name": "Bot", "username": "a_bot"},
            "chat": {"id": chats[-1], "first_name": "Official", "type": "private"},
            "date": 1764205200,
            "text": given["text"],
            "reply_markup": _read(given.get("reply_markup")),
        }
        return web.json_response({"ok": True, "result": message})

    app = web.Application()
    app.router.add_post("/bot{token}/sendMessage", send)
    app.router.add_get("/seen", seen)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


async def _given(request: web.Request) -> Mapping[str, Any]:
    """The fields of a request, sent as JSON or as a form: libraries differ."""
    if request.content_type == "application/json":
        fields: Mapping[str, Any] = await request.json()
        return fields
    return {name: str(value) for name, value in (await request.post()).items()}


def _read(given: Any) -> Any:
    return json.loads(given) if isinstance(given, str) else given


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]) / 1000 if sys.argv[1:] else 0.0))
