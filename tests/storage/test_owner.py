"""One process at a time owns a database, on both engines."""

import pytest

from storage.database import Database
from storage.owner import AlreadyRunning, own


def test_a_database_is_owned_once_at_a_time(database: Database) -> None:
    other = Database(database.url.render_as_string(False))
    with own(database), pytest.raises(AlreadyRunning), own(other):
        raise AssertionError("owned twice")
    with own(other):
        pass
    other.close()
