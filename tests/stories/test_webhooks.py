"""Over webhooks the conversation is the same as by polling."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.servers.telegram import TelegramServer
from tests.servers.zalo import ZaloServer
from tests.stories.world import CALLING, CHIEF, ECONOMIST, World, small_world


@pytest.fixture
async def called(
    database: Database, tmp_path: Path, platform: type[TelegramServer]
) -> AsyncIterator[World]:
    """The small commune, whose site the platform calls."""
    folder = tmp_path / "bang-chung"
    async with small_world(database, folder, platform=platform, called=True) as world:
        yield world


def calls(world: World) -> int:
    """How often the platform called so far."""
    if isinstance(world.people, ZaloServer):
        return len(world.people.webhook.answers)
    return int(world.server.webhook()["calls"])


@CALLING
async def test_a_conversation_works_over_webhooks(called: World) -> None:
    await called.link_by_message(ECONOMIST, CHIEF)
    await called.say(ECONOMIST, "5")
    assert "nhận việc 5" in await called.press(ECONOMIST, "Đã nhận")
    assert "Chờ Văn phòng" in await called.say(ECONOMIST, "5 xong")
    await called.say(CHIEF, "5")
    assert "Đã xác nhận việc 5" in await called.press(CHIEF, "Xác nhận")
    assert calls(called) >= 7
