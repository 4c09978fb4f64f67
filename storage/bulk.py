"""Read, insert and update many rows at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Insert, Table, Update, bindparam, insert, update
from sqlalchemy.orm import Session

from storage.database import EVERYTHING, CommuneOwned, UnscopedQuery

T = TypeVar("T")

CHUNK = 1_000
"""The most values in one statement, on any database."""

IDS: BindParameter[int] = bindparam("ids", expanding=True)
"""The `ids` parameter of a prebuilt statement; compiling one costs more than running it."""

Values = Mapping[str, Any]
"""A row's values by the names of its columns."""


def in_chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists short enough for one statement."""
    rest = iter(values)
    while part := list(islice(rest, CHUNK)):
        yield part


def insert_rows(session: Session, table: type[CommuneOwned], rows: Iterable[Values]) -> None:
    """Insert rows of the session's commune by one statement, without objects.

    All rows have the same columns. Raises UnscopedQuery in a session not opened for one commune.
    """
    scope = session.info["scope"]
    if not isinstance(scope, int):
        raise UnscopedQuery
    owned = [{**row, "commune_id": scope} for row in rows]
    if owned:
        session.flush()
        Session.connection(session).execute(_insertion(_table_of(table)), owned)


def update_rows(session: Session, table: type[CommuneOwned], rows: Sequence[Values]) -> None:
    """Update rows by their `id`, by one statement; all update the same columns.

    Rows are updated by ascending id, so that concurrent updates wait and cannot deadlock. Rows that
    are gone, or of another commune, are left as they are. Loaded objects are not refreshed. Raises
    UnscopedQuery in a session without a scope.
    """
    scope = session.info["scope"]
    if scope is None:
        raise UnscopedQuery
    if rows:
        columns = tuple(sorted(rows[0].keys() - {"id"}))
        keyed = [
            {"id_": row["id"], "owner_": scope, **{name: row[name] for name in columns}}
            for row in sorted(rows, key=itemgetter("id"))
        ]
        session.flush()
        statement = _update(_table_of(table), columns, scope is not EVERYTHING)
        Session.connection(session).execute(statement, keyed)


def _table_of(noun: type[CommuneOwned]) -> Table:
    table = noun.__dict__["__table__"]
    assert isinstance(table, Table)
    return table


@lru_cache
def _insertion(table: Table) -> Insert:
    return insert(table)


@lru_cache
def _update(table: Table, columns: tuple[str, ...], scoped: bool) -> Update:
    changed: dict[str, Any] = {name: bindparam(name) for name in columns}
    statement = update(table).where(table.c.id == bindparam("id_")).values(changed)
    return statement.where(table.c.commune_id == bindparam("owner_")) if scoped else statement
