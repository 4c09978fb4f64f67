"""The calls of the Zalo Bot Platform, over HTTP; the token never leaves this file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import (
    ClientConnectionResetError,
    ClientConnectorError,
    ClientError,
    ClientTimeout,
    ConnectionTimeoutError,
    InvalidURL,
)

from bot.channels.connections import Connections
from scheduler.delivery.channel import (
    ChannelError,
    MessageRefused,
    PermanentError,
    TemporaryError,
    UnknownOutcome,
)

NOTHING_WRITTEN = (
    ClientConnectorError,
    ClientConnectionResetError,
    ConnectionTimeoutError,
    InvalidURL,
)
REFUSALS: Mapping[int, type[ChannelError]] = {
    400: MessageRefused,
    403: PermanentError,
    404: PermanentError,
}
"""By the code in an answer whose `ok` is false; every other code may pass."""

IDLE = 408
"""The code of a long poll in which nothing came."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ZaloTimeouts:
    """How long to wait for Zalo, in seconds."""

    connect: float = 10
    answer: float = 20
    poll: int = 30
    piece: float = 1
    """Between two pieces of one message, which go to one chat."""
    first_retry: float = 1
    longest_retry: float = 30


class ZaloClient:
    """One bot's calls. Failures are returned, not raised: raised by whoever does not hold
    the token, they carry no frame in which it could be read.
    """

    def __init__(
        self, token: str, server: str, patience: ZaloTimeouts, connections: Connections
    ) -> None:
        self._token = token
        self._server = server
        self._patience = patience
        self._connections = connections

    async def call(self, method: str, given: Json, wait: float | None = None) -> Any | ChannelError:
        """A method's result, None for a poll in which nothing came, or what went wrong.

        `wait` is how many seconds the answer may take.
        """
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
        """The content of a picture's address; None when it is more than `limit` bytes."""
        try:
            return await self._connections.download(url, limit, self._timeout(None))
        except (ClientError, OSError, TimeoutError) as error:
            return TemporaryError(self._hidden(error))

    async def close(self) -> None:
        """Give back connections."""
        await self._connections.close()

    def _read(self, status: int, body: bytes) -> Any | ChannelError:
        """An answer's result; a refusal comes with HTTP 200, so that only `ok` tells."""
        try:
            answer = json.loads(body)
            told, code = answer["ok"], int(answer.get("error_code", status))
        except (ValueError, TypeError, KeyError):
            return TemporaryError(f"HTTP {status}, no answer of the platform")
        if told:
            return answer.get("result")
        if code == IDLE:
            return None
        words = self._without_token(str(answer.get("description", "")))
        return REFUSALS.get(code, TemporaryError)(f"{code} {words}")

    def _timeout(self, wait: float | None) -> ClientTimeout:
        answer = wait or self._patience.answer
        return ClientTimeout(
            total=self._patience.connect + answer, connect=self._patience.connect, sock_read=answer
        )

    def _hidden(self, error: Exception) -> str:
        return self._without_token(f"{type(error).__name__}: {error}")

    def _without_token(self, text: str) -> str:
        return text.replace(self._token, "***").replace(
            self._token.partition(":")[2] or "\0", "***"
        )
