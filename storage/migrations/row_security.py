"""PostgreSQL's own lock on each commune's rows, behind the one of our sessions.

A transaction that has not said which commune it is for sees no row and writes none; one for all
communes says 0 (`storage.database`). The owner of the tables is held to it, too; only a superuser
is not. SQLite has nothing of the kind.
"""

from alembic import op

SEEN = "(SELECT nullif(current_setting('nhacviec.commune', true), '')::bigint)"
"""Which commune a transaction is for; looked up once a statement, not once a row."""


def guard(table: str, column: str = "commune_id") -> None:
    """Hold a table's rows to the commune in a column."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY one_commune ON {table} USING ({SEEN} = 0 OR {column} = {SEEN})")


def unguard(table: str) -> None:
    """Take the lock off."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"DROP POLICY one_commune ON {table}")
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
