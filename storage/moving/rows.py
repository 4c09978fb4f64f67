"""Read a table's rows in the same order on both kinds of database, and digest them."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    func,
    literal,
    select,
    tuple_,
)

from storage.tables import metadata


def _exact_tables() -> list[Table]:
    """Copies of all tables, ordered so that each follows those it refers to.

    In their JSON columns SQL NULL and JSON null stay different.
    """
    exact = MetaData()
    for table in metadata.sorted_tables:
        for column in _nullable(table.to_metadata(exact)):
            column.type = JSON(none_as_null=True)
    return exact.sorted_tables


def _nullable(table: Table) -> list[Column[Any]]:
    return [each for each in table.columns if each.nullable and isinstance(each.type, JSON)]


TABLES = _exact_tables()

BATCH = 1_000
HEAVY_BATCH = 10
"""Rows in one batch; fewer of tables that hold whole files."""


@dataclass(frozen=True, slots=True)
class TableDigest:
    """The number of rows of a table, and a SHA-256 over them in key order."""

    name: str
    rows: int
    digest: str


def digest_table(
    connection: Connection, table: Table, last: Sequence[Any] | None = None
) -> TableDigest:
    """Count and digest a table, up to the key `last` if given."""
    digest, rows = hashlib.sha256(), 0
    key = _key(connection, table)
    wanted = _selected(table).order_by(*key)
    if last is not None:
        wanted = wanted.where(tuple_(*key) <= tuple_(*_literals(table, last)))
    for row in _read(connection, table, wanted):
        digest.update(json.dumps(list(row.values()), sort_keys=True, default=_as_json).encode())
        rows += 1
    return TableDigest(table.name, rows, digest.hexdigest())


def read_batches(
    connection: Connection, table: Table, last: Sequence[Any] | None
) -> Iterator[list[dict[str, Any]]]:
    key = _key(connection, table)
    wanted = _selected(table).order_by(*key)
    if last is not None:
        wanted = wanted.where(tuple_(*key) > tuple_(*_literals(table, last)))
    batch: list[dict[str, Any]] = []
    for row in _read(connection, table, wanted):
        batch.append(row)
        if len(batch) == _batch_size(table):
            yield batch
            batch = []
    if batch:
        yield batch


def _selected(table: Table) -> Select[Any]:
    nothing = [column.is_(None) for column in _nullable(table)]
    return select(*table.columns, *nothing).execution_options(yield_per=_batch_size(table))


def _read(connection: Connection, table: Table, wanted: Select[Any]) -> Iterator[dict[str, Any]]:
    """Rows as they are to be written; JSON's null is a value, NULL is none."""
    names, nullable = table.columns.keys(), [column.name for column in _nullable(table)]
    for found in connection.execute(wanted):
        row = dict(zip(names, found, strict=False))
        for name, nothing in zip(nullable, found[len(names) :], strict=True):
            if row[name] is None and not nothing:
                row[name] = JSON.NULL
        yield row


def _key(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """The primary key, with a collation that orders equally on both kinds of database."""
    plain = "BINARY" if connection.dialect.name == "sqlite" else "C"
    return [
        column.collate(plain) if isinstance(column.type, String) else column
        for column in table.primary_key
    ]


def _literals(table: Table, last: Sequence[Any]) -> list[ColumnElement[Any]]:
    pairs = zip(table.primary_key, last, strict=True)
    return [literal(value, column.type) for column, value in pairs]


def _batch_size(table: Table) -> int:
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return HEAVY_BATCH if heavy else BATCH


def count_rows(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def describe_misfit(table: Table, batch: Sequence[dict[str, Any]]) -> str:
    """The column and key of the value that does not fit, but not the value, a person's text."""
    for row in batch:
        for column in table.columns:
            value, length = row[column.name], getattr(column.type, "length", None)
            if isinstance(value, str) and (len(value) > (length or len(value)) or "\0" in value):
                key = ", ".join(str(row[each.name]) for each in table.primary_key)
                return f"{column.name} ({key})"
    return "?"


def _as_json(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Decimal):
        return str(value)
    if value is JSON.NULL:
        return "the null of JSON"
    raise TypeError(type(value).__name__)
