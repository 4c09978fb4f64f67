"""Connections to platforms, shared by all bots of a process."""

from collections.abc import Mapping

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

CHUNK = 64 * 1024
"""Bytes of a file that are read at once."""


class Connections:
    """Opened at the first request, in the loop it runs in; no bot sees another's cookies.

    Their number is not bounded here: a poll of each bot stays open, and what is sent is bounded by
    whoever sends.
    """

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    def session(self) -> ClientSession:
        """The open connections."""
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=TCPConnector(limit=0), cookie_jar=DummyCookieJar()
            )
        return self._session

    async def download(
        self, url: str, limit: int, wait: ClientTimeout, headers: Mapping[str, str] | None = None
    ) -> bytes | None:
        """What an address gives; None when it is more than `limit` bytes.

        Raises aiohttp's ClientError, OSError and TimeoutError, which may quote the address.
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
        """Give them back."""
        if self._session is not None:
            await self._session.close()
            self._session = None
