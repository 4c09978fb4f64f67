from collections.abc import Iterator

import pytest

from bot.importers.national import national_days
from bot.importers.plan_known import KnownBlocks, known_of
from storage.database import Database
from tests.stored_plan import store_plan
from tests.stories.world import PLAN, at


@pytest.fixture
def known(database: Database) -> Iterator[KnownBlocks]:
    """What is stored of the small commune's plan, to read sheets against."""
    store_plan(database, national_days(), PLAN, at("2025-10-08T08:00"))
    with database.commune(1) as session:
        yield known_of(session)
