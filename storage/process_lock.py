"""Let only one process at a time fire a database's schedule, unless a queue shares it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database

LOCK = 0x6E686163
"""The key of the advisory lock on a PostgreSQL server."""


class AlreadyRunning(Exception):
    """Another process runs on this database"""


@contextmanager
def lock_alone(database: Database) -> Iterator[None]:
    """Keep other processes off a database until the block ends. Raises AlreadyRunning."""
    with _own_file(database) if database.is_sqlite else _own_server(database):
        yield


@contextmanager
def lock_shared(database: Database) -> Iterator[None]:
    """Share a PostgreSQL database with other processes until the block ends.

    Raises AlreadyRunning while a process keeps others off it.
    """
    with _own_server(database, "_shared"):
        yield


@contextmanager
def _own_file(database: Database) -> Iterator[None]:
    path = Path(f"{database.url.database}.lock")
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield


@contextmanager
def _own_server(database: Database, kind: str = "") -> Iterator[None]:
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.scalar(text(f"SELECT pg_try_advisory_lock{kind}(:lock)"), {"lock": LOCK}):
            raise AlreadyRunning
        try:
            yield
        finally:
            with suppress(DBAPIError):  # a stopped server has released it
                connection.execute(text(f"SELECT pg_advisory_unlock{kind}(:lock)"), {"lock": LOCK})
