"""Accepts connections to the site up to a limit, in all and from one address."""

import asyncio
import resource
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.web.security import LOCAL_HOSTS

MAX_CONNECTIONS = 10_000
RESERVED_FILES = 256
"""File descriptors left to the database, the platforms and child processes."""
MIN_CONNECTIONS = 16
LOOK_SECONDS = 0.1
"""The least time between two counts of the connections that are still open."""
REFUSAL = (
    b"HTTP/1.1 503 Service Unavailable\r\n"
    b"Retry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """The most open connections: `total`, and from one address that is not this machine.

    Behind a reverse proxy all connections come from this machine; that proxy bounds its visitors.
    """

    total: int
    of_address: int


def connection_limits() -> ConnectionLimits:
    """Limits that fit the file descriptors this process may open; half for one address."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = MAX_CONNECTIONS if files == resource.RLIM_INFINITY else files - RESERVED_FILES
    total = max(MIN_CONNECTIONS, min(MAX_CONNECTIONS, allowed))
    return ConnectionLimits(total, total // 2)


class OpenConnections:
    """The connections that the site holds, and how many come from each address."""

    def __init__(self, limits: ConnectionLimits) -> None:
        self._limits = limits
        self._open: dict[asyncio.BaseTransport, str] = {}
        self._from: Counter[str] = Counter()
        self._looked_at = -LOOK_SECONDS

    def admit(self, transport: asyncio.BaseTransport, now: float) -> bool:
        """Whether there is room for a connection; then it is counted. `now`: the loop's time."""
        host = str((transport.get_extra_info("peername") or ("",))[0])
        if self._full(host) and now - self._looked_at >= LOOK_SECONDS:
            self._looked_at = now
            self._open = {each: at for each, at in self._open.items() if not each.is_closing()}
            self._from = Counter(self._open.values())
        if self._full(host):
            return False
        self._open[transport] = host
        self._from[host] += 1
        return True

    def _full(self, host: str) -> bool:
        too_many = host not in LOCAL_HOSTS and self._from[host] >= self._limits.of_address
        return too_many or len(self._open) >= self._limits.total


class AdmissionProtocol(asyncio.Protocol):
    """Hands a new connection to aiohttp's server, or refuses it with 503."""

    def __init__(self, server: web.Server, held: OpenConnections) -> None:
        self._server = server
        self._held = held

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if not self._held.admit(transport, asyncio.get_running_loop().time()):
            transport.write(REFUSAL)
            transport.close()
            return
        handler = self._server()
        transport.set_protocol(handler)
        handler.connection_made(transport)


def protocol_factory(
    server: web.Server, limits: ConnectionLimits
) -> Callable[[], asyncio.Protocol]:
    """Makes the protocol of each new connection."""
    held = OpenConnections(limits)
    return lambda: AdmissionProtocol(server, held)
