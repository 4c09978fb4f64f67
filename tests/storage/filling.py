"""Fills every table with rows made from its columns, so that a new table is included."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Enum,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Time,
    insert,
    select,
)

from storage.database import Database, UtcDateTime
from storage.moving.rows import TABLES
from storage.thousandths import Thousandths

LETTERS = ("Ạ", "a", "Z", "é", "b", "Ư", "_", "😀", "-", "B")
"""Texts whose order depends on the database's collation."""

JSONS: tuple[object, ...] = ({"chữ": "ệ", "số": [1.5, None]}, JSON.NULL, {}, [], None)
NOON = datetime(2025, 11, 28, 5, 0, 0, 123_456, UTC)


def fill(database: Database, rows: int) -> None:
    """So many rows in each table, with gaps between their ids."""
    with database.everything() as session:
        for table in TABLES:
            _fill(session.connection(), table, rows)


def _fill(connection: Connection, table: Table, rows: int) -> None:
    known = {
        column.name: cycle(connection.scalars(select(key.column).order_by(key.column)).all())
        for column in table.columns
        for key in column.foreign_keys
    }
    for number in range(1, rows + 1):
        row = {
            column.name: next(known[column.name]) if column.name in known else value(column, number)
            for column in table.columns
        }
        connection.execute(insert(table).values(row))


def value(column: Column[Any], number: int) -> object:
    """The value of a column in the row of that number: another for each number, where it can be."""
    kind = column.type
    if column.nullable and number % 3 == 0:
        return None
    if isinstance(kind, Enum):
        return next(islice(cycle(kind.enum_class or ()), number, None))
    if isinstance(kind, String):
        return f"{LETTERS[number % len(LETTERS)]}{number}"[: kind.length]
    if isinstance(kind, JSON):
        allowed = JSONS if column.nullable else JSONS[::2][:2]
        return allowed[number % len(allowed)]
    plain = {
        Boolean: number % 2 == 0,
        Integer: number * 10,
        Float: number / 7,
        Thousandths: Decimal(number) / 8,
        LargeBinary: bytes(range(number)),
        UtcDateTime: NOON + timedelta(seconds=number),
        Date: date(2025, 1, 1) + timedelta(days=number),
        Time: (NOON + timedelta(minutes=number)).time(),
    }
    return next(made for type_, made in plain.items() if isinstance(kind, type_))
