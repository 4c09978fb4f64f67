"""The progress of a copy into a database, stored there until everything is compared."""

from sqlalchemy import JSON, Boolean, Column, MetaData, String, Table, inspect

from storage.database import Database

PROGRESS = Table(
    "moving",
    MetaData(),
    Column("name", String(60), primary_key=True),
    Column("last", JSON),
    Column("finished", Boolean, nullable=False),
)
"""For each table the key of the last copied row, and whether the table is finished."""


def copy_unfinished(database: Database) -> bool:
    """Whether a copy into this database was begun and not finished."""
    with database.engine.connect() as connection:
        return inspect(connection).has_table(PROGRESS.name)
