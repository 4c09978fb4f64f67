"""Bot API requests over aiohttp; the error says whether the request may have been executed."""

import json
from io import BytesIO
from typing import Any

from aiohttp import ClientError, ClientTimeout, FormData
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.channels.connections import NOTHING_WRITTEN, Connections, may_have_arrived

UPLOAD_SECONDS = 120.0
"""Extra time for a call with a file."""


class NotReached(NetworkError):
    """The server was not reached: nothing was written, or something else answered"""


class AnswerLost(NetworkError):
    """The request was written and no complete answer came: it may have been executed"""


class RateLimited(TelegramError):
    """The server asks for a pause before the next request of this kind (HTTP 429)"""

    def __init__(self, message: str, retry_after: float | None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds; None if the server did not say."""


class AiohttpRequest(BaseRequest):
    """All requests of one bot.

    `secret` is the bot's token. It is removed from every answer and error text, because proxies
    and client libraries repeat the URL, which contains it.
    """

    def __init__(
        self,
        secret: str,
        connect_seconds: float,
        answer_seconds: float,
        connections: Connections,
    ) -> None:
        self._secret = secret
        self._connect_seconds = connect_seconds
        self._answer_seconds = answer_seconds
        self._connections = connections

    @property
    def read_timeout(self) -> float:
        return self._answer_seconds

    async def initialize(self) -> None:
        """Does nothing: connections open at the first request."""

    async def shutdown(self) -> None:
        await self._connections.close()

    def hide(self, text: str) -> str:
        """The same text without the token."""
        return text.replace(self._secret, "***")

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One HTTP exchange: status and body. Raises NotReached, AnswerLost or RateLimited."""
        wait = read_timeout if isinstance(read_timeout, int | float) else self._answer_seconds
        problem: NetworkError
        try:
            status, body = await self._exchange(url, method, request_data, wait)
        except NOTHING_WRITTEN as error:
            problem = NotReached(self._reason(error))
        except (ClientError, OSError, TimeoutError) as error:
            problem = AnswerLost(self._reason(error))
        else:
            if status == 429:
                raise _rate_limited(body)
            by_platform = _is_answer(body)
            if may_have_arrived(status, by_platform):
                raise AnswerLost(f"HTTP {status} of a gateway")
            if not by_platform:
                # The library would log the whole body.
                raise NotReached(f"HTTP {status}, no answer of Telegram")
            return status, body
        # Raised outside the except blocks: the original error quotes the URL and must not chain.
        raise problem

    async def download(self, url: str, limit: int) -> bytes | None:
        """A file's content; None if larger than `limit` bytes. Raises AnswerLost."""
        timeout = ClientTimeout(connect=self._connect_seconds, sock_read=self._answer_seconds)
        problem: NetworkError
        try:
            return await self._connections.download(url, limit, timeout, self._user_agent())
        except (ClientError, OSError, TimeoutError) as error:
            problem = AnswerLost(self._reason(error))
        raise problem

    async def _exchange(
        self, url: str, method: str, request_data: RequestData | None, wait: float
    ) -> tuple[int, bytes]:
        files = request_data is not None and request_data.contains_files
        timeout = ClientTimeout(
            total=self._connect_seconds + wait + (UPLOAD_SECONDS if files else 0),
            connect=self._connect_seconds,
            sock_read=wait,
        )
        payload, headers = _payload(request_data)
        headers |= self._user_agent()
        async with self._connections.session().request(
            method, url, data=payload, headers=headers, timeout=timeout, allow_redirects=False
        ) as answer:
            return answer.status, (await answer.read()).replace(self._secret.encode(), b"***")

    def _user_agent(self) -> dict[str, str]:
        return {"User-Agent": self.USER_AGENT}

    def _reason(self, error: Exception) -> str:
        return self.hide(f"{type(error).__name__}: {error}")


def _payload(given: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    """The request body (JSON, or a form if there are files) and its headers."""
    if given is None:
        return None, {}
    if not given.contains_files:
        return given.json_payload, {"Content-Type": "application/json"}
    # File names are not quoted: Telegram would show the quoting.
    form = FormData(quote_fields=False)
    for name, value in given.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in given.multipart_data.items():
        assert isinstance(content, bytes)
        form.add_field(name, BytesIO(content), filename=filename, content_type=kind)
    return form, {}


def _is_answer(body: bytes) -> bool:
    """Whether a body has the form of every answer of the Bot API."""
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and "ok" in answer


def _rate_limited(body: bytes) -> RateLimited:
    try:
        answer: dict[str, Any] = json.loads(body)
        seconds = answer.get("parameters", {}).get("retry_after")
        return RateLimited(
            str(answer.get("description")), None if seconds is None else float(seconds)
        )
    except (ValueError, TypeError, AttributeError):
        return RateLimited("Too Many Requests", None)
