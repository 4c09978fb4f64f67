"""The inbox of an upgraded database."""

from storage.database import Database
from storage.inbound import unhandled_count


def none_waits(database: Database) -> bool:
    """Whether nothing waits in the inbox."""
    with database.everything() as session:
        return not unhandled_count(session)
