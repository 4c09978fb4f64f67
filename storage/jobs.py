"""Create the tables of the job queue, in a PostgreSQL schema apart from ours.

They hold no data of their own, so they are recreated for another version of the queue, and backups
leave them out.
"""

from sqlalchemy import text

from storage.database import Database

SCHEMA = "nhacviec_jobs"

LOCK = 0x6E68616A
"""The key of the advisory lock that is held while they are created."""


def create_job_tables(database: Database, version: str, statements: str) -> bool:
    """Recreate the queue's tables unless that version's exist; returns whether it did.

    PostgreSQL only. Processes that use another version fail meanwhile, and retry.
    """
    with database.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        found = connection.scalar(
            text("SELECT obj_description(to_regnamespace(:name), 'pg_namespace')"),
            {"name": SCHEMA},
        )
        if found == version:
            return False
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
        # Directly to the driver: many statements, whose `%` and `:` are not parameters.
        connection.connection.cursor().execute(statements)
        connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '{version.replace(chr(39), '')}'"))
    return True
