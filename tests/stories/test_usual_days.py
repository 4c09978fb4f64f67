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


NAMED = TEXT.replace(
    "tasks:\n",
    "named_days:\n"
    "  - {key: hdnd, name: Hội đồng nhân dân thành phố quyết định dự toán, usual: 01/12}\n"
    "tasks:\n",
).replace(
    "    due: 2025-12-10\n    to_confirm: true\n",
    "    due: 10 ngày sau ngày Hội đồng nhân dân thành phố quyết định dự toán\n",
)


@pytest.fixture
async def waiting(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The estimate is due ten days after a day that others decide; a campaign's days are usual."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        NAMED.replace("    kind: campaign\n", "    kind: campaign\n    to_confirm: true\n"),
        encoding="utf-8",
    )
    async with small_world(database, tmp_path, plan=plan) as world:
        await world.link(ECONOMIST, CHIEF, BUILDER)
        yield world


def due(world: World, number: int) -> str:
    found = milestone(world, number)
    return f"{found.due_on:%d/%m/%Y}{'?' if found.to_confirm else ''}"


async def test_the_day_is_usual_until_the_office_enters_what_it_counts_from(waiting: World) -> None:
    assert due(waiting, ESTIMATE) == "11/12/2025?"
    listed = await waiting.say(CHIEF, "ngày dự kiến")
    assert "Ngày dự kiến, cần Văn phòng xác nhận: 2" in listed
    assert "Hội đồng nhân dân thành phố quyết định dự toán: chưa có, đang tính" in listed
    told = await waiting.say(CHIEF, "ngày dự kiến: HĐND thành phố quyết định dự toán 5/12")
    assert "chưa rõ" in told  # a short form that the name does not have
    told = await waiting.say(CHIEF, "ngày dự kiến: hội đồng nhân dân thành phố 5/12")
    assert "ngày Hội đồng nhân dân thành phố quyết định dự toán là 5/12/2025" in told
    assert "việc 5 có hạn 15/12/2025" in told
    assert due(waiting, ESTIMATE) == "15/12/2025"
    await waiting.advance("2025-10-08T10:00")
    assert any("Văn phòng đã dời hạn" in each.text for each in waiting.look(ECONOMIST))
    save(waiting, NAMED)
    assert due(waiting, ESTIMATE) == "15/12/2025"
    assert "quyết định dự toán: thứ Sáu 5/12" in await waiting.say(CHIEF, "ngày dự kiến")


async def test_a_due_date_moved_for_itself_stays_when_the_day_is_entered(waiting: World) -> None:
    await waiting.say(CHIEF, "5 lùi hạn đến 20/12")
    await waiting.say(CHIEF, "ngày dự kiến: hội đồng nhân dân thành phố 5/12")
    assert due(waiting, ESTIMATE) == "20/12/2025"


async def test_all_days_are_answered_in_one_message(waiting: World) -> None:
    told = await waiting.say(
        CHIEF, "ngày dự kiến 6 đúng; 7 ngày 25/2/2026; hội đồng nhân dân thành phố 2/12"
    )
    assert "1 ngày dự kiến là đúng" in told
    assert "việc 7 có hạn 25/2/2026" in told
    assert "Không còn ngày dự kiến nào" in told
    assert [due(waiting, number) for number in (5, 6, 7)] == [
        "12/12/2025",
        "19/01/2026",
        "25/02/2026",
    ]


async def test_the_rest_is_right_leaves_days_that_others_decide(waiting: World) -> None:
    await waiting.say(CHIEF, "ngày dự kiến đúng cả")
    assert not milestone(waiting, 6).to_confirm
    assert due(waiting, ESTIMATE) == "11/12/2025?"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("ngày dự kiến 6 đúng; mai tính 12 sau", "chưa rõ “mai tính 12 sau”"),
        ("ngày dự kiến 99 đúng", "không có việc đang mở nào mang số 99"),
        ("ngày dự kiến 6 ngày 1/10/2025, 7 đúng", "ngày của việc 6 đã qua"),
        ("ngày dự kiến 6, 7", "chưa rõ “6”, “7”"),
        ("ngày dự kiến 6 ngày 31/2", "chưa rõ"),
    ],
)
async def test_an_answer_that_is_not_understood_changes_nothing(
    waiting: World, said: str, why: str
) -> None:
    told = await waiting.say(CHIEF, said)
    assert "Chưa ghi gì" in told
    assert why in told
    assert milestone(waiting, 6).to_confirm
    assert milestone(waiting, 7).to_confirm


async def test_the_secretary_alone_says_which_days_hold(waiting: World) -> None:
    await waiting.say(ECONOMIST, "ngày dự kiến 5 đúng")
    assert milestone(waiting, ESTIMATE).to_confirm


async def test_the_secretary_is_asked_once_in_the_first_morning(waiting: World) -> None:
    waiting.look(CHIEF)
    await waiting.advance("2025-10-09T07:45")
    first = waiting.expect(CHIEF, "Đầu ngày", "Ngày dự kiến, cần Văn phòng xác nhận: 2")
    assert "còn lại đúng" in first
    await waiting.advance("2025-10-10T07:45")
    assert "Ngày dự kiến" not in waiting.expect(CHIEF, "Đầu ngày")


@pytest.mark.parametrize(
    "said",
    [
        "ngày dự kiến: việc 6 với 7 đúng rồi",
        "ngày dự kiến 6, 7 đúng",
        "ngay du kien viec 6 va viec 7 dung",
        "xác nhận ngày 6, 7 đúng",
    ],
)
async def test_several_days_are_confirmed_however_they_are_joined(
    waiting: World, said: str
) -> None:
    await waiting.say(CHIEF, said)
    assert not milestone(waiting, 6).to_confirm
    assert not milestone(waiting, 7).to_confirm


async def test_a_usual_day_is_changed_in_other_words(waiting: World) -> None:
    assert "25/2/2026" in await waiting.say(CHIEF, "đổi ngày dự kiến việc 7 sang 25/2/2026")
    assert due(waiting, 7) == "25/02/2026"


async def test_a_question_about_a_usual_day_changes_nothing(waiting: World) -> None:
    told = await waiting.say(ECONOMIST, "ngày dự kiến của việc 5 là bao giờ")
    assert "dành cho Văn phòng" not in told
    await waiting.say(CHIEF, "ngày dự kiến của việc 6 là bao giờ?")
    assert milestone(waiting, 6).to_confirm


async def test_a_day_that_has_passed_is_not_asked_about(waiting: World) -> None:
    await waiting.skip("2026-01-20T09:00")
    listed = await waiting.say(CHIEF, "ngày dự kiến")
    assert "cần Văn phòng xác nhận: 1" in listed
    assert "\n7. " in listed
    assert "\n6. " not in listed


async def test_the_list_is_answered_without_its_name(waiting: World) -> None:
    await waiting.say(CHIEF, "ngày dự kiến")
    told = await waiting.say(CHIEF, "6 đúng, còn lại đúng")
    assert "2 ngày dự kiến là đúng" in told
    assert not milestone(waiting, 6).to_confirm
    assert not milestone(waiting, 7).to_confirm


async def test_one_word_of_assent_confirms_no_day(waiting: World) -> None:
    await waiting.say(CHIEF, "ngày dự kiến")
    await waiting.say(CHIEF, "ok")
    assert milestone(waiting, 6).to_confirm
