"""Whether a database of SQLite is locked, as another program finds it."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds until the database let us write, and the longest of them under one transaction."""

    whole: float = 0.0
    one: float = 0.0


def waited(path: Path) -> Wait:
    """Ask to write, as another program may; nothing from its first yes on, so that a machine that
    is slow to wake us does not look like a lock.

    One transaction ends where the version of the data changes.
    """
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    began = since = seen = None
    longest = 0.0
    while not _lets_write(connection):
        now = time.monotonic()
        version = connection.execute("PRAGMA data_version").fetchone()
        if version != seen:
            since, seen = now, version
        began = began or now
        longest = max(longest, now - (since or now))
        time.sleep(0.005)
    over = time.monotonic()
    connection.close()
    return Wait(over - began, longest) if began else Wait()


def _lets_write(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    connection.execute("ROLLBACK")
    return True
