"""Where the queue of a database that many machines share has its tables: apart from ours.

Nothing in them is the truth of anything, so they are laid anew for another version of the queue,
and no copy of the database holds them.
"""

from sqlalchemy import text

from storage.database import Database

SCHEMA = "nhacviec_jobs"

LOCK = 0x6E68616A
"""The number of the advisory lock under which they are laid."""


def lay_jobs(database: Database, version: str, statements: str) -> bool:
    """Lay the queue's tables where that version's are not there; whether it did. PostgreSQL only.

    Who works with those of another version meanwhile fails, and asks again.
    """
    with database.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        laid = connection.scalar(
            text("SELECT obj_description(to_regnamespace(:name), 'pg_namespace')"),
            {"name": SCHEMA},
        )
        if laid == version:
            return False
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
        # Straight to the driver: these are many statements, with signs of their own.
        connection.connection.cursor().execute(statements)
        connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '{version.replace(chr(39), '')}'"))
    return True
