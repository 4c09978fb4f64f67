"""python-telegram-bot's client, returning raw updates and never showing the token."""

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

# At DEBUG the library logs its base URL, which ends in the token.
logging.getLogger("telegram").setLevel(logging.INFO)


class TelegramBot(Bot):
    """`initialize` is never called: its error for a refused token quotes the token."""

    __slots__ = ()

    def __init__(self, token: str, server: str, request: AiohttpRequest) -> None:
        """`server` is the Bot API's base URL, with or without a trailing `/bot`."""
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
        """Long poll: updates from `offset` on, or none after `seconds`.

        Raw JSON, because one update the library cannot parse would block all that follow.
        """
        answer_seconds = self._request[0].read_timeout or 0
        parameters = {"offset": offset, "timeout": seconds, "allowed_updates": ALLOWED_UPDATES}
        updates: list[dict[str, Any]] = await self._post(
            "getUpdates", parameters, read_timeout=answer_seconds + seconds
        )
        return updates

    async def call(self, method: str, parameters: Mapping[str, Any]) -> int:
        """Call a method that sends or edits a message; returns the message's id.

        Done here, because the library's parsing of the message in the answer is slow.
        """
        given = {"parse_mode": ParseMode.HTML.value, **parameters}
        message: Any = await self.request.post(
            f"{self._base_url}/{method}", RequestData([_parameter(*each) for each in given.items()])
        )
        if isinstance(message, dict) and isinstance(message.get("message_id"), int):
            return int(message["message_id"])
        raise TelegramError("Invalid server response")


def _parameter(name: str, value: Any) -> RequestParameter:
    """A call's parameter; only an InputFile needs the library's conversion.

    RequestParameter is private to the library, but there is no public way to build a RequestData,
    and `do_api_request` warns about every method the library has a function for.
    """
    if isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value, None)
