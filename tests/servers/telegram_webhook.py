"""Delivers updates to the bot's webhook, and repeats each until it is accepted."""

import asyncio
import contextlib

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.servers.telegram_checks import Json, check_webhook
from tests.servers.telegram_world import World

ATTEMPT_SECONDS = 10


class Webhook:
    """The one webhook of the bot; without a url there is none."""

    def __init__(self, world: World) -> None:
        self.url = ""
        self.calls = 0
        self.retry_seconds = 0.2
        self._world = world
        self._secret: str | None = None
        self._last_error = ""
        self._task: asyncio.Task[None] | None = None

    async def set(self, asked: Json) -> None:
        """Start delivering to `url`; raises Refusal for one Telegram would not call."""
        check_webhook(asked)
        await self.delete(asked)
        self._secret = asked.get("secret_token")
        self._world.allowed_updates = asked.get("allowed_updates", self._world.allowed_updates)
        self.url = asked["url"]
        self._task = asyncio.create_task(self._deliver())

    async def delete(self, asked: Json) -> None:
        """Stop delivering; waiting updates are kept unless `drop_pending_updates`."""
        self.url = ""
        if asked.get("drop_pending_updates"):
            self._world.updates.clear()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def info(self) -> Json:
        """WebhookInfo."""
        about: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.waiting_updates()),
        }
        if self._last_error:
            about |= {"last_error_message": self._last_error}
        return about

    async def _deliver(self) -> None:
        async with ClientSession(timeout=ClientTimeout(ATTEMPT_SECONDS)) as session:
            while True:
                waiting = self._world.waiting_updates()
                if not waiting:
                    await self._world.pulse.next(1)
                elif await self._taken(session, waiting[0]):
                    self._world.confirm(waiting[0]["update_id"] + 1)
                else:
                    await asyncio.sleep(self.retry_seconds)

    async def _taken(self, session: ClientSession, update: Json) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        self.calls += 1
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                if answer.status != 200:
                    self._last_error = f"Wrong response from the webhook: {answer.status}"
                return answer.status == 200
        except (ClientError, OSError, TimeoutError) as error:
            self._last_error = f"Connection failed: {type(error).__name__}"
            return False
