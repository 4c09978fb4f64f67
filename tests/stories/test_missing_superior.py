"""A superior role without a post is reported in each summary, and never replaced."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.stories.world import CHIEF, DEPUTY, ECONOMIST, PLAN, World, small_world

HEAD_POST = "  - {key: bi-thu, name: Bí thư Đảng ủy, unit: Văn phòng Đảng ủy, rank: head}\n"


@pytest.fixture
async def headless(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The small commune without its head."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.read_text("utf-8").replace(HEAD_POST, ""), "utf-8")
    async with small_world(database, tmp_path, plan=path) as world:
        yield world


async def test_a_missing_superior_is_reported_to_the_secretary_and_not_replaced(
    headless: World,
) -> None:
    await headless.link(CHIEF, DEPUTY, ECONOMIST)
    await headless.advance("2025-10-09T07:44")
    headless.look(CHIEF)
    await headless.advance("2025-10-09T07:45")
    headless.expect(CHIEF, "Chưa có chức danh để báo việc quá hạn", "Bí thư")
    await headless.skip("2025-12-18T17:00")
    await headless.advance("2025-12-19T07:59")
    headless.look(DEPUTY)
    await headless.advance("2025-12-19T08:00")
    assert not any("5. Dự toán" in message.text for message in headless.look(DEPUTY))
    why = await headless.say(CHIEF, "vì sao 5")
    assert "quá hạn 7 ngày làm việc, Bí thư: không gửi, không có chức danh nào ở vai này" in why
