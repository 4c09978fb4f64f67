"""python-telegram-bot's client with raw updates, and without its ways of showing the token."""

import logging
from collections.abc import Mapping
from typing import Any

from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels.telegram_request import AiohttpRequest
from bot.channels.telegram_updates import ALLOWED_UPDATES

# Below INFO the library logs its base URL, which ends in the token.
logging.getLogger("telegram").setLevel(logging.INFO)


class TelegramBot(Bot):
    """One bot on one server.

    `initialize` of the library is never called: its error for a refused token quotes it.
    """

    __slots__ = ()

    def __init__(self, token: str, server: str, request: AiohttpRequest) -> None:
        """`server` is the Bot API's address, with or without the library's `/bot` at the end."""
        root = server.rstrip("/").removesuffix("/bot")
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=request,
            get_updates_request=request,
        )

    def __repr__(self) -> str:
        return "TelegramBot()"

    async def raw_updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """What waits from `offset` on, once there is something or `seconds` are over.

        Raw, because one update the library cannot read would hold up all behind it.
        """
        answer_seconds = self._request[0].read_timeout or 0
        question = {"offset": offset, "timeout": seconds, "allowed_updates": ALLOWED_UPDATES}
        updates: list[dict[str, Any]] = await self._post(
            "getUpdates", question, read_timeout=answer_seconds + seconds
        )
        return updates

    async def show(self, method: str, given: Mapping[str, Any]) -> int:
        """Send or change a message; its id. `given` are the method's parameters by name.

        The answer repeats the whole message: the library's reading of it costs more than all else.
        """
        told = {"parse_mode": ParseMode.HTML.value, **given}
        message: Any = await self.request.post(
            f"{self._base_url}/{method}", RequestData([_parameter(*each) for each in told.items()])
        )
        if isinstance(message, dict) and isinstance(message.get("message_id"), int):
            return int(message["message_id"])
        raise TelegramError("Invalid server response")


def _parameter(name: str, value: Any) -> RequestParameter:
    """What is no file goes as it is: it needs no looking for files in it.

    The library's name for it is private, but there is no public way to fill a RequestData, and
    `do_api_request` warns of each method that the library knows itself.
    """
    if isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value, None)
