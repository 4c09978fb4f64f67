from collections.abc import AsyncIterator

import pytest

from tests.channels.contract import FarStage, Stage, channels, stage_module
from tests.channels.telegram_stage import TelegramStage
from tests.channels.telegram_stage import stage as telegram_stage

FAR = [name for name in channels() if stage_module(name).FAR]
KEEPING = [name for name in channels() if not stage_module(name).FORGETS]
WITH_EDITS = [name for name, capabilities in channels().items() if capabilities.edits]
WITH_BUTTONS = [name for name, capabilities in channels().items() if capabilities.buttons]


@pytest.fixture(params=channels())
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Every channel, one after the other."""
    async with stage_module(request.param).stage() as each:
        yield each


@pytest.fixture(params=FAR)
async def far_stage(request: pytest.FixtureRequest) -> AsyncIterator[FarStage]:
    """Every channel whose platform is beyond a network."""
    async with stage_module(request.param).stage() as each:
        yield each


@pytest.fixture(params=KEEPING)
async def keeping_stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Every channel whose platform repeats a message until it is confirmed."""
    async with stage_module(request.param).stage() as each:
        yield each


@pytest.fixture(params=WITH_BUTTONS)
async def stage_with_buttons(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Every channel that shows buttons."""
    async with stage_module(request.param).stage() as each:
        yield each


@pytest.fixture(params=WITH_EDITS)
async def stage_with_edits(request: pytest.FixtureRequest) -> AsyncIterator[FarStage]:
    """Every channel that can edit its messages."""
    async with stage_module(request.param).stage() as each:
        yield each


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramStage]:
    async with telegram_stage() as stage:
        yield stage
