from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.reports.office import Archive, founded


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """SQLite only; tests of what depends on the database use both."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def archive(database: Database) -> Archive:
    """The commune with its months."""
    return founded(database)
