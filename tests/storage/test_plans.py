"""A tick on PostgreSQL starts no parallel workers, even where the planner would choose them.

A plan that is kept expects a third of a table to be due; none is as a rule.
"""

from datetime import UTC, datetime

from sqlalchemy import text, union

from scheduler.engine.engine import communes_due_queries
from storage.database import Database

NOW = datetime(2025, 11, 28, 1, tzinfo=UTC)

FOR_NOTHING = ("parallel_setup_cost", "parallel_tuple_cost", "min_parallel_table_scan_size")
"""Cost settings that would make PostgreSQL start parallel workers."""


def test_the_tick_query_uses_no_parallel_workers(postgres_url: str) -> None:
    database = Database(postgres_url)
    looked = union(*communes_due_queries(NOW)).compile(
        dialect=database.engine.dialect, compile_kwargs={"literal_binds": True}
    )
    with database.engine.connect() as connection:
        for setting in (*FOR_NOTHING, "enable_indexscan", "enable_bitmapscan"):
            connection.execute(text(f"SET LOCAL {setting} = 0"))
        rows = connection.exec_driver_sql(f"EXPLAIN {looked}".replace("%", "%%"))
        told = "\n".join(row[0] for row in rows)
    database.close()
    assert "Seq Scan on milestone" in told
    assert "Gather" not in told
