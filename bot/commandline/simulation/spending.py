"""What processes have spent, as the kernel counts it. Linux only."""

import os
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text

from storage.database import Database

PROC = Path("/proc")
A_SECOND = os.sysconf("SC_CLK_TCK")
"""Ticks of the kernel's count."""

PARENT, OWN, OF_ENDED = 1, slice(11, 13), slice(13, 15)
"""Fields of a process behind its name: its parent; ticks it spent, and those of ended children."""


def spent(pids: Iterable[int]) -> float:
    """CPU seconds of these processes, those that have ended not counted."""
    return sum(sum(map(int, each[OWN])) for pid in pids if (each := _fields(pid))) / A_SECOND


def spent_by_server(database: Database) -> float | None:
    """CPU seconds of the database server and all it has served; None where it is elsewhere."""
    with database.engine.connect() as connection:
        own = connection.scalar(text("SELECT pg_backend_pid()")) or 0
    if not (fields := _fields(own)):
        return None
    server = int(fields[PARENT])
    served = [
        int(path.name)
        for path in PROC.glob("[0-9]*")
        if (each := _fields(int(path.name))) and int(each[PARENT]) == server
    ]
    ended = sum(map(int, _fields(server)[OF_ENDED])) / A_SECOND
    return spent([server, *served]) + ended


def _fields(pid: int) -> list[str]:
    try:
        told = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return told.rpartition(")")[2].split()
