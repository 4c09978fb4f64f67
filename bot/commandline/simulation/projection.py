"""Pure: from a morning that was measured to the whole one."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from bot.channels.platforms import PLATFORMS, TELEGRAM

BOT_A_SECOND = PLATFORMS[TELEGRAM].capabilities.pace.per_bot_per_second
"""Messages that one bot sends."""


class Limit(StrEnum):
    """What a morning takes its time for."""

    PLATFORM = "platform"
    WORKERS = "workers"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Measured:
    """Of so many messages: wall seconds, and CPU seconds of the workers and of the server."""

    messages: int
    seconds: float
    workers_cpu: float
    server_cpu: float


@dataclass(frozen=True, slots=True)
class Projection:
    """A morning of all officials, one message each.

    `seconds` it takes on such machines by each limit alone; `machines` for workers and
    `server_cores` are those that let it be over within the minutes that were asked for.
    """

    messages: int
    seconds: dict[Limit, float]
    machines: int
    server_cores: int
    cpu_ms: float

    @property
    def first(self) -> Limit:
        """The limit that is met first."""
        return max(self.seconds, key=lambda each: self.seconds[each])


def project(
    measured: Measured, communes: int, officials: int, minutes: float, cores: int
) -> Projection:
    """The whole morning, where workers and server have machines of so many cores each."""
    messages = communes * officials
    share = messages / measured.messages
    workers, server = measured.workers_cpu * share, measured.server_cpu * share
    return Projection(
        messages=messages,
        seconds={
            Limit.PLATFORM: officials / BOT_A_SECOND,
            Limit.WORKERS: workers / cores,
            Limit.SERVER: server / cores,
        },
        machines=ceil(workers / (minutes * 60 * cores)),
        server_cores=ceil(server / (minutes * 60)),
        cpu_ms=(measured.workers_cpu + measured.server_cpu) / measured.messages * 1000,
    )
