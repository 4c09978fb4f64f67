"""The history of the tables; `upgrade` brings a database to the newest."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from storage.database import SEES, Database, ScopedSession

VERSIONS = Path(__file__).parent / "versions"

LOCK = 0x6E686164
"""The number of the advisory lock under which a PostgreSQL database is brought up to date."""


class NewerDatabase(Exception):
    """This database was written by a newer version of the program"""


def configuration() -> Config:
    """Alembic, pointed at this folder."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def revisions() -> list[str]:
    """Every revision, the newest last; a file's name begins with its number."""
    return sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def current(database: Database) -> str | None:
    """The revision a database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        return _standing(connection)


def _standing(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def upgrade(database: Database, before: Callable[[], None] | None = None) -> None:
    """Bring the tables to the newest revision, in one transaction, one process at a time.

    `before` is called when there is something to change that was there already. Raises
    NewerDatabase when the database stands at a revision this program does not know.
    """
    if is_newest(current(database)):
        return
    config = configuration()
    # No statement of a migration is asked again: a cache would keep every table as it once was.
    engine = database.engine.execution_options(compiled_cache=None)
    with engine.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            connection.execute(SEES, {"commune": "0"})
        standing = _standing(connection)
        if is_newest(standing):
            return
        if standing is not None and before is not None:
            before()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def holds_rows(session: ScopedSession) -> bool:
    """Whether PostgreSQL holds rows to their communes for whoever we are: not for a superuser."""
    asked = text("SELECT row_security_active('person')")
    return bool(session.connection().scalar(asked))


def is_newest(standing: str | None) -> bool:
    """Whether a revision is the newest this program knows. Raises NewerDatabase."""
    known = revisions()
    if standing is not None and standing not in known:
        raise NewerDatabase
    return standing == known[-1]
