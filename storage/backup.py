"""Back up the whole database while it is in use, and restore it."""

import os
import shutil
import sqlite3
import subprocess  # nosec B404 # pg_dump and pg_restore, without a shell
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from storage import ended_list
from storage.database import Database
from storage.ended_list import mark_restore_finished, store_ended_list
from storage.jobs import SCHEMA
from storage.manifest import PRIVATE, Ended, write_manifest
from storage.migrations import revisions


class BackupFailed(Exception):
    """The backup could not be made"""


class NotABackup(Exception):
    """The file is damaged, or backs up another kind of database, or a newer program wrote it"""


class BackupToolsMissing(BackupFailed):
    """The programs that back up a PostgreSQL database are missing: pg_dump, pg_restore"""


def back_up(database: Database, path: Path) -> None:
    """Back up the database as of one moment, without blocking writers; its manifest beside it.

    Raises BackupFailed.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        partial.touch(PRIVATE)
        if database.is_sqlite:
            _copy(Path(database.url.database or ""), partial)
        else:
            _tool(
                database.url,
                "pg_dump",
                "--format=custom",
                "--no-owner",
                "--enable-row-security",
                *(f"--exclude-schema={each}" for each in (SCHEMA, ended_list.SCHEMA)),
                f"--file={partial}",
            )
        check_backup(partial, database.is_sqlite)
        write_manifest(database, path, partial)
        partial.replace(path)
    except (OSError, sqlite3.Error, SQLAlchemyError, NotABackup) as error:
        raise BackupFailed(str(error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def check_backup(path: Path, is_sqlite: bool) -> None:
    """Read a backup from end to end. Raises NotABackup or BackupToolsMissing."""
    if is_sqlite:
        _check_file(path)
        return
    try:
        _run("pg_restore", "--file=/dev/null", str(path))
    except BackupFailed as error:
        if isinstance(error, BackupToolsMissing):
            raise
        raise NotABackup(str(error)) from error


def restore_backup(
    database: Database,
    backup: Path,
    aside: Path,
    ended: Iterable[Ended],
    finish_restore: Callable[[Database], None],
) -> None:
    """Restore a backup that `check_backup` accepted; the replaced content is kept in the file
    `aside`. `finish_restore` gets the restored database before anybody uses it; it has to end again
    all that is in `ended`. Nothing else may use the database meanwhile. Raises BackupFailed, and
    then changes nothing. An error of `finish_restore` on PostgreSQL is raised as it is and leaves
    the restore unfinished.
    """
    if database.is_sqlite:
        _put_file_back(Path(database.url.database or ""), backup, aside, finish_restore)
        return
    back_up(database, aside)
    store_ended_list(database, ended)
    arguments = ("--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-acl")
    try:
        _tool(database.url, "pg_restore", *arguments, str(backup))
    except BackupFailed:
        mark_restore_finished(database)  # one transaction: everything is as it was
        raise
    with closing(Database(database.url)) as restored:  # no connection knows the former tables
        finish_restore(restored)
    mark_restore_finished(database)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # A backup is one file; WAL mode would add a log file.
        copy.execute("PRAGMA journal_mode=DELETE")


def _check_file(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
            found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise NotABackup(str(error)) from error
    if sound != "ok" or found is None or found[0] not in revisions():
        raise NotABackup(path.name)


def _put_file_back(
    live: Path, backup: Path, aside: Path, settle: Callable[[Database], None]
) -> None:
    fresh = live.with_name(f"{live.name}.partial")
    try:
        _unlink(fresh)
        fresh.touch(PRIVATE)
        shutil.copyfile(backup, fresh)
        with closing(Database(f"sqlite:///{fresh}")) as restored:
            settle(restored)
        aside.parent.mkdir(parents=True, exist_ok=True)
        for tail in ("", "-wal", "-shm"):
            part = live.with_name(live.name + tail)
            if part.exists():
                shutil.move(part, aside.with_name(aside.name + tail))
        fresh.replace(live)
    except (OSError, SQLAlchemyError) as error:
        raise BackupFailed(str(error)) from error
    finally:
        _unlink(fresh)


def _unlink(file: Path) -> None:
    """Delete a SQLite file, and what belongs to it."""
    for tail in ("", "-wal", "-shm"):
        file.with_name(file.name + tail).unlink(missing_ok=True)


def _tool(url: URL, name: str, *arguments: str) -> None:
    """Run a PostgreSQL tool on a database; the password is no argument, which others could read."""
    # `set` would keep the password; a URL's wins over the environment.
    server = url.set(drivername="postgresql")._replace(password=None).render_as_string()
    _run(name, *arguments, f"--dbname={server}", password=url.password)


def _run(name: str, *arguments: str, password: str | None = None) -> None:
    # Scope 0 sees the rows of every commune; see migrations/row_security.py.
    scope = {"PGOPTIONS": f"{os.environ.get('PGOPTIONS', '')} -c nhacviec.commune=0"}
    secret = {"PGPASSWORD": password} if password else {}
    try:
        done = subprocess.run(  # nosec B603 # our own arguments, no shell
            [name, *arguments],
            env={**os.environ, **scope, **secret},
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupToolsMissing(name) from error
    if done.returncode != 0:
        raise BackupFailed(done.stderr.strip())
