"""One process at a time owns a database, on SQLite and PostgreSQL."""

import pytest

from storage.database import Database
from storage.process_lock import AlreadyRunning, lock_alone


def test_a_database_has_one_owner_at_a_time(database: Database) -> None:
    other = Database(database.url.render_as_string(False))
    with lock_alone(database), pytest.raises(AlreadyRunning), lock_alone(other):
        raise AssertionError("owned twice")
    with lock_alone(other):
        pass
    other.close()
