"""How each new connection to SQLite or PostgreSQL is prepared."""

from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Engine, event

PRAGMAS = {
    "journal_mode": "WAL",
    "foreign_keys": "ON",
    "synchronous": "FULL",
    "busy_timeout": "30000",
    "secure_delete": "ON",
}
"""What every connection to SQLite sets. With FULL a commit is on the disk when it returns; with
secure_delete zeros are written over what is deleted.
"""


def prepare_sqlite(engine: Engine) -> None:
    """Set the pragmas of every connection, and let every transaction take the write lock first."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def empty_write_log(engine: Engine) -> None:
    """Move what SQLite's write-ahead log holds into the file and empty the log.

    Until then the log holds pages as they were before something was deleted. Does nothing on
    PostgreSQL, and what is possible beside a reader.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def prepare_postgresql(engine: Engine) -> None:
    """Turn off parallel workers and JIT, which take longer than queries that read few rows.

    PostgreSQL uses them since a generic plan expects a third of a table to be due.
    """

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: object) -> None:
        for setting in ("max_parallel_workers_per_gather = 0", "jit = off"):
            connection.execute(f"SET {setting}")
        connection.commit()
