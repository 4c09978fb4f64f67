"""The jobs in Procrastinate's queue, as rows of text and back."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from procrastinate.schema import SchemaManager
from sqlalchemy import text

from storage.database import Database
from storage.jobs import SCHEMA, create_job_tables
from tests.release.rows import Line

JOBS = "procrastinate_jobs"
KINDS = {
    "queue_name": "text",
    "task_name": "text",
    "priority": "integer",
    "lock": "text",
    "queueing_lock": "text",
    "args": "jsonb",
    "status": f"{SCHEMA}.procrastinate_job_status",
}
"""The stored columns and their PostgreSQL types."""


def queued(database: Database) -> Iterator[Line]:
    """The jobs in the queue, oldest first."""
    columns = ", ".join(f"{name}::text" for name in KINDS)
    with database.engine.connect() as connection:
        for row in connection.execute(text(f"SELECT {columns} FROM {SCHEMA}.{JOBS} ORDER BY id")):
            yield JOBS, dict(zip(KINDS, row, strict=True))


def put_back(database: Database, rows: Iterable[dict[str, Any]]) -> None:
    """Create the queue's tables and insert these jobs."""
    create_job_tables(database, version("procrastinate"), SchemaManager.get_schema())
    values = ", ".join(f"CAST(:{name} AS {kind})" for name, kind in KINDS.items())
    statement = text(f"INSERT INTO {SCHEMA}.{JOBS} ({', '.join(KINDS)}) VALUES ({values})")
    with database.engine.begin() as connection:
        connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
        for row in rows:
            connection.execute(statement, row)
