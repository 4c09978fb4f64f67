from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.faults.office import Office
from tests.servers.telegram import TelegramServer


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[Office]:
    """The small commune on SQLite, everybody before their phone, the program not yet running."""
    database = Database(sqlite_url)
    async with TelegramServer() as server:
        office = Office(database, server)
        yield office
        await office.end()
    database.close()
