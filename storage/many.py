"""Many rows at a time: what is named in a statement, and what is written without objects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Insert, Table, Update, bindparam, insert, update
from sqlalchemy.orm import Session

from storage.database import EVERYTHING, CommuneOwned, UnscopedQuery

T = TypeVar("T")

AT_ONCE = 1_000
"""Values that any database takes in one statement."""

IDS: BindParameter[int] = bindparam("ids", expanding=True)
"""In a statement that is kept: the ids it is asked for. To build one anew each time, and to find it
among those that are compiled, costs more than to ask it.
"""

Values = Mapping[str, Any]
"""A row's values by the names of its columns."""


def parted(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists that one statement may name."""
    rest = iter(values)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def put(session: Session, table: type[CommuneOwned], rows: Iterable[Values]) -> None:
    """Insert many new rows of a session's commune at once, without an object for each.

    All give the same columns. Raises UnscopedQuery in a session that was not opened for a commune.
    """
    scope = session.info["scope"]
    if not isinstance(scope, int):
        raise UnscopedQuery
    owned = [{**row, "commune_id": scope} for row in rows]
    if owned:
        session.flush()
        Session.connection(session).execute(_insertion(_of(table)), owned)


def change(session: Session, table: type[CommuneOwned], rows: Sequence[Values]) -> None:
    """Change many rows at once, each named by its `id`; all change the same columns.

    In the order of their ids: two that change the same rows wait, and do not lock each other out.

    Rows that are there no more, or are not of the session's commune, stay as they are. What the
    session has loaded of them it does not learn. Raises UnscopedQuery in a session that was opened
    for nothing.
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
        statement = _change(_of(table), columns, scope is not EVERYTHING)
        Session.connection(session).execute(statement, keyed)


def _of(noun: type[CommuneOwned]) -> Table:
    table = noun.__dict__["__table__"]
    assert isinstance(table, Table)
    return table


@lru_cache
def _insertion(table: Table) -> Insert:
    return insert(table)


@lru_cache
def _change(table: Table, columns: tuple[str, ...], scoped: bool) -> Update:
    changed: dict[str, Any] = {name: bindparam(name) for name in columns}
    statement = update(table).where(table.c.id == bindparam("id_")).values(changed)
    return statement.where(table.c.commune_id == bindparam("owner_")) if scoped else statement
