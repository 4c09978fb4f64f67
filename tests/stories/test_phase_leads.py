"""A phase with a lead of its own: everything that asks who leads it asks one place."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.commandline.previewing import preview_database, preview_plan
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from scheduler.ladder.office import calendar_for
from storage.database import Database
from storage.delivery import Delivery
from storage.milestone import Milestone, find_milestones
from storage.unit import Post
from storage.words import Role, Status
from tests.stories.test_answers import milestone
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, HEAD, World, at, small_world

PHASES = Path(__file__).parent / "phases.yaml"
OPINIONS, DRAFT, ISSUE, REPORT = 28, 29, 30, 31


@pytest.fixture
async def office(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """Three phases, of which the second has another lead than its task."""
    async with small_world(database, tmp_path, plan=PHASES) as world:
        yield world


def leads(world: World) -> dict[int, str]:
    with world.database.commune(1) as session:
        found = find_milestones(session, Milestone.number.in_((OPINIONS, DRAFT, ISSUE)))
        return {row.number: row.lead.name for row in found}


async def test_lists_and_answers_follow_the_lead_of_the_phase(office: World) -> None:
    await office.link(BUILDER, ECONOMIST, CHIEF)
    theirs = await office.say(ECONOMIST, "việc của tôi")
    assert "28. Đề án chợ trung tâm: Lấy ý kiến" in theirs
    assert "29. " not in theirs
    assert "28. " not in await office.say(BUILDER, "việc của tôi")
    assert "do đơn vị khác chủ trì (Trưởng phòng Kinh tế)" in await office.say(
        BUILDER, "28 đang làm 30%"
    )
    assert "đang làm 30%" in await office.say(ECONOMIST, "28 đang làm 30%")
    card = await office.say(CHIEF, "28")
    assert "Chủ trì: Trưởng phòng Kinh tế" in card
    assert "Phối hợp" not in card
    assert "Phối hợp: Trưởng phòng Kinh tế" in await office.say(CHIEF, "29")
    of_unit = await office.say(CHIEF, "việc đang mở của Phòng Kinh tế")
    assert "28. Đề án" in of_unit
    assert "29. " not in of_unit
    assert "(Trưởng Ban Xây dựng Đảng)" in await office.say(ECONOMIST, "29 đang làm 30%")


async def test_reminders_go_to_the_lead_of_the_phase_and_not_twice_to_who_supports(
    office: World,
) -> None:
    await office.link(BUILDER, ECONOMIST, CHIEF)
    await office.say(ECONOMIST, "28 đã nhận")
    await office.skip("2025-11-06T17:00")
    await office.advance("2025-11-07T09:00")
    with office.database.commune(1) as session:
        found = session.execute(
            select(Post.name, Delivery.role)
            .join(Post, Post.id == Delivery.post_id)
            .where(Delivery.milestone_id == milestone(office, OPINIONS).id)
            .where(Delivery.fire_at >= at("2025-11-07T00:00"))
        ).all()
    assert [tuple(row) for row in found] == [(ECONOMIST, Role.LEAD)]


async def test_the_preview_names_the_lead_of_the_phase(office: World) -> None:
    national, start, end = national_days(), at("2025-11-01T00:00"), at("2025-12-15T00:00")
    stored = preview_database(office.database, 1, national, start, end)
    text = PHASES.read_text(encoding="utf-8")
    read = read_plan(text, "phases.yaml", None, calendar_for(start, national))
    planned = preview_plan(read, national, start, end)
    for found in (stored, planned):
        to = {line.to for line in found.lines if line.number == OPINIONS and line.role is Role.LEAD}
        helped = [line for line in found.lines if (line.number, line.role) == (28, Role.SUPPORT)]
        assert (to, helped) == ({ECONOMIST}, [])


async def test_a_phase_is_reassigned_alone_or_with_its_task_as_is_answered(office: World) -> None:
    await office.link(BUILDER, ECONOMIST, CHIEF)
    asked = await office.say(CHIEF, f"việc 30 giao lại cho {ECONOMIST}")
    assert "riêng bước này hay cả nhiệm vụ" in asked
    assert leads(office)[ISSUE] == BUILDER
    assert "việc 30" in await office.press(CHIEF, "Riêng việc 30")
    assert leads(office) == {OPINIONS: ECONOMIST, DRAFT: BUILDER, ISSUE: ECONOMIST}
    await office.say(CHIEF, f"giao lại 29 cho {CHIEF}")
    assert "các bước 28, 30" in await office.say(CHIEF, "cả nhiệm vụ")
    assert set(leads(office).values()) == {CHIEF}
    assert milestone(office, ISSUE).own_lead_post_id is None
    assert "đang do chức danh đó" in await office.say(CHIEF, f"giao lại 30 cho {CHIEF}")


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        (f"giao lại riêng việc 30 cho {ECONOMIST}", True),
        (f"giao lại bước 30 cho {ECONOMIST}", True),
        (f"giao lai 30 cho {ECONOMIST}, chi buoc nay thoi", True),
        (f"giao lại 30 cho {ECONOMIST} (toàn bộ nhiệm vụ)", False),
        (f"giao lại cả nhiệm vụ 30 cho {ECONOMIST}", False),
    ],
)
async def test_what_is_said_with_the_order_is_not_asked(
    office: World, said: str, alone: bool
) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, said)
    assert leads(office)[ISSUE] == ECONOMIST
    assert leads(office)[DRAFT] == (BUILDER if alone else ECONOMIST)


async def test_an_unclear_answer_to_which_is_meant_is_asked_again(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, f"giao lại 30 cho {ECONOMIST}")
    assert "“cả nhiệm vụ”" in await office.say(CHIEF, "ừ em")
    await office.say(CHIEF, "chỉ bước này thôi nhé")
    assert leads(office) == {OPINIONS: ECONOMIST, DRAFT: BUILDER, ISSUE: ECONOMIST}


async def test_stopping_leaves_the_leads_as_they_are(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, f"giao lại 30 cho {ECONOMIST}")
    assert "chưa ghi gì" in await office.say(CHIEF, "thôi")
    assert leads(office)[ISSUE] == BUILDER


async def test_the_lead_of_the_phase_does_not_confirm_it_but_the_tasks_lead_may(
    office: World,
) -> None:
    await office.link(ECONOMIST, CHIEF, HEAD)
    await office.say(CHIEF, f"giao lại riêng việc 28 cho {HEAD}")
    await office.say(HEAD, "28 xong")
    assert "đồng chí khác" in await office.say(HEAD, "28 xác nhận")
    assert milestone(office, OPINIONS).status is Status.SUBMITTED
    assert "Đã xác nhận việc 28" in await office.say(CHIEF, "28 xác nhận")


async def test_a_post_that_is_handed_over_takes_its_phases_along(office: World) -> None:
    await office.link(CHIEF, ECONOMIST)
    answer = await office.say(CHIEF, f"bàn giao {ECONOMIST} cho Nguyễn Văn An")
    assert "28. Đề án chợ trung tâm: Lấy ý kiến" in answer
    assert "29. " not in answer
