"""Find statements that name a table other than by its mapped class: scopes cannot reach those."""

from typing import Any
from weakref import WeakSet

from sqlalchemy import Column, Select, Table
from sqlalchemy.orm import QueryableAttribute
from sqlalchemy.sql import visitors

_CLEAR: WeakSet[Any] = WeakSet()
"""Statements that were checked and name no bare table."""


def _mapped(part: Any) -> bool:
    return "parententity" in part._annotations


def _joined(target: Any) -> str | None:
    """The name of the table that a join goes to, if named by its class or by a relationship."""
    if isinstance(target, QueryableAttribute):
        return str(target.property.mapper.local_table.name)
    return target.name if isinstance(target, Table) and _mapped(target) else None


def names_bare_table(statement: Any) -> bool:
    """Whether any part names a table other than by its mapped class; cached by statement."""
    if statement in _CLEAR:
        return False
    found = _found_bare(statement)
    if not found:
        _CLEAR.add(statement)
    return found


def _found_bare(statement: Any) -> bool:
    parts = list(visitors.iterate(statement))
    selects = [part for part in parts if isinstance(part, Select)]
    chosen = [part for select in selects for part in (*select._raw_columns, *select._from_obj)]
    columns = [part for part in parts if isinstance(part, Column)]
    reached = {_joined(join[0]) for select in selects for join in select._setup_joins}
    reached |= {part.table.name for part in columns if _mapped(part) and hasattr(part, "table")}
    reached |= {part.name for part in chosen if isinstance(part, Table) and _mapped(part)}
    return any(isinstance(part, Table | Column) and not _mapped(part) for part in chosen) or any(
        not _mapped(part) and part.table.name not in reached for part in columns
    )
