"""Takes Telegram's updates by long polling, each committed before it is confirmed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram_bot import TelegramBot
from bot.channels.telegram_updates import UNREADABLE
from scheduler.delivery.channel import AcceptInbound, Inbound

Result = TypeVar("Result")
Read = Callable[[dict[str, Any]], Inbound | None]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TelegramTimeouts:
    """How long to wait for Telegram, in seconds."""

    connect: float = 10
    answer: float = 20
    poll: int = 30
    """A poll stays open this long when nothing comes."""
    first_retry: float = 1
    longest_retry: float = 30
    piece: float = 1
    """Between two pieces of one message, which go to one chat."""
    conflict_retry: float = 30
    """A second poller of the token throws the first one out, so neither hurries back."""


PATIENCE = TelegramTimeouts()


class Retry:
    """Repeats a step until it succeeds, telling the log when trouble begins and when it ends."""

    def __init__(self, patience: TelegramTimeouts, hide: Callable[[str], str]) -> None:
        self._patience = patience
        self._hide = hide
        self._told = ""

    async def until_done(self, step: Callable[[], Awaitable[Result]]) -> Result:
        """The step's result; no failure but cancellation gets out."""
        wait = self._patience.first_retry
        while True:
            try:
                result = await step()
            except Conflict as error:
                self._tell(_conflict(error))
                wait = self._patience.conflict_retry
            except InvalidToken:
                self._tell("Telegram refuses the bot's token")
                wait = self._patience.longest_retry
            except TelegramError as error:
                self._tell(f"Telegram cannot be reached: {self._hide(str(error))}")
            except Exception:
                log.exception("A Telegram message could not be taken; it is asked for again")
            else:
                self._recovered()
                return result
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._patience.longest_retry)

    def _tell(self, trouble: str) -> None:
        if trouble != self._told:
            log.warning("%s; trying again until it works", trouble)
        self._told = trouble

    def _recovered(self) -> None:
        if self._told:
            log.info("Telegram answers again")
        self._told = ""


class Poller:
    """One long poll after another; the next one confirms what the last one brought."""

    def __init__(
        self, bot: TelegramBot, read: Read, accept: AcceptInbound, retry: Retry, seconds: int
    ) -> None:
        self._bot = bot
        self._read = read
        self._accept = accept
        self._retry = retry
        self._seconds = seconds
        self._offset: int | None = None

    async def run(self) -> None:
        """Polls until cancelled."""
        await self._retry.until_done(self._bot.delete_webhook)
        while True:
            await self._retry.until_done(self._once)

    async def _once(self) -> None:
        for update in await self._bot.raw_updates(self._offset, self._seconds):
            inbound = self._readable(update)
            if inbound is not None:
                await self._accept(inbound)
            self._offset = update["update_id"] + 1

    def _readable(self, update: dict[str, Any]) -> Inbound | None:
        try:
            return self._read(update)
        except UNREADABLE as error:
            number, why = update.get("update_id"), type(error).__name__
            log.error("Telegram update %s is skipped: %s", number, why)
            return None


def _conflict(error: Conflict) -> str:
    if "webhook" in str(error):
        return "A webhook was set for this Telegram bot while this process polls for it"
    return "Another process polls Telegram with this bot's token, only one of them may"
