"""Copy every row in batches, and compare both sides.

The target stores how far each table has come in the same transaction as the rows, so that an
interrupted copy can continue.
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
from storage.moving.progress import PROGRESS, copy_unfinished
from storage.moving.rows import (
    TABLES,
    TableDigest,
    count_rows,
    describe_misfit,
    digest_table,
    read_batches,
)

ReportRows = Callable[[int], None]
"""Called for each batch with the number of rows processed."""

PASSES = 3
"""How often each row is processed: copied, and read on both sides for comparison."""

SEEDED_TABLE = "pulse"
"""The table in which a migration inserts a row; nothing of it is a user's data."""


class NotEmpty(Exception):
    """The target already holds rows"""


class SourceChanged(Exception):
    """The source has changed since the first part was copied"""


class CopyDiffers(Exception):
    """Source and target differ after copying"""


class RowRefused(Exception):
    """The target refuses a row of the source"""


def total_rows(database: Database) -> int:
    with database.everything() as session:
        connection = session.connection()
        return sum(count_rows(connection, table) for table in TABLES)


def copy_database(source: Database, target: Database, report: ReportRows) -> list[TableDigest]:
    """Copy every row with its id, compare both sides, and return each table's digest.

    The source is only read, and nobody writes to it meanwhile; it is at the newest revision, as the
    target is afterwards. Raises NotEmpty, SourceChanged, RowRefused or CopyDiffers.
    """
    _prepare(target)
    with source.everything() as session:
        reading = session.connection()
        _lock_source(reading, source.is_sqlite)
        with target.everything() as into:
            _check_copied(reading, into.connection(), report)
        for table in TABLES:
            _copy_table(reading, target, table, report)
        with target.everything() as into:
            return _finish(reading, into.connection(), report)


def _prepare(target: Database) -> None:
    upgrade(target)
    if copy_unfinished(target):
        return
    with target.everything() as session:
        connection = session.connection()
        for table in TABLES:
            if table.name == SEEDED_TABLE:
                connection.execute(delete(table))
            elif count_rows(connection, table):
                raise NotEmpty(table.name)
        PROGRESS.create(connection)


def _lock_source(connection: Connection, is_sqlite: bool) -> None:
    """Block writers on PostgreSQL; a transaction of SQLite has done so from its start."""
    if not is_sqlite:
        names = ", ".join(table.name for table in TABLES)
        connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))


def _check_copied(reading: Connection, writing: Connection, report: ReportRows) -> None:
    """Check that what an earlier attempt copied still equals the source."""
    progress_of = {row.name: row for row in writing.execute(select(PROGRESS))}
    for table in TABLES:
        progress = progress_of.get(table.name)
        if progress is None:
            writing.execute(insert(PROGRESS).values(name=table.name, last=None, finished=False))
        elif progress.finished or progress.last is not None:
            before = digest_table(reading, table, progress.last if not progress.finished else None)
            if before != digest_table(writing, table):
                raise SourceChanged(table.name)
            report(before.rows)


def _copy_table(reading: Connection, target: Database, table: Table, report: ReportRows) -> None:
    mine = PROGRESS.c.name == table.name
    with target.everything() as session:
        progress = session.connection().execute(select(PROGRESS).where(mine)).one()
    if progress.finished:
        return
    key = [column.name for column in table.primary_key]
    for batch in read_batches(reading, table, progress.last):
        with target.everything() as session:
            connection = session.connection()
            try:
                connection.execute(insert(table), batch)
            except DataError as error:
                raise RowRefused(f"{table.name}: {describe_misfit(table, batch)}") from error
            last = [batch[-1][name] for name in key]
            connection.execute(update(PROGRESS).where(mine).values(last=last))
        report(len(batch))
    with target.everything() as session:
        session.connection().execute(update(PROGRESS).where(mine).values(finished=True))


def _finish(reading: Connection, writing: Connection, report: ReportRows) -> list[TableDigest]:
    """Compare every table; only then the progress is deleted."""
    found = []
    for table in TABLES:
        before, after = digest_table(reading, table), digest_table(writing, table)
        if before != after:
            raise CopyDiffers(table.name)
        report(2 * after.rows)
        found.append(after)
        if writing.dialect.name != "sqlite":
            _advance_sequences(writing, table)
    PROGRESS.drop(writing)
    return found


def _advance_sequences(connection: Connection, table: Table) -> None:
    """Make the next inserted row get the next id."""
    for column in table.primary_key:
        counted = func.pg_get_serial_sequence(table.name, column.name)
        if connection.scalar(select(counted)) is not None:
            last = select(func.max(column)).scalar_subquery()
            connection.execute(select(func.setval(counted, last)).where(last.is_not(None)))
