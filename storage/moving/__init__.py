"""Copy a whole database into another of either kind, SQLite or PostgreSQL.

- source and target: the database read, and the one written.
- progress: the last copied key of each table, kept in the target until all is compared.
- table digest: the number of rows of a table and a hash over them.
"""
