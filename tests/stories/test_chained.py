"""When a milestone of a chained task moves, the later ones are proposed, never moved silently."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.stories.test_answers import milestone
from tests.stories.world import CHIEF, ECONOMIST, World, small_world


@pytest.fixture
async def chain(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """A conscription of three milestones, one after the other."""
    async with small_world(
        database, tmp_path, plan=Path(__file__).parent / "chained.yaml"
    ) as world:
        yield world


def dues(world: World) -> list[str]:
    return [milestone(world, number).due_on.isoformat() for number in (1, 2, 3)]


async def test_after_a_granted_extension_the_later_ones_follow_by_one_button(chain: World) -> None:
    await chain.link(ECONOMIST, CHIEF)
    await chain.say(ECONOMIST, "1 xin lùi đến 17/11 vì chờ hướng dẫn của tỉnh")
    answer = await chain.say(CHIEF, "1 đồng ý gia hạn")
    assert "chưa đổi" in answer
    assert "2. Khám tuyển: 5/12 → thứ Sáu 12/12" in answer
    assert "3. Giao quân: 4/3 → thứ Tư 11/3/2026" in answer
    assert dues(chain) == ["2025-11-17", "2025-12-05", "2026-03-04"]
    answer = await chain.press(CHIEF, "Dời theo")
    assert "Đã dời hạn việc 2, 3" in answer
    assert "chưa đổi" not in answer
    assert dues(chain) == ["2025-11-17", "2025-12-12", "2026-03-11"]


async def test_the_secretary_moves_a_date_and_the_lead_is_notified(chain: World) -> None:
    await chain.link(ECONOMIST, CHIEF)
    answer = await chain.say(CHIEF, "2 dời hạn 10/12")
    assert "3. Giao quân: 4/3 → thứ Hai 9/3/2026" in answer
    await chain.advance("2025-10-08T09:00")
    texts = " ".join(message.text for message in chain.look(ECONOMIST))
    assert "đã dời hạn việc 2" in texts
    assert "hạn gốc 5/12" in texts


async def test_moving_the_last_milestone_proposes_nothing_and_a_lead_only_requests(
    chain: World,
) -> None:
    await chain.link(ECONOMIST, CHIEF)
    assert "chưa đổi" not in await chain.say(CHIEF, "3 dời hạn 9/3/2026")
    await chain.say(ECONOMIST, "2 dời hạn 10/12")
    assert dues(chain)[1] == "2025-12-05"
