"""Measures how long a SQLite database is locked for another program."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds until we could write, and the longest part under one transaction."""

    whole: float = 0.0
    one: float = 0.0


def waited(path: Path) -> Wait:
    """Try to begin a write until it succeeds; a success at once counts 0, so that a slow machine
    does not look like a lock.

    A change of the data version marks the end of a transaction.
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
