"""Many rows at a time: what is named in a statement, and what is written without objects."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.orm import Session

from storage.database import PUT, CommuneOwned, UnscopedQuery

T = TypeVar("T")

AT_ONCE = 1_000
"""Values that any database takes in one statement."""


def parted(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists that one statement may name."""
    rest = iter(values)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def put(session: Session, table: type[CommuneOwned], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert many new rows of a session's commune at once, without an object for each."""
    scope = session.info["scope"]
    if not isinstance(scope, int):
        raise UnscopedQuery
    owned = [{**row, "commune_id": scope} for row in rows]
    if owned:
        session.flush()
        options = {"put": PUT, "render_nulls": True}
        session.execute(insert(table), owned, execution_options=options)
