"""Migrations of the tables; `upgrade` brings a database to the newest revision."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from storage.database import SET_COMMUNE, Database, ScopedSession

VERSIONS = Path(__file__).parent / "versions"

LOCK = 0x6E686164
"""The key of the advisory lock held while a PostgreSQL database is upgraded."""


class NewerDatabase(Exception):
    """This database was written by a newer version of the program"""


def configuration() -> Config:
    """Alembic's configuration for this folder."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def revisions() -> list[str]:
    """Every revision, the newest last; a file's name begins with its number."""
    return sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def current_revision(database: Database) -> str | None:
    """The revision of a database; None for an empty one."""
    with database.engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def upgrade(database: Database, before: Callable[[], None] | None = None) -> None:
    """Upgrade the tables to the newest revision, in one transaction, one process at a time.

    `before` is called before a database that is not empty is changed. Raises NewerDatabase when its
    revision is unknown to this program.
    """
    if is_newest(current_revision(database)):
        return
    config = configuration()
    # Migration statements run once: caching them would keep every old table in memory.
    engine = database.engine.execution_options(compiled_cache=None)
    with engine.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            connection.execute(SET_COMMUNE, {"commune": "0"})
        revision = _revision(connection)
        if is_newest(revision):
            return
        if revision is not None and before is not None:
            before()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def row_security_applies(session: ScopedSession) -> bool:
    """Whether row security applies to this PostgreSQL user; not for a superuser."""
    asked = text("SELECT row_security_active('person')")
    return bool(session.connection().scalar(asked))


def is_newest(revision: str | None) -> bool:
    """Whether a revision is the newest this program knows. Raises NewerDatabase."""
    known = revisions()
    if revision is not None and revision not in known:
        raise NewerDatabase
    return revision == known[-1]
