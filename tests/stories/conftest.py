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
"""What must not be read on a locked screen, which shows the first line."""


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes are hashed as ever, at the least cost: nobody steals these databases."""
    monkeypatch.setattr("bot.conversation.linking.codes.COST", 2)


@pytest.fixture
def platform() -> type[TelegramServer]:
    """Where everybody has their chat, unless the story says otherwise."""
    return TelegramServer


@pytest.fixture
async def world(
    database: Database, tmp_path: Path, platform: type[TelegramServer]
) -> AsyncIterator[World]:
    """The small commune on Wednesday 8 October 2025, 07:55, with nobody linked.

    After every story the first lines of all messages are looked at.
    """
    async with small_world(database, tmp_path / "bang-chung", platform=platform) as world:
        yield world
        for message in world.all_messages():
            assert not FAILING.search(message.text.split("\n")[0]), message.text
