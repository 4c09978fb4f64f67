from collections.abc import AsyncIterator

import pytest

from tests.channels.contract import Stage, channel_names, stage_of
from tests.channels.telegram_stage import TelegramStage
from tests.channels.telegram_stage import stage as telegram_stage


@pytest.fixture(params=channel_names())
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with stage_of(request.param) as each:
        yield each


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramStage]:
    async with telegram_stage() as stage:
        yield stage
