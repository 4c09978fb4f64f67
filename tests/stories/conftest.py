from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.stories.world import World, small_world


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    """The small commune on Wednesday 8 October 2025, 07:55, with nobody linked."""
    async with small_world(database) as world:
        yield world
