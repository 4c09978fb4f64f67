"""HTTP connections to the platforms, shared by all bots of a process."""

from collections.abc import Mapping

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

CHUNK = 64 * 1024
"""Bytes of a file read at a time."""


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
