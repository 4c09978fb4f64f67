"""The database's own check that it is whole."""

from sqlalchemy import inspect, text

from storage.database import Database

SOUND = "ok"


def faults_in(database: Database) -> list[str]:
    """What the database finds wrong with itself; empty where it is whole.

    SQLite checks every page, index and reference. PostgreSQL reads every row, which checks what it
    has checksums for, and tells the checksums that have failed so far.
    """
    return _file_faults(database) if database.is_sqlite else _server_faults(database)


def _file_faults(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        checked = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        strays = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [*(each for each in checked if each != SOUND), *(str(tuple(each)) for each in strays)]


def _server_faults(database: Database) -> list[str]:
    with database.everything() as session:
        connection = session.connection()
        for table in inspect(connection).get_table_names():
            # The names are the database's own.
            connection.execute(text(f'SELECT count(t::text) FROM "{table}" AS t'))  # nosec B608
        failed = connection.scalar(
            text(
                "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database"
                " WHERE datname = current_database()"
            )
        )
    return [f"checksum_failures: {failed}"] if failed else []
