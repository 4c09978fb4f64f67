"""Connections to platforms, shared by all bots of a process."""

from aiohttp import ClientSession, DummyCookieJar, TCPConnector


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

    async def close(self) -> None:
        """Give them back."""
        if self._session is not None:
            await self._session.close()
            self._session = None
