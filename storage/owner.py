"""One process at a time carries out a database's schedule, where no queue shares it out."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

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
def share(database: Database) -> Iterator[None]:
    """Be one of the processes that share a PostgreSQL database's work, as long as the block lasts.

    Raises AlreadyRunning while one runs that does it all.
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
            with suppress(DBAPIError):  # a server that went away has let go of it
                connection.execute(text(f"SELECT pg_advisory_unlock{kind}(:lock)"), {"lock": LOCK})
