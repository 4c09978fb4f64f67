"""A phase is named with its task wherever it stands alone: lists, digests, calendars, preview."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.commandline.previewing import preview_database
from bot.importers.national import national_days
from bot.texts.items import with_task
from storage.database import Database
from tests.stories.test_calendar import days, fetched, subscribed
from tests.stories.world import ECONOMIST, World, at, small_world

FIRST = "1. Tuyển quân năm 2026: Sơ tuyển"


@pytest.fixture
async def conscription(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """Three phases, whose titles do not say of what."""
    plan = Path(__file__).parent / "chained.yaml"
    async with small_world(database, tmp_path, plan=plan, called=True) as world:
        await world.link(ECONOMIST)
        yield world


async def test_lists_digests_and_calendars_name_the_task_of_a_phase(conscription: World) -> None:
    assert FIRST in await conscription.say(ECONOMIST, "việc của tôi")
    assert "việc 1 (Tuyển quân năm 2026: Sơ tuyển)" in await conscription.say(
        ECONOMIST, "1 đã nhận"
    )
    url = await subscribed(conscription, ECONOMIST)
    assert days(await fetched(url))[FIRST] == date(2025, 11, 10)
    await conscription.skip("2025-11-06T17:00")
    await conscription.advance("2025-11-07T08:00")
    conscription.expect(ECONOMIST, FIRST)


async def test_preview_names_the_task_of_a_phase(conscription: World) -> None:
    start, end = at("2025-11-01T00:00"), at("2025-11-11T00:00")
    found = preview_database(conscription.database, 1, national_days(), start, end)
    assert {line.name for line in found.lines if line.number == 1} == {
        "Tuyển quân năm 2026: Sơ tuyển"
    }


@pytest.mark.parametrize(
    ("title", "task", "shown"),
    [
        ("Dự thảo", "Chương trình công tác năm 2026", "Chương trình công tác năm 2026: Dự thảo"),
        ("Dự thảo Chương trình công tác", "Chương trình công tác", "Dự thảo Chương trình công tác"),
        ("Ban hành chương trình công tác năm sau", "Chương trình công tác năm 2026", None),
        ("Hoàn chỉnh đề án, kế hoạch", "Đề án, kế hoạch cụ thể hóa Nghị quyết", None),
        ("Bầu cử: hiệp thương", "Bầu cử đại biểu Quốc hội khóa XVI", None),
        ("Chú ý: hiệp thương", "Bầu cử đại biểu", "Bầu cử đại biểu: Chú ý: hiệp thương"),
        ("", "Dự toán ngân sách", "Dự toán ngân sách"),
    ],
)
def test_a_phase_that_names_its_task_itself_is_left_alone(
    title: str, task: str, shown: str | None
) -> None:
    assert with_task(title, task) == (shown or title)
