"""One process at a time carries out a database's schedule, where no queue shares it out."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from storage.database import Database

LOCK = 0x6E686163
"""The number of the program's advisory lock on a PostgreSQL server."""


class AlreadyRunning(Exception):
    """Another process runs on this database"""


@contextmanager
def own(database: Database) -> Iterator[None]:
    """Be the one process that runs on a database; the lock ends with the process, however it ends.

    Raises AlreadyRunning.
    """
    with _own_file(database) if database.is_sqlite else _own_server(database):
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
def _own_server(database: Database) -> Iterator[None]:
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}):
            raise AlreadyRunning
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
