"""Urgent and key work stands first: in lists, digests and the secretary's summary."""

from datetime import date

import pytest

from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from scheduler.ladder.office import calendar_for
from storage.words import Weight
from tests.importers.files import xlsx_of
from tests.stories.test_answers import milestone
from tests.stories.test_conclusion_intake import brought
from tests.stories.world import BUILDER, CHIEF, DEPUTY, PLAN, World

SAID = [
    ("việc 4 ưu tiên", Weight.KEY),
    ("4 trọng tâm", Weight.KEY),
    ("ưu tiên việc 4", Weight.KEY),
    ("4 là việc quan trọng", Weight.KEY),
    ("việc 4 khẩn", Weight.URGENT),
    ("4 ưu tiên khẩn", Weight.URGENT),
    ("4 gấp nhé", Weight.URGENT),
    ("khẩn 4", Weight.URGENT),
]


@pytest.mark.parametrize(("words", "level"), SAID)
async def test_who_decides_says_what_an_item_weighs(
    world: World, words: str, level: Weight
) -> None:
    await world.link(CHIEF)
    assert "Đã ghi: việc 4" in await world.say(CHIEF, words)
    assert milestone(world, 4).task.weight is level


@pytest.mark.parametrize("words", ["4 bình thường", "4 không ưu tiên", "việc 4 thôi khẩn"])
async def test_a_weight_is_taken_back(world: World, words: str) -> None:
    await world.link(CHIEF)
    await world.say(CHIEF, "4 khẩn")
    assert "việc thường" in await world.say(CHIEF, words)
    assert milestone(world, 4).task.weight is Weight.ORDINARY


async def test_several_items_are_weighed_at_once(world: World) -> None:
    await world.link(DEPUTY)
    answer = await world.say(DEPUTY, "4, 5 ưu tiên")
    assert "việc 4" in answer
    assert "việc 5" in answer
    assert {milestone(world, each).task.weight for each in (4, 5)} == {Weight.KEY}


async def test_an_official_does_not_weigh_their_work(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "4 ưu tiên")
    assert milestone(world, 4).task.weight is Weight.ORDINARY


async def test_lists_digests_and_summary_put_heavy_work_first(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    before = await world.say(BUILDER, "việc")
    assert before.index("1. Kế hoạch") < before.index("4. Kết nạp")
    await world.say(CHIEF, "3 trọng tâm")
    await world.say(CHIEF, "4 khẩn")
    after = await world.say(BUILDER, "việc")
    places = [after.index(each) for each in ("4. [Khẩn] Kết nạp", "2. [Trọng tâm]", "1. Kế hoạch")]
    assert places == sorted(places)
    for number in (1, 2, 3, 4):
        await world.say(BUILDER, f"{number} đã nhận")
    await world.skip("2026-01-02T17:00")
    for post in (BUILDER, CHIEF):
        world.look(post)
    await world.advance("2026-01-05T09:00")
    texts = [each.text for each in world.look(BUILDER)]
    (digest,) = [text for text in texts if "4. [Khẩn]" in text]
    assert digest.index("4. [Khẩn]") < digest.index("3. [Trọng tâm]")
    (summary, *_) = [each.text for each in world.look(CHIEF) if "Đầu ngày" in each.text]
    assert summary.index("2. [Trọng tâm]") < summary.index("1. Kế hoạch")
    overdue = await world.say(CHIEF, "quá hạn")
    assert overdue.index("4. [Khẩn]") < overdue.index("1. Kế hoạch")


async def test_a_plan_that_states_no_weight_leaves_what_was_said(world: World) -> None:
    await world.link(CHIEF)
    await world.say(CHIEF, "1 khẩn")
    text, national, now = PLAN.read_text(encoding="utf-8"), national_days(), world.clock.now()

    def store(plan: str) -> Weight:
        read = read_plan(plan, "plan.yaml", None, calendar_for(now, national))
        save_plan(world.database, national, read, now)
        return milestone(world, 1).task.weight

    assert store(text) is Weight.URGENT
    assert store(
        text.replace("    due: 2025-11-28\n", "    due: 2025-11-28\n    weight: key\n", 1)
    ) is (Weight.KEY)


async def test_a_sheet_has_a_column_of_weights(world: World) -> None:
    await world.link(CHIEF)
    head = ("Nhiệm vụ", "Lĩnh vực", "Chủ trì", "Hạn", "Mức độ")
    row = ("Báo cáo dân vận", "xây dựng Đảng", "Ban Xây dựng Đảng", date(2025, 12, 12))
    bad = await brought(world, xlsx_of(("Kế hoạch", [head, (*row, "rất đỏ")])), "sai.xlsx")
    assert "Mức độ" in bad
    await brought(world, xlsx_of(("Kế hoạch", [head, (*row, "Khẩn")])), "ke-hoach.xlsx")
    await world.press(CHIEF, "Lưu cả kế hoạch")
    assert milestone(world, 8).task.weight is Weight.URGENT
