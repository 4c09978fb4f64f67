"""CPU time of processes, read from /proc. Linux only."""

import os
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text

from storage.database import Database

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
"""The unit of CPU time in /proc."""

PARENT, OWN_TICKS, CHILDREN = 1, slice(11, 13), slice(13, 15)
"""Fields of /proc/PID/stat after the name: parent; own ticks; ticks of ended children."""


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU seconds of these processes; ended ones count nothing."""
    return (
        sum(sum(map(int, each[OWN_TICKS])) for pid in pids if (each := _fields(pid)))
        / TICKS_PER_SECOND
    )


def server_cpu_seconds(database: Database) -> float | None:
    """CPU seconds of the database server with all its backends; None on another machine."""
    with database.engine.connect() as connection:
        own = connection.scalar(text("SELECT pg_backend_pid()")) or 0
    if not (fields := _fields(own)):
        return None
    server = int(fields[PARENT])
    backends = [
        int(path.name)
        for path in PROC.glob("[0-9]*")
        if (each := _fields(int(path.name))) and int(each[PARENT]) == server
    ]
    ended = sum(map(int, _fields(server)[CHILDREN])) / TICKS_PER_SECOND
    return cpu_seconds([server, *backends]) + ended


def _fields(pid: int) -> list[str]:
    try:
        stat = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return stat.rpartition(")")[2].split()
