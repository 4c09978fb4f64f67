"""When a phase moves, the later ones follow after one yes, and their order is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.servers.telegram import TelegramServer
from tests.servers.zalo import ZaloServer
from tests.stories.test_answers import milestone
from tests.stories.test_phase_leads import DRAFT, ISSUE, OPINIONS, PHASES
from tests.stories.world import BUILDER, CALLING, CHIEF, DEPUTY, ECONOMIST, World, small_world


@pytest.fixture
async def office(
    database: Database, tmp_path: Path, platform: type[TelegramServer]
) -> AsyncIterator[World]:
    """A draft on 5/11, opinions on 14/11 by another lead, the issue on 28/11."""
    async with small_world(database, tmp_path, plan=PHASES, platform=platform) as world:
        yield world


def dues(world: World) -> list[str]:
    return [f"{milestone(world, each).due_on:%d/%m}" for each in (DRAFT, OPINIONS, ISSUE)]


@CALLING
@pytest.mark.parametrize("yes", ["đúng", "có", "đồng ý", "dời hết", "ok em", "vâng dời luôn đi"])
async def test_later_phases_follow_after_a_yes(office: World, yes: str) -> None:
    await office.link(CHIEF)
    answer = await office.say(CHIEF, "29 dời hạn 7/11")
    assert "28. Lấy ý kiến: 14/11 → thứ Ba 18/11" in answer
    assert "30. Ban hành: 28/11 → thứ Ba 2/12" in answer
    assert dues(office) == ["07/11", "14/11", "28/11"]
    assert "Đã dời hạn việc 28, 30" in await office.say(CHIEF, yes)
    assert dues(office) == ["07/11", "18/11", "02/12"]


@pytest.mark.parametrize("platform", [ZaloServer])
async def test_the_words_of_yes_and_no_are_shown_where_there_are_no_buttons(office: World) -> None:
    await office.link(CHIEF)
    assert "“đúng”, “thôi”" in await office.say(CHIEF, "29 dời hạn 7/11")
    await office.say(CHIEF, "thôi")
    assert dues(office) == ["07/11", "14/11", "28/11"]


async def test_a_no_keeps_the_later_dates_and_the_move(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, "29 dời hạn 7/11")
    assert "giữ nguyên" in await office.press(CHIEF, "Giữ nguyên")
    assert dues(office) == ["07/11", "14/11", "28/11"]


async def test_phases_follow_to_earlier_days_too(office: World) -> None:
    await office.link(DEPUTY)
    assert "30. Ban hành: 28/11 → thứ Tư 26/11" in await office.say(DEPUTY, "28 dời hạn 12/11")
    await office.press(DEPUTY, "Dời theo")
    assert dues(office) == ["05/11", "12/11", "26/11"]


async def test_each_lead_hears_of_their_own_phases(office: World) -> None:
    await office.link(CHIEF, BUILDER, ECONOMIST)
    await office.say(CHIEF, "29 dời hạn 7/11")
    await office.say(CHIEF, "đúng")
    await office.advance("2025-10-08T09:00")
    builder = " ".join(each.text for each in office.look(BUILDER))
    assert "đã dời hạn việc 30" in builder
    assert "28. Lấy" not in builder
    assert "đã dời hạn việc 28" in " ".join(each.text for each in office.look(ECONOMIST))


async def test_an_unclear_answer_is_asked_again_and_the_question_stays(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, "29 dời hạn 7/11")
    assert "Chưa rõ" in await office.say(CHIEF, "để anh xem")
    await office.say(CHIEF, "ok em")
    assert dues(office) == ["07/11", "18/11", "02/12"]


async def test_a_phase_that_passes_the_next_moves_with_it_or_not_at_all(office: World) -> None:
    await office.link(CHIEF)
    asked = await office.say(CHIEF, "29 dời hạn 17/11")
    assert "Chưa ghi" in asked
    assert "29. Dự thảo: 5/11 → thứ Hai 17/11" in asked
    assert dues(office) == ["05/11", "14/11", "28/11"]
    await office.say(CHIEF, "thôi")
    assert dues(office) == ["05/11", "14/11", "28/11"]
    await office.say(CHIEF, "29 dời hạn 17/11")
    answer = await office.press(CHIEF, "Dời cả")
    assert "Đã dời hạn việc 29" in answer
    assert dues(office) == ["17/11", "26/11", "10/12"]


async def test_an_extension_that_passes_the_next_phase_waits_for_the_answer(
    office: World,
) -> None:
    await office.link(CHIEF, BUILDER)
    await office.say(BUILDER, "29 xin lùi đến 17/11 vì chờ số liệu")
    assert "Dời cả các bước sau không" in await office.say(CHIEF, "29 đồng ý gia hạn")
    assert "29." in await office.say(CHIEF, "việc xin gia hạn")
    await office.say(CHIEF, "29 đồng ý gia hạn")
    assert "Đã gia hạn việc 29" in await office.say(CHIEF, "đúng")
    assert dues(office) == ["17/11", "26/11", "10/12"]


async def test_a_phase_moved_before_an_earlier_one_is_asked_about(office: World) -> None:
    await office.link(CHIEF)
    asked = await office.say(CHIEF, "30 dời hạn 12/11")
    assert "trước hạn của bước đứng trước (việc 28, hạn 14/11)" in asked
    assert dues(office)[2] == "28/11"
    await office.press(CHIEF, "Vẫn dời")
    assert dues(office) == ["05/11", "14/11", "12/11"]


async def test_phases_moved_together_are_asked_about_once(office: World) -> None:
    await office.link(CHIEF)
    answer = await office.say(CHIEF, "29, 28 dời hạn 19/11")
    assert answer.count("Dời theo bằng ấy") == 1
    assert "30. Ban hành" in answer
    assert dues(office) == ["19/11", "19/11", "28/11"]
    assert "Đã dời hạn việc 30" in await office.say(CHIEF, "đúng")
    assert dues(office) == ["19/11", "19/11", "12/12"]


async def test_what_changed_after_the_question_stays(office: World) -> None:
    await office.link(CHIEF, DEPUTY)
    await office.say(CHIEF, "29 dời hạn 7/11")
    await office.say(DEPUTY, "30 dời hạn 5/12")
    answer = await office.say(CHIEF, "đúng")
    assert "Đã dời hạn việc 28" in answer
    assert "Chưa dời việc 30" in answer
    assert dues(office) == ["07/11", "18/11", "05/12"]


async def test_undoing_a_move_offers_to_take_the_others_back(office: World) -> None:
    await office.link(CHIEF)
    await office.say(CHIEF, "29 dời hạn 7/11")
    await office.say(CHIEF, "đúng")
    assert "28. Lấy ý kiến: 18/11 → thứ Sáu 14/11" in await office.say(CHIEF, "hoàn tác 29")
    await office.say(CHIEF, "đúng")
    assert dues(office) == ["05/11", "14/11", "28/11"]


async def test_a_result_that_waits_is_not_moved(office: World) -> None:
    await office.link(CHIEF, ECONOMIST)
    await office.say(ECONOMIST, "28 xong")
    answer = await office.say(CHIEF, "29 dời hạn 7/11")
    assert "30. Ban hành" in answer
    assert "28. Lấy" not in answer
