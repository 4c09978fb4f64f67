"""On PostgreSQL: what must stay ended through a restore, kept outside the restored tables.

It stands in a schema that copies leave out. On SQLite nothing is needed: a restored file is settled
before it takes the place of the present one.
"""

import json
from collections.abc import Iterable
from dataclasses import astuple

from sqlalchemy import text

from storage.database import Database
from storage.manifest import Ended, ended_from_json

SCHEMA = "nhacviec_kept"


def store_ended_list(database: Database, ended: Iterable[Ended]) -> None:
    """Store the list of what must stay ended, and the fact that a restore has begun.

    PostgreSQL only.
    """
    content = json.dumps([astuple(each) for each in sorted(ended)])
    with database.engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA IF NOT EXISTS nhacviec_kept"))
        connection.execute(
            text(
                "CREATE TABLE IF NOT EXISTS nhacviec_kept.ended"
                " (content text NOT NULL, unfinished boolean NOT NULL)"
            )
        )
        # The program's own role, which may be another, looks whether a restore was broken off.
        connection.execute(text("GRANT USAGE ON SCHEMA nhacviec_kept TO PUBLIC"))
        connection.execute(text("GRANT SELECT ON nhacviec_kept.ended TO PUBLIC"))
        connection.execute(text("DELETE FROM nhacviec_kept.ended"))
        connection.execute(
            text("INSERT INTO nhacviec_kept.ended VALUES (:content, true)"), {"content": content}
        )


def mark_restore_finished(database: Database) -> None:
    """Record that the restore is finished; the list stays for the next one."""
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE nhacviec_kept.ended SET unfinished = false"))


def remembered_ended(database: Database) -> tuple[Ended, ...]:
    """The list kept by the last restore; empty without one, and on SQLite."""
    found = _row(database)
    return ended_from_json(json.loads(found[0])) if found is not None else ()


def restore_unfinished(database: Database) -> bool:
    """Whether a restore was begun and not finished: what had ended may be in force again."""
    found = _row(database)
    return found is not None and found[1]


def _row(database: Database) -> tuple[str, bool] | None:
    if database.is_sqlite:
        return None
    with database.engine.connect() as connection:
        if connection.scalar(text("SELECT to_regclass('nhacviec_kept.ended')")) is None:
            return None
        row = connection.execute(
            text("SELECT content, unfinished FROM nhacviec_kept.ended")
        ).first()
    return (row[0], row[1]) if row is not None else None
