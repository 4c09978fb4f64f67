"""Receives Telegram's updates by long polling; each is committed before it is confirmed."""

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
    """Timeouts and pauses for Telegram, in seconds."""

    connect: float = 10
    answer: float = 20
    poll: int = 30
    """Seconds that a long poll lasts if nothing comes."""
    first_retry: float = 1
    longest_retry: float = 30
    piece: float = 1
    """Pause between two pieces of one message."""
    conflict_retry: float = 30
    """Long, because a second poller of the same token throws the first one out."""


TIMEOUTS = TelegramTimeouts()


class Retry:
    """Repeats a call until it succeeds; logs each new problem once, and the recovery."""

    def __init__(self, timeouts: TelegramTimeouts, hide: Callable[[str], str]) -> None:
        self._timeouts = timeouts
        self._hide = hide
        self._problem = ""

    async def until_done(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """The call's result; raises nothing but cancellation."""
        wait = self._timeouts.first_retry
        while True:
            try:
                result = await call()
            except Conflict as error:
                self._log(_conflict(error))
                wait = self._timeouts.conflict_retry
            except InvalidToken:
                self._log("Telegram refuses the bot's token")
                wait = self._timeouts.longest_retry
            except TelegramError as error:
                self._log(f"Telegram cannot be reached: {self._hide(str(error))}")
            except Exception:
                log.exception("A Telegram message could not be taken; it is asked for again")
            else:
                self._recovered()
                return result
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._timeouts.longest_retry)

    def _log(self, problem: str) -> None:
        if problem != self._problem:
            log.warning("%s; trying again until it works", problem)
        self._problem = problem

    def _recovered(self) -> None:
        if self._problem:
            log.info("Telegram answers again")
        self._problem = ""


class Poller:
    """Long polls in a loop; each poll confirms the updates of the one before."""

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
        """Poll until cancelled. Deletes a webhook first: Telegram refuses polls with one."""
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
