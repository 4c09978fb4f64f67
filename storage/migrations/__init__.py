"""The history of the tables; `upgrade` brings a database to the newest."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import Database


class NewerDatabase(Exception):
    """This database was written by a newer version of the program"""


def configuration() -> Config:
    """Alembic, pointed at this folder."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def current(database: Database) -> str | None:
    """The revision a database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database) -> None:
    """Bring the tables to the newest revision, in one transaction.

    Raises NewerDatabase when the database stands at a revision this program does not know.
    """
    config = configuration()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    standing = current(database)
    if standing is not None and standing not in known:
        raise NewerDatabase
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
