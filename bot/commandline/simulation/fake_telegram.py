"""A fake Telegram on loopback: answers sendMessage after ANSWER_MS, enforces a bot's rate limit.

`python -m bot.commandline.simulation.fake_telegram ANSWER_MS` prints its address.
GET /count returns {"messages", "twice", "refused"}.
"""

import asyncio
import sys
import time
from collections import Counter, defaultdict, deque

from aiohttp import web

MAX_PER_SECOND = 30
RATE_WINDOW = 1.0
"""Seconds."""


class FakeTelegram:
    """Counts accepted messages by bot and chat, and refused ones. `answer`: seconds per answer."""

    def __init__(self, answer: float) -> None:
        self._answer = answer
        self._recent: dict[str, deque[float]] = defaultdict(deque)
        self._chats: Counter[tuple[str, str]] = Counter()
        self._refused = 0

    async def answer_call(self, request: web.Request) -> web.Response:
        """Answer one call of a bot; 429 above the rate limit."""
        token, method = request.match_info["token"], request.match_info["method"]
        given = await request.json() if request.can_read_body else {}
        if self._answer:
            await asyncio.sleep(self._answer)
        if method != "sendMessage":
            return web.json_response({"ok": True, "result": True})
        if self._too_many(token):
            self._refused += 1
            error = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry"}
            return web.json_response(error | {"parameters": {"retry_after": 1}}, status=429)
        chat = str(given.get("chat_id"))
        self._chats[token, chat] += 1
        sent = self._chats.total()
        result = {"message_id": sent, "date": 0, "chat": {"id": int(chat), "type": "private"}}
        return web.json_response({"ok": True, "result": result})

    def _too_many(self, token: str) -> bool:
        recent, now = self._recent[token], time.monotonic()
        while recent and recent[0] <= now - RATE_WINDOW:
            recent.popleft()
        recent.append(now)
        return len(recent) > MAX_PER_SECOND

    async def count(self, request: web.Request) -> web.Response:
        """The counts so far; `twice` are repeated messages to one chat."""
        twice = sum(number - 1 for number in self._chats.values())
        return web.json_response(
            {"messages": len(self._chats), "twice": twice, "refused": self._refused}
        )


async def main(answer_ms: float) -> None:
    """Print the address and serve until the process is killed."""
    server = FakeTelegram(answer_ms / 1000)
    app = web.Application()
    app.router.add_get("/count", server.count)
    app.router.add_route("*", "/bot{token}/{method}", server.answer_call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
