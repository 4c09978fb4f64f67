"""What several commands begin with: settings, the database, which commune."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from dotenv import load_dotenv

from bot.commandline.refusing import fail
from bot.settings import BadSettings, Settings, database_folder, read_settings
from bot.texts import commandline as texts
from storage.commune import communes
from storage.database import Database
from storage.migrations import NewerDatabase, upgrade
from storage.owner import AlreadyRunning, own


def settings() -> Settings:
    """The settings; every problem is printed and the program ends."""
    load_dotenv(".env")
    try:
        return read_settings(os.environ)
    except BadSettings as bad:
        fail(*bad.problems)


@contextmanager
def opened(alone: bool = False) -> Iterator[Database]:
    """The database the settings name, brought up to date; `alone` for whoever carries it out."""
    url = settings().database_url
    folder = database_folder(url)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    database = Database(url)
    try:
        with own(database) if alone else nullcontext():
            upgrade(database)
            yield database
    except NewerDatabase:
        fail(texts.NEWER_DATABASE)
    except AlreadyRunning:
        fail(texts.ALREADY_RUNNING)
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
