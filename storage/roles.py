"""On PostgreSQL: the program's own role uses the tables, another owns them.

An owner can lift row-level security and the triggers that keep the audit; who only uses the tables
cannot.
"""

from sqlalchemy import Connection, text

from storage import ended_list, jobs
from storage.database import Database
from storage.migrations import LOCK

READ_ONLY = frozenset({"alembic_version"})
APPEND_ONLY = frozenset({"audit"})
"""Tables whose rows are never changed or deleted."""


def owns_tables(database: Database) -> bool:
    """Whether the role of this connection owns the tables, or may act as their owner."""
    asked = (
        "SELECT bool_or(pg_has_role(tableowner, 'MEMBER')) FROM pg_tables"
        " WHERE schemaname = 'public'"
    )
    with database.engine.connect() as connection:
        return bool(connection.scalar(text(asked)))


def grant_use(owner: Database, role: str) -> None:
    """Let a role use all tables, also those of the queue, and change none of their rules.

    Done once for new tables; many processes may call it at once.
    """
    with owner.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if not _without_use(connection, role):
            return
        named = connection.dialect.identifier_preparer.quote(role)
        for schema in ("public", jobs.SCHEMA, ended_list.SCHEMA):
            if connection.scalar(text("SELECT to_regnamespace(:name)"), {"name": schema}):
                _grant_in(connection, schema, named)
        for table in READ_ONLY | APPEND_ONLY:
            rights = "INSERT, UPDATE" if table in READ_ONLY else "UPDATE"
            connection.execute(
                text(f"REVOKE {rights}, DELETE, TRUNCATE ON public.{table} FROM {named}")
            )


def _grant_in(connection: Connection, schema: str, role: str) -> None:
    for grant in (
        f"USAGE ON SCHEMA {schema}",
        f"SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema}",
        f"USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema}",
        f"EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema}",
    ):
        connection.execute(text(f"GRANT {grant} TO {role}"))


def _without_use(connection: Connection, role: str) -> bool:
    """Whether there is a table of ours that the role cannot read."""
    schemas = ("public", jobs.SCHEMA, ended_list.SCHEMA)
    asked = text(
        "SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE relkind = 'r' AND nspname = ANY(:schemas)"
        " AND NOT has_table_privilege(:role, pg_class.oid, 'SELECT')"
    )
    return bool(connection.scalar(asked, {"schemas": list(schemas), "role": role}))
