"""Days that are the usual ones until the office confirms them, and what the office proposes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from scheduler.ladder.office import calendar_for
from storage.database import Database
from tests.stories.test_answers import milestone
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, PLAN, World, small_world

TEXT = (
    PLAN.read_text(encoding="utf-8")
    .replace("    due: 2025-12-10\n", "    due: 2025-12-10\n    to_confirm: true\n")
    .replace("date: 2025-10-08}", "date: 2025-10-08, ro_proposed: true}")
    .replace(
        "    title: Dự toán ngân sách năm 2026\n",
        "    title: Dự toán ngân sách năm 2026\n    clause: mục III.2\n"
        "    quote: Tổng hợp, xây dựng dự toán.\n",
    )
)
ESTIMATE = 5


@pytest.fixture
async def office(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    plan = tmp_path / "plan.yaml"
    plan.write_text(TEXT, encoding="utf-8")
    async with small_world(database, tmp_path, plan=plan) as world:
        yield world


def save(world: World, text: str) -> None:
    calendar = calendar_for(world.clock.now(), national_days())
    plan = read_plan(text, "plan.yaml", None, calendar)
    save_plan(world.database, national_days(), plan, world.clock.now())


async def test_a_usual_day_is_called_so_until_it_is_moved(office: World) -> None:
    await office.link(ECONOMIST, CHIEF)
    card = await office.say(ECONOMIST, "5")
    assert "(dự kiến)" in card
    assert "Ngày dự kiến, do Văn phòng xác nhận." in card
    assert "(dự kiến)" in await office.say(ECONOMIST, "việc của tôi")
    await office.say(CHIEF, "5 lùi hạn đến 15/12")
    card = await office.say(ECONOMIST, "5")
    assert "15/12" in card
    assert "dự kiến" not in card


async def test_a_day_once_settled_stays_so_when_the_plan_comes_again(office: World) -> None:
    await office.link(ECONOMIST, CHIEF)
    await office.say(CHIEF, "5 lùi hạn đến 15/12")
    save(office, TEXT)
    assert not milestone(office, ESTIMATE).to_confirm
    save(office, TEXT.replace("due: 2025-12-10", "due: 2025-12-12"))
    assert milestone(office, ESTIMATE).to_confirm
    save(office, TEXT.replace("    to_confirm: true\n", ""))
    assert not milestone(office, ESTIMATE).to_confirm


async def test_the_card_tells_the_documents_words_from_the_offices_proposal(office: World) -> None:
    await office.link(BUILDER, ECONOMIST)
    card = await office.say(ECONOMIST, "5")
    said, proposed = card.split("Văn phòng đề xuất:")
    assert "Văn bản ghi (mục III.2): “Tổng hợp, xây dựng dự toán.”" in said
    assert "Rõ người: " not in said
    assert "Rõ người: " in proposed
    assert "Văn bản ghi" not in await office.say(BUILDER, "1")
