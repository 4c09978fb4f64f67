"""Partial indexes.

SQLAlchemy has one keyword a dialect for the condition, and loads the dialect to check it. Only
migrations need it, so `storage.tables` applies the conditions for them.
"""

from sqlalchemy import Index, MetaData, text

WHERE = "where"


def partial_index(
    name: str, *columns: str, where: str, on_postgresql: str = "", unique: bool = False
) -> Index:
    """An index of the rows that meet a condition, which PostgreSQL may write otherwise."""
    conditions = {"sqlite": where, "postgresql": on_postgresql or where}
    return Index(name, *columns, unique=unique, info={WHERE: conditions})


def apply_conditions(metadata: MetaData) -> None:
    for table in metadata.tables.values():
        for index in table.indexes:
            for dialect, where in index.info.get(WHERE, {}).items():
                index.dialect_kwargs[f"{dialect}_{WHERE}"] = text(where)
