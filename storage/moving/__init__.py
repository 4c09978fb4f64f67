"""Copy a whole database into another of either kind, SQLite or PostgreSQL.

- progress: the last copied key of each table, kept in the target until all is compared.
"""
