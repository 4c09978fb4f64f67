import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from storage.database import Database
from tests.scheduler.outbox_stage import Stage
from tests.scheduler.small_commune import SmallCommune, opened, store_commune

settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


@pytest.fixture(scope="session")
def stored_commune(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """The small commune, stored once. On SQLite: the rules do not ask which database it is."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    store_commune(database)
    database.engine.dispose()
    yield database
    database.close()


@pytest.fixture
def own_copy(stored_commune: Database, tmp_path: Path) -> Iterator[Database]:
    """The small commune in a database of its own, for tests that commit."""
    assert stored_commune.url.database is not None
    shutil.copy(stored_commune.url.database, tmp_path / "own.db")
    database = Database(f"sqlite:///{tmp_path / 'own.db'}")
    yield database
    database.close()


@pytest.fixture
def commune(stored_commune: Database) -> Iterator[SmallCommune]:
    """The small commune in one open transaction, rolled back after the test."""
    with opened(stored_commune) as commune:
        yield commune
        commune.session.rollback()


@pytest.fixture
def stage(own_copy: Database) -> Stage:
    """The small commune with an outbox, on one platform."""
    return Stage(own_copy)
