"""Every row of a database as lines of JSON, and back into empty tables of the same revision.

Tables are read as they are, without the program's models: these move on, the rows do not. One line
is one row: `[table, {column: value}]`. Moments are ISO 8601 in UTC, bytes are base64, and JSON is
the text that was stored.
"""

import json
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Time,
    cast,
    func,
    insert,
    select,
)
from sqlalchemy.types import TypeEngine

Line = tuple[str, dict[str, Any]]

NOT_OURS = ("alembic_version",)


def read_lines(text: str) -> list[Line]:
    """The rows of a file."""
    return [(table, row) for table, row in map(json.loads, text.splitlines())]


def write_lines(lines: Iterable[Line]) -> str:
    """The rows as a file holds them."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def counts(lines: Iterable[Line]) -> Counter[str]:
    """How many rows each table has."""
    return Counter(table for table, _ in lines)


def dump(connection: Connection) -> Iterator[Line]:
    """Every row, each behind those it refers to."""
    for table in _tables(connection):
        columns = [
            cast(each, Text).label(each.name) if isinstance(each.type, JSON) else each
            for each in table.columns
        ]
        for row in connection.execute(select(*columns).order_by(*table.primary_key)).mappings():
            yield table.name, {name: _plain(value) for name, value in row.items()}


def load(connection: Connection, lines: Sequence[Line]) -> None:
    """Put the rows into tables that are there and hold none of these rows."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for name, row in lines:
        rows[name].append(row)
    tables = _tables(connection)
    assert rows.keys() <= {table.name for table in tables}, "a table of the release is missing"
    for table in reversed(tables):
        # A migration lays a row of its own.
        connection.execute(table.delete())
    for table in tables:
        kinds = {column.name: column.type for column in table.columns}
        stored = [
            {name: _typed(value, kinds[name]) for name, value in row.items()}
            for row in rows[table.name]
        ]
        if stored:
            connection.execute(insert(table), stored)
        if connection.dialect.name == "postgresql":
            _go_on_counting(connection, table)


def _tables(connection: Connection) -> Sequence[Table]:
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                # NULL and the null of JSON are two values.
                column.type = JSON(none_as_null=True)
    return [table for table in found.sorted_tables if table.name not in NOT_OURS]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _typed(value: Any, kind: TypeEngine[Any]) -> Any:
    if value is None:
        return None
    match kind:
        case JSON():
            read = json.loads(value)
            return JSON.NULL if read is None else read
        case DateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case Time():
            return time.fromisoformat(value)
        case LargeBinary():
            return b64decode(value)
    return value


def _go_on_counting(connection: Connection, table: Table) -> None:
    """The next row made there gets the next id."""
    for column in table.primary_key:
        counted = func.pg_get_serial_sequence(table.name, column.name)
        if connection.scalar(select(counted)) is not None:
            last = select(func.max(column)).scalar_subquery()
            connection.execute(select(func.setval(counted, last)).where(last.is_not(None)))
