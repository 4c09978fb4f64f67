"""`nhacviec move`: copies everything into another database, SQLite or PostgreSQL."""

from contextlib import closing
from pathlib import Path

import click
from sqlalchemy.exc import ArgumentError, OperationalError

from bot.commandline.click_base import TEXT, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.progress import progress
from bot.commandline.shared import open_database
from bot.settings import database_folder
from bot.texts import moving as texts
from storage.commune import communes
from storage.database import Database
from storage.migrations import NewerDatabase
from storage.moving.copying import (
    PASSES,
    CopyDiffers,
    NotEmpty,
    RowRefused,
    SourceChanged,
    copy_database,
    total_rows,
)
from storage.moving.rows import TableDigest
from storage.process_lock import AlreadyRunning, lock_alone

DRIVERS = {"postgresql://": "postgresql+psycopg://"}


@click.command(cls=CliCommand)
@click.option("--to", type=TEXT, required=True, help=texts.TO)
def move_(to: str) -> None:
    """Copy all rows, compare both sides, print the new setting; resumes after an interruption."""
    url = _target_url(to)
    with open_database(lock_alone) as source, closing(_target(url)) as target:
        if _place(source) == _place(target):
            exit_with(texts.TARGET_IS_SOURCE)
        with source.everything() as session:
            if not communes(session):
                exit_with(texts.NO_SOURCE)
        seen = _moved(source, target)
        for line in texts.copy_done(seen, target.url.render_as_string(hide_password=True)):
            click.echo(line)


def _target_url(url: str) -> str:
    for short, whole in DRIVERS.items():
        if url.startswith(short):
            return whole + url.removeprefix(short)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        exit_with(texts.BAD_TARGET)
    return url


def _target(url: str) -> Database:
    try:
        folder = database_folder(url)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        return Database(url)
    except (ArgumentError, ValueError):
        exit_with(texts.BAD_TARGET)
    except OSError as error:
        exit_with(texts.unreachable(error.strerror or type(error).__name__))


def _place(database: Database) -> object:
    """A value equal for two URLs of one database: the resolved path, or the server's URL."""
    return Path(database.url.database or "").resolve() if database.is_sqlite else database.url


def _moved(source: Database, target: Database) -> list[TableDigest]:
    try:
        with lock_alone(target), progress(texts.COPYING, PASSES * total_rows(source)) as watch:
            return copy_database(source, target, watch)
    except AlreadyRunning:
        exit_with(texts.STILL_RUNNING)
    except NotEmpty as error:
        exit_with(texts.not_empty(str(error)))
    except SourceChanged:
        exit_with(texts.CHANGED, code=1)
    except RowRefused as error:
        exit_with(texts.row_refused(str(error)), code=1)
    except CopyDiffers as error:
        exit_with(texts.copy_differs(str(error)), code=1)
    except NewerDatabase:
        exit_with(texts.NEWER_TARGET)
    except OperationalError as error:
        exit_with(texts.unreachable(str(error.orig).strip().splitlines()[0]), code=1)
