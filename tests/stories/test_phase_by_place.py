"""A step named by its place in the task is never taken for another phase."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.words import Status
from tests.servers.telegram import TelegramServer
from tests.stories.test_answers import milestone
from tests.stories.test_phase_leads import DRAFT, ISSUE, PHASES
from tests.stories.world import BUILDER, World, small_world


@pytest.fixture
async def office(
    database: Database, tmp_path: Path, platform: type[TelegramServer]
) -> AsyncIterator[World]:
    """Three phases of one task: the draft, opinions by another lead, the issue."""
    async with small_world(database, tmp_path, plan=PHASES, platform=platform) as world:
        await world.link(BUILDER)
        yield world


@pytest.mark.parametrize(
    "said", ["bước 1 việc {} xong rồi", "việc {} bước 1 xong", "{}, gđ 1 xong"]
)
async def test_a_step_that_is_another_phase_is_asked_back(office: World, said: str) -> None:
    before = milestone(office, ISSUE).status
    answer = await office.say(BUILDER, said.format(ISSUE))
    assert f"Chưa ghi. Đồng chí gõ số của bước, ví dụ “{DRAFT} xong”" in answer
    assert milestone(office, ISSUE).status is before
    await office.say(BUILDER, f"{DRAFT} xong")
    assert milestone(office, DRAFT).status is Status.SUBMITTED


async def test_a_step_that_is_this_phase_is_written(office: World) -> None:
    await office.say(BUILDER, f"bước 1 việc {DRAFT} xong rồi")
    assert milestone(office, DRAFT).status is Status.SUBMITTED


async def test_a_step_in_a_reason_is_no_other_phase(office: World) -> None:
    await office.say(BUILDER, f"{ISSUE} vướng vì bước 2 chưa có ý kiến của thành phố")
    assert milestone(office, ISSUE).status is Status.BLOCKED
