"""What several commands begin with: settings, the database, which commune."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from dotenv import load_dotenv

from bot.app import open_database
from bot.settings import BadSettings, Settings, read_settings
from bot.texts import commandline as texts
from storage.commune import communes
from storage.database import Database
from storage.migrations import NewerDatabase

WRONG_CALL = 2
"""Exit code for anything the caller has to correct."""


def fail(*lines: str, code: int = WRONG_CALL) -> NoReturn:
    """Say why on the error stream and end."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)


def settings() -> Settings:
    """The settings; every problem is printed and the program ends."""
    load_dotenv()
    try:
        return read_settings(os.environ)
    except BadSettings as bad:
        fail(*bad.problems)


@contextmanager
def opened() -> Iterator[Database]:
    """The database the settings name, brought up to date."""
    try:
        database = open_database(settings().database_url)
    except NewerDatabase:
        fail(texts.NEWER_DATABASE)
    try:
        yield database
    finally:
        database.close()


def commune_id(database: Database, key: str) -> int:
    """The commune of a key; without a key the only one there is."""
    with database.everything() as session:
        found = {commune.key: commune.id for commune in communes(session)}
    if key in found:
        return found[key]
    if key or len(found) != 1:
        fail(texts.choose_commune(sorted(found)))
    return next(iter(found.values()))
