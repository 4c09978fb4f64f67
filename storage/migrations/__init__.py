"""The history of the tables; `upgrade` brings a database to the newest.

Alembic is loaded only when there is something to bring up: it is slow to load and large.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

VERSIONS = Path(__file__).parent / "versions"


class NewerDatabase(Exception):
    """This database was written by a newer version of the program"""


def configuration() -> "Config":
    """Alembic, pointed at this folder."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def revisions() -> list[str]:
    """Every revision, the newest last; a file's name begins with its number."""
    return sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def current(database: Database) -> str | None:
    """The revision a database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def upgrade(database: Database) -> None:
    """Bring the tables to the newest revision, in one transaction.

    Raises NewerDatabase when the database stands at a revision this program does not know.
    """
    known, standing = revisions(), current(database)
    if standing == known[-1]:
        return
    if standing is not None and standing not in known:
        raise NewerDatabase
    from alembic import command

    config = configuration()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
