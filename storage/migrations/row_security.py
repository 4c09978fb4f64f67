"""PostgreSQL's row-level security for each commune's rows, in addition to session scopes.

A transaction that has not set its commune sees and writes no row; one for all communes sets 0
(`storage.database`). It applies to the tables' owner too, but not to a superuser. SQLite has none.
"""

from alembic import op

SEEN = "(SELECT nullif(current_setting('nhacviec.commune', true), '')::bigint)"
"""The commune of the transaction; evaluated once for each statement, not for each row."""


def guard(table: str, column: str = "commune_id") -> None:
    """Limit a table's rows to the commune in `column`."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY one_commune ON {table} USING ({SEEN} = 0 OR {column} = {SEEN})")


def unguard(table: str) -> None:
    """Remove the policy."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"DROP POLICY one_commune ON {table}")
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
