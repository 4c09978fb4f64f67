"""Calls the webhook of a bot: one event a call, with the bot's secret."""

import asyncio
import contextlib
import re
from collections import deque
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

Json = dict[str, Any]

SECONDS = 10
TRIES = 50
PAUSE = 0.05


class BadWebhook(Exception):
    """Zalo would not call that address"""


class ZaloWebhook:
    """The one webhook of the bot; without a url there is none."""

    def __init__(self, events: deque[Json], more: asyncio.Event) -> None:
        self.url = ""
        self.answers: list[int] = []
        self._events = events
        self._more = more
        self._secret = ""
        self._task: asyncio.Task[None] | None = None

    async def set(self, given: Json) -> None:
        """Call this address from now on, first with an empty probe; raises BadWebhook."""
        url, secret = given.get("url"), given.get("secret_token")
        if set(given) != {"url", "secret_token"} or not isinstance(url, str):
            raise BadWebhook("a url and a secret_token are wanted, nothing else")
        if not re.match(r"https://|http://127\.0\.0\.1[:/]", url):
            raise BadWebhook("an https address is wanted")
        if not isinstance(secret, str) or not 8 <= len(secret) <= 256:
            raise BadWebhook("a secret_token of 8 to 256 letters is wanted")
        await self.delete()
        self.url, self._secret = url, secret
        self._task = asyncio.create_task(self._deliver())

    async def delete(self) -> None:
        """Stop calling."""
        self.url = ""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _deliver(self) -> None:
        async with ClientSession(timeout=ClientTimeout(SECONDS)) as session:
            await self._call(session, None)
            while True:
                self._more.clear()
                while self._events:
                    await self._tell(session, self._events.popleft())
                await self._more.wait()

    async def _tell(self, session: ClientSession, event: Json) -> None:
        for _ in range(TRIES):
            if await self._call(session, event) == 200:
                return
            await asyncio.sleep(PAUSE)

    async def _call(self, session: ClientSession, event: Json | None) -> int:
        headers = {"X-Bot-Api-Secret-Token": self._secret}
        try:
            async with session.post(self.url, json=event, headers=headers) as answer:
                self.answers.append(answer.status)
                return answer.status
        except (ClientError, OSError, TimeoutError):
            return 0
