"""HTTP calls of the Zalo Bot Platform; the token never leaves this file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientTimeout

from bot.channels.connections import NOTHING_WRITTEN, Connections, may_have_arrived
from scheduler.delivery.channel import (
    ChannelError,
    MessageRefused,
    PermanentError,
    TemporaryError,
    UnknownOutcome,
)

ERROR_CLASSES: Mapping[int, type[ChannelError]] = {
    400: MessageRefused,
    403: PermanentError,
    404: PermanentError,
}
"""Error class by `error_code`; every other code is a TemporaryError."""

NOTHING_CAME = 408
"""The `error_code` of a long poll in which nothing came."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ZaloTimeouts:
    """Timeouts and pauses for Zalo, in seconds."""

    connect: float = 10
    answer: float = 20
    poll: int = 30
    piece: float = 1
    """Pause between two pieces of one message."""
    first_retry: float = 1
    longest_retry: float = 30


class ZaloClient:
    """Makes the API calls of one bot.

    An error is returned, and raised by the caller, which does not hold the token: so no traceback
    has a frame in which the token could be read.
    """

    def __init__(
        self, token: str, server: str, timeouts: ZaloTimeouts, connections: Connections
    ) -> None:
        self._token = token
        self._server = server
        self._timeouts = timeouts
        self._connections = connections

    async def call(self, method: str, given: Json, wait: float | None = None) -> Any | ChannelError:
        """The result (None for an empty poll) or the error; `wait`: seconds until it must come."""
        url = f"{self._server}/bot{self._token}/{method}"
        try:
            async with self._connections.session().post(
                url, json=given, timeout=self._timeout(wait)
            ) as answer:
                body = await answer.read()
        except NOTHING_WRITTEN as error:
            return TemporaryError(self._hidden(error))
        except (ClientError, OSError, TimeoutError) as error:
            return UnknownOutcome(self._hidden(error))
        return self._read(answer.status, body)

    async def download(self, url: str, limit: int) -> bytes | None | ChannelError:
        """The content behind a picture's URL, None if larger than `limit` bytes, or the error."""
        try:
            return await self._connections.download(url, limit, self._timeout(None))
        except (ClientError, OSError, TimeoutError) as error:
            return TemporaryError(self._hidden(error))

    async def close(self) -> None:
        await self._connections.close()

    def _read(self, status: int, body: bytes) -> Any | ChannelError:
        """An answer's result or error. A refusal comes with HTTP 200: only `ok` counts."""
        try:
            answer = json.loads(body)
            ok, code = answer["ok"], int(answer.get("error_code", status))
        except (ValueError, TypeError, KeyError):
            unknown = may_have_arrived(status, by_platform=False)
            error = UnknownOutcome if unknown else TemporaryError
            return error(f"HTTP {status}, no answer of the platform")
        if may_have_arrived(status, by_platform=True):
            return UnknownOutcome(f"HTTP {status}")
        if ok:
            return answer.get("result")
        if code == NOTHING_CAME:
            return None
        words = self._without_token(str(answer.get("description", "")))
        return ERROR_CLASSES.get(code, TemporaryError)(f"{code} {words}")

    def _timeout(self, wait: float | None) -> ClientTimeout:
        answer = wait or self._timeouts.answer
        return ClientTimeout(
            total=self._timeouts.connect + answer, connect=self._timeouts.connect, sock_read=answer
        )

    def _hidden(self, error: Exception) -> str:
        return self._without_token(f"{type(error).__name__}: {error}")

    def _without_token(self, text: str) -> str:
        return text.replace(self._token, "***").replace(
            self._token.partition(":")[2] or "\0", "***"
        )
