"""An item is parted into phases in chat: shown first, written after a yes, taken back in a day."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_identity import removed_milestones
from bot.importers.plan_saving import save_plan
from bot.importers.plan_stored import stored_tasks
from scheduler.ladder.office import calendar_for
from storage.database import Database
from storage.milestone import Milestone
from storage.words import Status, TaskKind
from tests.stories.test_answers import milestone
from tests.stories.test_phase_leads import PHASES, REPORT
from tests.stories.world import (
    BUILDER,
    CALLING,
    CHIEF,
    DEPUTY,
    ECONOMIST,
    World,
    small_world,
)

PARTS = "dự thảo 5/11, lấy ý kiến 14/11 do Trưởng Ban Xây dựng Đảng, ban hành 28/11"


@pytest.fixture
async def office(database: Database, tmp_path: Path, platform: type) -> AsyncIterator[World]:
    """Item 31, a report of one date, beside phased work."""
    async with small_world(database, tmp_path, plan=PHASES, platform=platform) as world:
        yield world


def phases(world: World, number: int = REPORT) -> list[tuple[int, str, str]]:
    with world.database.commune(1) as session:
        task = select(Milestone.task_id).where(Milestone.number == number).scalar_subquery()
        rows = session.scalars(select(Milestone).where(Milestone.task_id == task))
        return sorted(
            ((row.number, row.title, f"{row.due_on:%d/%m}") for row in rows),
            key=lambda each: (each[2][3:], each[2][:2], each[0]),
        )


BEFORE = [(31, "Báo cáo thu ngân sách", "28/11")]
AFTER = [(32, "Dự thảo", "05/11"), (33, "Lấy ý kiến", "14/11"), (31, "Ban hành", "28/11")]


@CALLING
async def test_an_item_is_parted_after_a_yes_and_is_the_last_phase(office: World) -> None:
    await office.link(CHIEF, BUILDER, ECONOMIST)
    asked = await office.say(CHIEF, f"chia việc 31 thành 3 bước: {PARTS}")
    assert "Dự thảo: thứ Tư 5/11, Trưởng phòng Kinh tế, bước mới" in asked
    assert "Lấy ý kiến: thứ Sáu 14/11, Trưởng Ban Xây dựng Đảng, bước mới" in asked
    assert "Ban hành: thứ Sáu 28/11, Trưởng phòng Kinh tế, việc 31" in asked
    assert phases(office) == BEFORE
    answer = await office.say(CHIEF, "đúng")
    assert "33. Lấy ý kiến: thứ Sáu 14/11, Trưởng Ban Xây dựng Đảng" in answer
    assert phases(office) == AFTER
    assert milestone(office, REPORT).task.kind is TaskKind.PHASED
    assert "nhận việc 33" in await office.say(BUILDER, "33 đã nhận")
    assert "Báo cáo thu ngân sách: Dự thảo" in await office.say(ECONOMIST, "32 đã nhận")


async def test_who_leads_the_new_phase_is_reminded_of_it(office: World) -> None:
    await office.link(CHIEF, BUILDER)
    await office.say(CHIEF, f"chia việc 31: {PARTS}")
    await office.press(CHIEF, "Ghi các bước")
    await office.advance("2025-10-08T14:30")
    assert "33. Báo cáo thu ngân sách: Lấy ý kiến" in " ".join(
        each.text for each in office.look(BUILDER)
    )


async def test_the_phases_follow_each_other_from_then_on(office: World) -> None:
    await office.link(DEPUTY)
    await office.say(DEPUTY, f"chia việc 31: {PARTS}")
    await office.say(DEPUTY, "có")
    assert "31. Ban hành: 28/11 → thứ Ba 2/12" in await office.say(DEPUTY, "32 dời hạn 7/11")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            "việc 31 thêm bước: lấy ý kiến 14/11, trình ký 25/11",
            [(32, "Lấy ý kiến", "14/11"), (33, "Trình ký", "25/11"), *BEFORE],
        ),
        (
            "31 thêm bước: lấy ý kiến 14/11, ban hành 28/11",
            [(32, "Lấy ý kiến", "14/11"), (31, "Ban hành", "28/11")],
        ),
        (
            "chia việc 31: dự thảo 14/11, ban hành 5/12",
            [(32, "Dự thảo", "14/11"), (31, "Ban hành", "05/12")],
        ),
        ("thêm bước khảo sát 5/11 cho việc 31", [(32, "Khảo sát", "05/11"), *BEFORE]),
    ],
)
async def test_steps_are_added_before_the_item_which_keeps_its_number(
    office: World, said: str, found: list[tuple[int, str, str]]
) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, said)
    await office.say(CHIEF, "đúng")
    assert phases(office) == found


async def test_a_phase_is_added_between_those_that_are_there(office: World) -> None:
    await office.link(CHIEF)
    asked = await office.say(CHIEF, "việc 30 thêm bước thẩm định 20/11")
    places = [asked.index(f"- {each}") for each in ("Lấy ý kiến", "Thẩm định", "Ban hành")]
    assert places == sorted(places)
    await office.say(CHIEF, "đúng")
    assert [number for number, _, _ in phases(office, 30)] == [29, 28, 32, 30]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("chia việc 31 thành 4 bước: dự thảo 5/11, ban hành 28/11", "nói 4 bước mà kể 2 bước"),
        ("việc 31 thêm bước: dự thảo, ban hành", "“dự thảo, ban hành”"),
        ("việc 31 thêm bước: dự thảo 20/11, lấy ý kiến 5/11", "xếp lại theo thứ tự ngày"),
        ("việc 31 thêm bước: dự thảo 5/11 do Phòng Nông nghiệp", "Phòng Nông nghiệp"),
        ("chia việc 29: khảo sát 5/11, dự thảo 20/11", "vượt qua bước khác"),
        ("việc 99 thêm bước: dự thảo 5/11", "Không có việc số 99"),
    ],
)
async def test_what_is_unclear_is_told_and_nothing_is_written(
    office: World, said: str, why: str
) -> None:
    await office.link(CHIEF)
    before = (phases(office), phases(office, 30))
    assert why in await office.say(CHIEF, said)
    await office.say(CHIEF, "đúng")
    assert (phases(office), phases(office, 30)) == before


async def test_who_does_not_decide_adds_no_phases(office: World) -> None:
    await office.link(ECONOMIST)
    assert "dành cho Văn phòng và lãnh đạo" in await office.say(
        ECONOMIST, "việc 31 thêm bước: dự thảo 5/11"
    )
    assert phases(office) == BEFORE


async def test_stopping_writes_nothing(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, f"chia việc 31: {PARTS}")
    assert "chưa ghi gì" in await office.say(CHIEF, "thôi")
    assert phases(office) == BEFORE


async def test_parting_is_taken_back_within_a_day(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, "chia việc 31: dự thảo 14/11, ban hành 5/12")
    await office.say(CHIEF, "đúng")
    assert "Các bước 32 đã hủy" in await office.press(CHIEF, "Hoàn tác")
    assert phases(office)[-1] == BEFORE[0]
    found = milestone(office, REPORT)
    assert (found.task.kind, milestone(office, 32).status) == (TaskKind.DATED, Status.CANCELLED)


async def test_parting_is_not_taken_back_once_a_phase_was_answered(office: World) -> None:
    await office.link(CHIEF, ECONOMIST)
    await office.say(CHIEF, f"chia việc 31: {PARTS}")
    await office.say(CHIEF, "đúng")
    await office.say(ECONOMIST, "32 đang làm 30%")
    assert "thay đổi khác sau đó" in await office.say(CHIEF, "hoàn tác 31")
    assert phases(office) == AFTER


async def test_a_plan_imported_again_leaves_the_phases(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, f"chia việc 31: {PARTS}")
    await office.say(CHIEF, "đúng")
    now, national = office.clock.now(), national_days()
    text = PHASES.read_text(encoding="utf-8")
    plan = read_plan(text, "phases.yaml", None, calendar_for(now, national))
    save_plan(office.database, national, plan, now)
    assert phases(office) == AFTER
    assert milestone(office, REPORT).task.kind is TaskKind.PHASED
    with office.database.commune(1) as session:
        assert removed_milestones(plan, stored_tasks(session)) == []


async def test_a_parted_item_is_proposed_in_order_for_the_next_year(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, f"chia việc 31: {PARTS}")
    await office.say(CHIEF, "đúng")
    await office.say(CHIEF, "sao kế hoạch 2025 sang 2026")
    answer = await office.press(CHIEF, "Lưu cả kế hoạch")
    assert "2" in answer
    with office.database.commune(1) as session:
        found = session.execute(
            select(Milestone.title, Milestone.due_on)
            .where(Milestone.number > 33)
            .order_by(Milestone.due_on)
        ).all()
    assert [title for title, _ in found].count("Dự thảo") == 2
    assert len(found) == 6


async def test_steps_have_hours_that_stay_when_they_follow(office: World) -> None:
    await office.link(CHIEF, BUILDER, ECONOMIST)
    said = "chia việc 31 thành 3 bước: dự thảo 9h 5/11, lấy ý kiến 15h 14/11, ban hành 16h30 28/11"
    asked = await office.say(CHIEF, said)
    assert "Dự thảo: 9h thứ Tư 5/11" in asked
    assert "28/11 → 16h30 thứ Sáu 28/11" in asked
    answer = await office.say(CHIEF, "đúng")
    assert "33. Lấy ý kiến: 15h thứ Sáu 14/11" in answer
    moved = await office.say(CHIEF, "32 dời hạn 10h 6/11")
    assert "33. Lấy ý kiến: 15h 14/11 → 15h thứ Hai 17/11" in moved
    await office.say(CHIEF, "đúng")
    assert "Hạn 15h thứ Hai 17/11 (hạn gốc 15h 14/11)" in await office.say(CHIEF, "33")
    assert "16h30 thứ Hai 1/12" in await office.say(CHIEF, "31")
