"""Pure: from a morning that was measured to the whole one."""

from math import ceil

from bot.channels.platforms import PLATFORMS, TELEGRAM
from bot.texts.simulating import Limit, Measured, Projection

BOT_A_SECOND = PLATFORMS[TELEGRAM].capabilities.rate_limit.per_bot_per_second
"""Messages that one bot sends."""


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
