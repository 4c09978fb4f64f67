"""Three workers and the site on PostgreSQL survive the loss of any process and connection."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from scheduler.delivery.rate_limit import WINDOW_SIZE
from storage.database import Database
from tests.faults.shared import (
    SharedOffice,
    all_workers_while_it_sends,
    connections,
    live_shared,
    some_process,
)
from tests.servers.telegram import TelegramServer

SEED = 20251008


@pytest.fixture
async def office(postgres_url: str, tmp_path: Path) -> AsyncIterator[SharedOffice]:
    """The small commune, its work shared, nothing running yet."""
    database = Database(postgres_url)
    async with TelegramServer() as server:
        office = SharedOffice(database, server, tmp_path)
        yield office
        await office.end()
        office.outputs.check()
    database.close()


async def test_any_free_worker_handles_messages_and_due_reminders(office: SharedOffice) -> None:
    await live_shared(office, ["2025-11-14"], [], random.Random(SEED))
    count = office.count()
    assert count.owed
    assert count.written == 1
    assert count.twice == 0, count


@pytest.mark.long  # it waits until what the dead had claimed is free
async def test_losing_any_worker_or_connection_loses_no_message(office: SharedOffice) -> None:
    losses = [some_process, connections, all_workers_while_it_sends, some_process]
    await live_shared(office, ["2025-11-14"], losses, random.Random(SEED))
    count = office.count()
    assert count.owed
    assert count.twice <= len(losses) * WINDOW_SIZE, count
