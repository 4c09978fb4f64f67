"""Initial data of many tests: stored once in a run, and copied for later tests."""

import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, func, select

from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.importers.plan_values import Plan
from scheduler.ladder.office import NationalDays, calendar_for
from storage.commune import Commune
from storage.database import Database

_stored: dict[Hashable, sqlite3.Connection] = {}
"""SQLite databases in memory, by the key of their content."""


def store_once(database: Database, key: Hashable, store: Callable[[], object]) -> None:
    """Store data in a database. An empty SQLite database gets a copy if the key was stored before;
    a key must mean the same data in all calls of a run.
    """
    if not database.is_sqlite or not _is_empty(database):
        store()
    elif key in _stored:
        _copy(_stored[key], database.engine)
    else:
        store()
        _stored[key] = _kept(database.engine)


def store_plan(database: Database, national: NationalDays, plan: Path, now: datetime) -> None:
    """Store a plan. All calls of a run are given the same days of the nation."""
    key = (plan.read_text(encoding="utf-8"), plan.name, now)
    store_once(database, key, lambda: save_plan(database, national, _read(*key, national), now))


@cache
def _read(text: str, name: str, now: datetime, national: NationalDays) -> Plan:
    return read_plan(text, name, None, calendar_for(now, national))


def _is_empty(database: Database) -> bool:
    with database.everything() as session:
        return not session.scalar(select(func.count()).select_from(Commune))


def _kept(engine: Engine) -> sqlite3.Connection:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with _connected(engine) as connection:
        connection.backup(kept)
    return kept


def _copy(stored: sqlite3.Connection, engine: Engine) -> None:
    with _connected(engine) as connection:
        stored.backup(connection)


@contextmanager
def _connected(engine: Engine) -> Iterator[sqlite3.Connection]:
    with closing(engine.raw_connection()) as raw:
        assert isinstance(raw.driver_connection, sqlite3.Connection)
        yield raw.driver_connection
