"""Shared by commands: reading the settings, opening the database, choosing the commune."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.app.backups import BackupFolder
from bot.commandline.env_file import read_env
from bot.commandline.failure import exit_with
from bot.commandline.owner import check_right, grant_program_access, owners_database
from bot.settings import BadSettings, Settings, database_folder, read_settings
from bot.texts import commandline as texts
from bot.texts import copies, moving
from bot.texts.communes import unknown_key
from bot.texts.system_errors import error_in_words
from scheduler.calendar.clock import RealClock
from storage.backup import BackupFailed, back_up
from storage.commune import MOVED_BY_HAND, communes, program_clock
from storage.database import Database
from storage.ended_list import restore_unfinished
from storage.migrations import NewerDatabase, upgrade
from storage.moving.progress import copy_unfinished
from storage.process_lock import AlreadyRunning

UMASK = 0o077
"""Database, backups and evidence are readable by this user only."""


def settings() -> Settings:
    """The settings of .env and the environment; exits with every problem."""
    file = read_env(Path(".env"))
    for name, value in file.values.items():
        os.environ.setdefault(name, value)
    _warn_once(file.warnings)
    try:
        found = read_settings(os.environ)
    except BadSettings as bad:
        exit_with(*file.problems, *bad.problems)
    if file.problems:
        exit_with(*file.problems)
    return found


def _warn_once(warnings: list[str]) -> None:
    """Print warnings; a command that reads the settings again prints each once."""
    said: set[str] = click.get_current_context().meta.setdefault(__name__, set())
    for warning in warnings:
        if warning not in said:
            click.echo(texts.warning(warning), err=True)
        said.add(warning)


def backup_folder(chosen: Settings) -> BackupFolder:
    return BackupFolder(chosen.backup_folder, chosen.evidence_folder)


@contextmanager
def open_database(
    lock: Callable[[Database], AbstractContextManager[None]] = lambda _: nullcontext(),
) -> Iterator[Database]:
    """Open the database of the settings, upgraded to the newest schema; it is backed up before an
    upgrade. `lock` is what is locked while it is open: `lock_alone`, `lock_shared` or nothing.
    Exits if the database is locked, newer than the program, half moved or unreachable.
    """
    chosen = settings()
    database = connect(chosen)
    try:
        with lock(database):
            if copy_unfinished(database):
                exit_with(moving.HALF_MOVED)
            if restore_unfinished(database):
                exit_with(copies.HALF_RESTORED)
            _upgrade(database, chosen)
            yield database
    except NewerDatabase:
        exit_with(texts.NEWER_DATABASE)
    except AlreadyRunning:
        exit_with(texts.ALREADY_RUNNING)
    except BackupFailed as error:
        exit_with(texts.backup_failed(str(error)), code=1)
    except ProgrammingError as error:
        check_right(error)
        raise
    except OperationalError as error:
        exit_with(texts.no_database(str(error.orig).partition("\n")[0]), code=1)
    finally:
        database.close()


def _upgrade(database: Database, chosen: Settings) -> None:
    """Upgrade the tables as their owner, after a copy."""
    separate = closing(owners_database(chosen)) if chosen.owner_url else nullcontext(database)
    with separate as owner:

        def keep() -> None:
            path = backup_folder(chosen).path(owner, RealClock().now(), texts.BEFORE_UPGRADE)
            back_up(owner, path)
            click.echo(texts.kept_before_upgrade(str(path)), err=True)

        upgrade(owner, keep)
        grant_program_access(owner, chosen)


def connect(chosen: Settings) -> Database:
    """The database without an upgrade. Files made from now on are private (umask)."""
    os.umask(UMASK)
    folder = database_folder(chosen.database_url)
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        exit_with(texts.no_database(f"{folder}: {error_in_words(error)}"), code=1)
    return Database(chosen.database_url)


def print_database(database: Database, err: bool = False) -> None:
    """Print the database into which a command writes, and whether it is the one of training mode or
    of real use.
    """
    url = database.url.render_as_string()
    click.echo(
        texts.writes_into_database(url.removeprefix("sqlite:///"), settings().training), err=err
    )


def database_time(database: Database) -> datetime:
    """The time of the database's clock (aware UTC): real, or how far a rehearsal has come."""
    with database.everything() as session:
        row = program_clock(session)
        reached = [at for at in (row.moved_to, row.ticked_at) if at is not None]
    return max(reached) if row.clock == MOVED_BY_HAND and reached else RealClock().now()


def commune_id(database: Database, key: str) -> int:
    """The id of the commune with that key; for '' the only commune. Otherwise exits."""
    with database.everything() as session:
        found = {commune.key: commune.id for commune in communes(session)}
    if key in found:
        return found[key]
    if key:
        exit_with(unknown_key(key, sorted(found)))
    if len(found) != 1:
        exit_with(texts.choose_commune(sorted(found)))
    return next(iter(found.values()))
