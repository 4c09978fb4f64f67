"""Projects a measured 08:00 round to all communes. Pure."""

from math import ceil

from bot.channels.platforms import PLATFORMS, TELEGRAM
from bot.texts.simulating import Limit, Measured, Projection

MESSAGES_PER_SECOND = PLATFORMS[TELEGRAM].capabilities.rate_limit.per_bot_per_second
"""The rate limit of one bot."""


def project_round(
    measured: Measured, communes: int, officials: int, minutes: float, cores: int
) -> Projection:
    """The cost of one message per official, on machines with `cores` cores, within `minutes`."""
    messages = communes * officials
    share = messages / measured.messages
    workers, server = measured.workers_cpu * share, measured.server_cpu * share
    return Projection(
        messages=messages,
        seconds={
            Limit.PLATFORM: officials / MESSAGES_PER_SECOND,
            Limit.WORKERS: workers / cores,
            Limit.SERVER: server / cores,
        },
        machines=ceil(workers / (minutes * 60 * cores)),
        server_cores=ceil(server / (minutes * 60)),
        cpu_ms=(measured.workers_cpu + measured.server_cpu) / measured.messages * 1000,
    )
