"""The morning line speaks by person, says what is new, and leaves to the reminders what is theirs.

The plan of a whole commune, with dozens of items on one post.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.program import TRAINING_PLAN
from storage.database import Database
from tests.stories.world import World, small_world

CHIEF = "Chánh Văn phòng Đảng ủy"
DEPUTY = "Phó Bí thư Thường trực Đảng ủy"
BUILDER = "Trưởng Ban Xây dựng Đảng"
ECONOMIST = "Trưởng phòng Kinh tế"
ITEM = re.compile(r"^(\d+)\. ", re.MULTILINE)


@pytest.fixture
async def commune(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The plan of 2025, on the day of its import."""
    async with small_world(database, tmp_path, plan=TRAINING_PLAN) as world:
        await world.link(CHIEF)
        yield world


async def morning(world: World, day: str) -> str:
    """The morning line of a day."""
    await world.advance(f"{day}T07:44")
    world.look(CHIEF)
    await world.advance(f"{day}T07:46")
    return world.expect(CHIEF, "Đầu ngày")


def under(told: str, title: str) -> str:
    """The paragraph under a heading."""
    (found,) = [part for part in told.split("\n\n") if part.startswith(f"{title}: ")]
    return found


async def test_what_the_reminders_bring_at_eight_is_not_listed_before(commune: World) -> None:
    first = under(await morning(commune, "2025-10-09"), "Chưa nhận việc")
    assert ITEM.findall(first) == []
    second = under(await morning(commune, "2025-10-10"), "Chưa nhận việc")
    count = int(re.findall(r"\d+", first)[0])
    assert count > 30
    assert second == f"Chưa nhận việc: {count}\n{count} việc có trong tin nhắc lúc 08:00. " + (
        "Gõ “việc chưa nhận” để xem đủ."
    )
    await commune.advance("2025-10-10T08:00")
    digest = "\n".join(message.text for message in commune.look(CHIEF))
    assert f"Chủ trì chưa nhận việc: {count} việc" in digest
    assert len(ITEM.findall(digest)) == count
    assert f": {count} việc" in await commune.say(CHIEF, "việc chưa nhận")


async def test_many_items_are_said_by_person_and_known_ones_once_a_week(commune: World) -> None:
    await commune.link(ECONOMIST)
    await commune.skip("2026-01-16T17:00")
    whole = await morning(commune, "2026-01-19")
    monday = under(whole, "Quá hạn")
    old = under(whole, "Báo cáo định kỳ cũ, không ai trả lời")
    assert re.search(r"^.+: việc \d+, \d+", old, re.MULTILINE)
    assert re.search(rf"^{BUILDER}: \d+ việc, lâu nhất \d+ ngày làm việc$", monday, re.MULTILINE)
    count = re.findall(r"\d+", monday)[0]
    assert under(await morning(commune, "2026-01-20"), "Quá hạn") == (
        f"Quá hạn: {count}. Gõ “quá hạn” để xem đủ."
    )
    number = ITEM.findall(await commune.say(ECONOMIST, "quá hạn"))[0]
    await commune.say(ECONOMIST, f"{number} đang làm 40%")
    wednesday = under(await morning(commune, "2026-01-21"), "Quá hạn")
    assert ITEM.findall(wednesday) == [number]
    assert f"… và {int(count) - 1} việc khác" in wednesday
    nextweek = under(await morning(commune, "2026-01-26"), "Quá hạn")
    assert f"{BUILDER}: " in nextweek


async def test_what_has_just_become_overdue_is_left_to_the_reminder_of_that_day(
    commune: World,
) -> None:
    await commune.skip("2025-12-30T17:00")
    await morning(commune, "2025-12-31")
    told = under(await morning(commune, "2026-01-05"), "Quá hạn")
    assert "có trong tin nhắc lúc 08:00" in told
    soon = int(re.findall(r"(\d+) việc có trong tin nhắc", told)[0])
    commune.look(CHIEF)
    await commune.advance("2026-01-05T08:00")
    assert f"Đã quá hạn, chưa có kết quả: {soon} việc" in commune.expect(CHIEF, "Đã quá hạn")


async def test_the_leaders_summary_speaks_by_person(commune: World) -> None:
    await commune.link(DEPUTY)
    await commune.skip("2026-01-15T17:00")
    await commune.advance("2026-01-16T15:29")
    commune.look(DEPUTY)
    await commune.advance("2026-01-16T15:30")
    told = under(commune.expect(DEPUTY, "Tổng hợp tuần"), "Quá hạn")
    assert f"\n{ECONOMIST}: " in told
    assert "lâu nhất" in told
