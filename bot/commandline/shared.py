"""What several commands begin with: settings, the database, which commune."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime

import click
from dotenv import load_dotenv
from sqlalchemy.exc import OperationalError

from bot.app.backups import Copies
from bot.commandline.refusing import fail
from bot.settings import BadSettings, Settings, database_folder, read_settings
from bot.texts import commandline as texts
from bot.texts import moving
from scheduler.calendar.clock import RealClock
from storage.backup import BackupFailed, back_up
from storage.commune import MOVED, communes, pulse
from storage.database import Database
from storage.migrations import NewerDatabase, upgrade
from storage.moving.progress import copy_unfinished
from storage.process_lock import AlreadyRunning

OURS = 0o077
"""No other user of the machine reads the database, its copies or the evidence."""


def settings() -> Settings:
    """The settings; every problem is printed and the program ends."""
    load_dotenv(".env")
    try:
        return read_settings(os.environ)
    except BadSettings as bad:
        fail(*bad.problems)


def copies(chosen: Settings) -> Copies:
    """Where copies of the database and the evidence lie."""
    return Copies(chosen.backup_folder, chosen.evidence_folder)


@contextmanager
def opened(
    held: Callable[[Database], AbstractContextManager[None]] = lambda _: nullcontext(),
) -> Iterator[Database]:
    """The database the settings name, brought up to date; `held` as whoever carries it out needs.

    It is copied before it is changed.
    """
    chosen = settings()
    database = closed(chosen)
    try:
        with held(database):
            if copy_unfinished(database):
                fail(moving.HALF_MOVED)
            _bring_up(database, chosen)
            yield database
    except NewerDatabase:
        fail(texts.NEWER_DATABASE)
    except AlreadyRunning:
        fail(texts.ALREADY_RUNNING)
    except BackupFailed as error:
        fail(texts.backup_failed(str(error)), code=1)
    except OperationalError as error:
        fail(texts.no_database(str(error.orig).partition("\n")[0]), code=1)
    finally:
        database.close()


def _bring_up(database: Database, chosen: Settings) -> None:
    def keep() -> None:
        path = copies(chosen).path(database, RealClock().now(), texts.BEFORE_UPGRADE)
        back_up(database, path)
        click.echo(texts.kept_before_upgrade(str(path)), err=True)

    upgrade(database, keep)


def closed(chosen: Settings) -> Database:
    """The database as it is, not brought up to date. What is made with it is for our eyes only."""
    os.umask(OURS)
    folder = database_folder(chosen.database_url)
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(texts.no_database(f"{folder}: {error.strerror}"), code=1)
    return Database(chosen.database_url)


def clock_of(database: Database) -> datetime:
    """The moment a database is asked at: of a clock that is moved by hand, how far it has come."""
    with database.everything() as session:
        row = pulse(session)
        come = [at for at in (row.moved_to, row.ticked_at) if at is not None]
    return max(come) if row.clock == MOVED and come else RealClock().now()


def commune_id(database: Database, key: str) -> int:
    """The commune of a key; without a key the only one there is."""
    with database.everything() as session:
        found = {commune.key: commune.id for commune in communes(session)}
    if key in found:
        return found[key]
    if key or len(found) != 1:
        fail(texts.choose_commune(sorted(found)))
    return next(iter(found.values()))
