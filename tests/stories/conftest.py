import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.servers.telegram import TelegramServer
from tests.stories.world import World, small_world

FAILING = re.compile(
    r"quá hạn \d|được trả lại|đã trả lại|chưa đồng ý gia hạn|chậm|chưa xác nhận|"
    r"chưa có phản hồi|vướng mắc: “|đã chặn",
    re.IGNORECASE,
)
"""Texts that must not be in the first line, which a locked screen shows."""


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash codes at the least cost, since these databases hold no real codes."""
    monkeypatch.setattr("bot.conversation.linking.hashing.COST", 2)


@pytest.fixture
def platform() -> type[TelegramServer]:
    """The platform of everybody's chat, unless the story chooses another."""
    return TelegramServer


@pytest.fixture
async def world(
    database: Database, tmp_path: Path, platform: type[TelegramServer]
) -> AsyncIterator[World]:
    """The small commune on Wednesday 8 October 2025, 07:55, with nobody linked. After every story
    the first lines of all messages are checked.
    """
    async with small_world(database, tmp_path / "bang-chung", platform=platform) as world:
        yield world
        for message in world.all_messages():
            assert not FAILING.search(message.text.split("\n")[0]), message.text
