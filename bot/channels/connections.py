"""HTTP connections to the platforms, shared by all bots of a process."""

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import (
    ClientConnectionResetError,
    ClientConnectorError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    InvalidURL,
    NonHttpUrlClientError,
    TCPConnector,
)

NOTHING_WRITTEN = (
    ClientConnectorError,
    ClientConnectionResetError,
    ConnectionTimeoutError,
    InvalidURL,
    NonHttpUrlClientError,
)
"""Errors before a request was written: it never arrived. After any other it may have."""

GATEWAY_STATUSES = (HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT)

CHUNK = 64 * 1024
"""Bytes of a file read at a time."""


def may_have_arrived(status: int, by_platform: bool) -> bool:
    """Whether a request that was answered with an error status may have been executed all the same:
    always if a gateway got no answer from the platform. `by_platform`: the body has the form of the
    platform's own answers.
    """
    failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    unavailable = status == HTTPStatus.SERVICE_UNAVAILABLE
    return status in GATEWAY_STATUSES or (failed and not unavailable and not by_platform)


class Connections:
    """One client session, opened at the first request in the running loop. It keeps no cookies.

    The number of connections is not limited: each bot keeps a poll open, and the outbox limits
    sending.
    """

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    def session(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=TCPConnector(limit=0), cookie_jar=DummyCookieJar()
            )
        return self._session

    async def download(
        self, url: str, limit: int, wait: ClientTimeout, headers: Mapping[str, str] | None = None
    ) -> bytes | None:
        """The body behind a URL; None when it is larger than `limit` bytes.

        Raises aiohttp's ClientError, OSError or TimeoutError; their text may quote the URL.
        """
        content = bytearray()
        async with self.session().get(
            url, headers=headers, timeout=wait, allow_redirects=False
        ) as answer:
            answer.raise_for_status()
            async for chunk in answer.content.iter_chunked(CHUNK):
                content += chunk
                if len(content) > limit:
                    return None
        return bytes(content)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
