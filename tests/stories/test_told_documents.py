"""A document's number and date: told at once, in two messages, or after the result."""

from datetime import date

import pytest

from tests.stories.test_which_item import milestone
from tests.stories.world import BUILDER, CHIEF, World


def document(world: World, number: int) -> tuple[str | None, date | None]:
    found = milestone(world, number)
    return found.document_number, found.document_date


@pytest.mark.parametrize("first", ["3 xong, số 45-CTr/ĐU", "3 xong rồi ạ, văn bản 45-CTr/ĐU"])
@pytest.mark.parametrize("then", ["7/10", "ngày 7/10/2025", "ký ngày 7/10"])
async def test_a_number_without_its_date_is_kept_and_the_date_asked(
    world: World, first: str, then: str
) -> None:
    await world.link(BUILDER)
    asked = await world.say(BUILDER, first)
    assert "45-CTr/ĐU" in asked
    assert "ngày nào" in asked
    assert milestone(world, 3).status == "pending"
    assert "văn bản 45-CTr/ĐU ngày 7/10/2025" in await world.say(BUILDER, then)
    assert document(world, 3) == ("45-CTr/ĐU", date(2025, 10, 7))


async def test_a_number_without_its_date_answers_the_question_for_both(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "3 xong")
    assert "ngày nào" in await world.say(BUILDER, "số 45-CTr/ĐU")
    assert "Chưa rõ" in await world.say(BUILDER, "chưa biết")
    await world.say(BUILDER, "ngày 7/10")
    assert document(world, 3) == ("45-CTr/ĐU", date(2025, 10, 7))


async def test_another_number_may_be_told_with_the_date(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "3 xong, số 45-CTr/ĐU")
    await world.say(BUILDER, "46-CTr/ĐU ngày 7/10")
    assert document(world, 3) == ("46-CTr/ĐU", date(2025, 10, 7))


@pytest.mark.parametrize(
    "said",
    [
        "1: số 9-BC/XDĐ ngày 7/10",
        "số 9-BC/XDĐ ngày 7/10",
        "1 xong, số 9-BC/XDĐ ngày 7/10",
        "việc 1 văn bản số 9-BC/XDĐ ngày 7/10/2025",
    ],
)
async def test_a_document_is_added_to_a_result_that_was_handed_in(world: World, said: str) -> None:
    await world.link(BUILDER, CHIEF)
    await world.say(BUILDER, "1 xong")
    assert "văn bản 9-BC/XDĐ ngày 7/10/2025" in await world.say(BUILDER, said)
    assert document(world, 1) == ("9-BC/XDĐ", date(2025, 10, 7))
    assert "Văn bản: 9-BC/XDĐ ngày 7/10/2025" in await world.say(CHIEF, "1")
    assert "Đã hoàn tác “số và ngày văn bản”" in await world.say(BUILDER, "hoàn tác")
    assert document(world, 1) == (None, None)
    assert milestone(world, 1).status == "submitted"


async def test_number_and_date_come_in_two_messages_after_the_result(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 xong")
    await world.say(BUILDER, "số 9-BC/XDĐ")
    assert document(world, 1) == ("9-BC/XDĐ", None)
    await world.say(BUILDER, "ngày 7/10")
    assert document(world, 1) == ("9-BC/XDĐ", date(2025, 10, 7))


async def test_a_number_without_a_date_is_kept_where_none_is_asked_for(world: World) -> None:
    await world.link(BUILDER)
    assert "văn bản 9-BC/XDĐ." in await world.say(BUILDER, "1 xong, số 9-BC/XDĐ")
    assert document(world, 1) == ("9-BC/XDĐ", None)


async def test_a_document_of_unfinished_work_is_not_written(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 đang làm 50%")
    await world.say(BUILDER, "số 9-BC/XDĐ ngày 7/10")
    assert document(world, 1) == (None, None)
    assert milestone(world, 1).status == "in_progress"


@pytest.mark.parametrize("day", ["25/10", "ngày 20 tháng 12"])
async def test_a_day_that_is_yet_to_come_is_not_taken_for_last_years(
    world: World, day: str
) -> None:
    await world.link(BUILDER)
    assert "sau hôm nay" in await world.say(BUILDER, f"1 xong, số 9-BC/XDĐ ngày {day}")
    assert document(world, 1) == (None, None)


async def test_a_day_of_the_last_weeks_is_last_years_at_the_turn_of_the_year(world: World) -> None:
    await world.link(BUILDER)
    await world.skip("2026-01-05T09:00")
    await world.say(BUILDER, "1 xong, số 9-BC/XDĐ ngày 30/12")
    assert document(world, 1) == ("9-BC/XDĐ", date(2025, 12, 30))
