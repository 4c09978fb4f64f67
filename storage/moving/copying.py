"""Copies every row, batch by batch, and compares both sides.

The target keeps how far each table has come, with the rows themselves, so that a copy broken off at
any moment is gone on with.
"""

from collections.abc import Callable

from sqlalchemy import (
    Connection,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DataError

from storage.database import Database
from storage.migrations import upgrade
from storage.moving.place import PLACES, half_moved
from storage.moving.rows import TABLES, Seen, batches, count, look, misfit

OnRows = Callable[[int], None]
"""Told of each batch how many rows were worked through."""

PASSES = 3
"""How often each row is worked through: copied, and read on both sides to be compared."""

SEEDED = "pulse"
"""The table in which a migration lays a row; it says nothing of anybody's."""


class NotEmpty(Exception):
    """The target holds rows already"""


class SourceChanged(Exception):
    """The source is no longer what the first part of the copy was made of"""


class Differs(Exception):
    """Source and target are not the same after copying"""


class DoesNotFit(Exception):
    """A row of the source is refused by the target"""


def rows_of(database: Database) -> int:
    """How many rows there are to copy."""
    with database.everything() as session:
        connection = session.connection()
        return sum(count(connection, table) for table in TABLES)


def move(source: Database, target: Database, watch: OnRows) -> list[Seen]:
    """Copy every row with its id, compare both sides, and say what each table holds.

    The source is only read, and nobody writes to it meanwhile; both are at the newest revision
    afterwards, as the source is before. Raises NotEmpty, SourceChanged, DoesNotFit and Differs.
    """
    _prepare(target)
    with source.everything() as session:
        held = session.connection()
        _hold_writers_off(held, source.is_sqlite)
        with target.everything() as into:
            _check_what_is_there(held, into.connection(), watch)
        for table in TABLES:
            _copy(held, target, table, watch)
        with target.everything() as into:
            return _finish(held, into.connection(), watch)


def _prepare(target: Database) -> None:
    """The tables at the newest revision, and those of a copy marked as such. Raises NotEmpty."""
    upgrade(target)
    if half_moved(target):
        return
    with target.everything() as session:
        connection = session.connection()
        for table in TABLES:
            if table.name == SEEDED:
                connection.execute(delete(table))
            elif count(connection, table):
                raise NotEmpty(table.name)
        PLACES.create(connection)


def _hold_writers_off(connection: Connection, is_sqlite: bool) -> None:
    """A transaction of SQLite has done so from its beginning."""
    if not is_sqlite:
        names = ", ".join(table.name for table in TABLES)
        connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))


def _check_what_is_there(held: Connection, there: Connection, watch: OnRows) -> None:
    """That what a former attempt copied is still what the source says."""
    places = {row.name: row for row in there.execute(select(PLACES))}
    for table in TABLES:
        place = places.get(table.name)
        if place is None:
            there.execute(insert(PLACES).values(name=table.name, last=None, finished=False))
        elif place.finished or place.last is not None:
            before = look(held, table, place.last if not place.finished else None)
            if before != look(there, table):
                raise SourceChanged(table.name)
            watch(before.rows)


def _copy(held: Connection, target: Database, table: Table, watch: OnRows) -> None:
    mine = PLACES.c.name == table.name
    with target.everything() as session:
        place = session.connection().execute(select(PLACES).where(mine)).one()
    if place.finished:
        return
    key = [column.name for column in table.primary_key]
    for batch in batches(held, table, place.last):
        with target.everything() as session:
            connection = session.connection()
            try:
                connection.execute(insert(table), batch)
            except DataError as error:
                raise DoesNotFit(f"{table.name}: {misfit(table, batch)}") from error
            last = [batch[-1][name] for name in key]
            connection.execute(update(PLACES).where(mine).values(last=last))
        watch(len(batch))
    with target.everything() as session:
        session.connection().execute(update(PLACES).where(mine).values(finished=True))


def _finish(held: Connection, there: Connection, watch: OnRows) -> list[Seen]:
    """Compare everything; only then is the target let go of."""
    found = []
    for table in TABLES:
        before, after = look(held, table), look(there, table)
        if before != after:
            raise Differs(table.name)
        watch(2 * after.rows)
        found.append(after)
        if there.dialect.name != "sqlite":
            _go_on_counting(there, table)
    PLACES.drop(there)
    return found


def _go_on_counting(connection: Connection, table: Table) -> None:
    """The next row made there gets the next id."""
    for column in table.primary_key:
        counted = func.pg_get_serial_sequence(table.name, column.name)
        if connection.scalar(select(counted)) is not None:
            last = select(func.max(column)).scalar_subquery()
            connection.execute(select(func.setval(counted, last)).where(last.is_not(None)))
