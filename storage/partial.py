"""Indexes of some rows only.

Each kind of database has a word of its own for the condition, and SQLAlchemy loads all of a
dialect to hear its word. Only migrations ask for it, so it is told when they do (`tables.py`).
"""

from sqlalchemy import Index, MetaData, text

WHERE = "where"


def partial_index(
    name: str, *columns: str, where: str, on_postgresql: str = "", unique: bool = False
) -> Index:
    """An index of the rows for which a condition holds, on PostgreSQL written otherwise."""
    told = {"sqlite": where, "postgresql": on_postgresql or where}
    return Index(name, *columns, unique=unique, info={WHERE: told})


def tell_conditions(metadata: MetaData) -> None:
    """Give the condition of each index to the dialects."""
    for table in metadata.tables.values():
        for index in table.indexes:
            for dialect, where in index.info.get(WHERE, {}).items():
                index.dialect_kwargs[f"{dialect}_{WHERE}"] = text(where)
