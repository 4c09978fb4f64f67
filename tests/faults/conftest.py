from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.faults.office import Office
from tests.servers.telegram import TelegramServer


@pytest.fixture
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """The small commune on SQLite, everybody linked, the program not yet running. At the end no
    process may have printed or logged a secret.
    """
    database = Database(sqlite_url)
    async with TelegramServer() as server:
        office = Office(database, server, tmp_path)
        yield office
        await office.end()
        office.outputs.check()
    database.close()
