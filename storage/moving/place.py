"""How far a copy into a database has come, kept there until all of it is compared."""

from sqlalchemy import JSON, Boolean, Column, MetaData, String, Table, inspect

from storage.database import Database

PLACES = Table(
    "moving",
    MetaData(),
    Column("name", String(60), primary_key=True),
    Column("last", JSON),
    Column("finished", Boolean, nullable=False),
)
"""How far a copy has come: of each table the key of the last row, and whether that was the end."""


def half_moved(database: Database) -> bool:
    """Whether a copy into this database was begun and not brought to its end."""
    with database.engine.connect() as connection:
        return inspect(connection).has_table(PLACES.name)
