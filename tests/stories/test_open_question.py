"""An open question takes what answers it, and nothing that is plainly something else."""

import pytest
from sqlalchemy import select

from storage.milestone import Milestone, by_number
from storage.reply import Extension
from storage.words import Status
from tests.stories.world import BUILDER, World


def milestone(world: World, number: int) -> Milestone:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found


async def test_an_act_on_another_item_is_no_date_of_the_extension(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "2 xin gia hạn")
    answer = await world.say(BUILDER, "1 đang làm 45%")
    assert "đang làm 45%" in answer
    assert "Việc 2 (Dự thảo Chương trình hành động): xin lùi đến ngày nào?" in answer
    assert milestone(world, 1).percent == 45
    await world.say(BUILDER, "20/12")
    await world.say(BUILDER, "chờ số liệu")
    with world.database.commune(1) as session:
        asked = session.scalars(select(Extension)).one()
        assert (asked.to_date.day, asked.reason) == (20, "chờ số liệu")


@pytest.mark.parametrize(
    "said", ["3 vướng kinh phí", "việc 3 đang vướng kinh phí", "dạ 3 vướng thiếu kinh phí ạ"]
)
async def test_an_obstacle_is_no_document(world: World, said: str) -> None:
    await world.link(BUILDER)
    assert "số và ngày văn bản" in await world.say(BUILDER, "3 xong")
    await world.say(BUILDER, said)
    assert milestone(world, 3).status is Status.BLOCKED
    assert "không có câu hỏi nào" in await world.say(BUILDER, "thôi")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("1 chưa xong", Status.IN_PROGRESS),
        ("1 vướng kinh phí", Status.BLOCKED),
        ("vướng kinh phí", Status.BLOCKED),
        ("1 xong", Status.SUBMITTED),
        ("xong rồi ạ", Status.SUBMITTED),
    ],
)
async def test_a_status_while_a_percent_is_asked_is_written(
    world: World, said: str, status: Status
) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 đang làm")
    await world.say(BUILDER, said)
    assert milestone(world, 1).status is status


async def test_a_question_is_answered_and_the_open_one_stays(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 đang làm")
    assert "Hạn thứ Sáu 28/11" in await world.say(BUILDER, "bao giờ phải nộp 2?")
    await world.say(BUILDER, "60%")
    assert milestone(world, 1).percent == 60


@pytest.mark.parametrize(
    "said", ["1 chưa xong thì khi nào phải nộp?", "bao giờ phải nộp 1?", "ai chưa báo cáo?"]
)
async def test_a_question_is_no_reason(world: World, said: str) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "2 xin lùi đến 20/12")
    await world.say(BUILDER, said)
    with world.database.commune(1) as session:
        assert session.scalars(select(Extension)).all() == []


@pytest.mark.parametrize("said", ["chờ việc 1 xong mới làm được", "3 hộ dân chưa đồng ý"])
async def test_a_reason_may_speak_of_numbers(world: World, said: str) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "2 vướng mắc")
    assert said in await world.say(BUILDER, said)
    assert milestone(world, 2).status is Status.BLOCKED
    assert milestone(world, 1).status is Status.PENDING


async def test_a_bare_number_answers_a_question_for_a_number_and_else_names_an_item(
    world: World,
) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 đang làm")
    await world.say(BUILDER, "2")
    assert milestone(world, 1).percent == 2
    await world.say(BUILDER, "3 xong")
    assert "2. Dự thảo Chương trình hành động" in await world.say(BUILDER, "2")


async def test_a_second_question_lets_the_first_wait_behind_it(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "2 xin gia hạn")
    await world.say(BUILDER, "3 xong")
    answer = await world.say(BUILDER, "45-KH/ĐU ngày 1/10")
    assert "Việc 2 (Dự thảo Chương trình hành động): xin lùi đến ngày nào?" in answer
    assert milestone(world, 3).document_number == "45-KH/ĐU"


@pytest.mark.parametrize(
    "said", ["vì sao phải gia hạn?", "sao phải có lý do", "có cần lý do không?", "tại sao vậy"]
)
async def test_a_question_about_the_reason_is_no_reason(world: World, said: str) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "2 xin gia hạn đến 20/12")
    await world.say(BUILDER, said)
    with world.database.commune(1) as session:
        assert session.scalars(select(Extension)).all() == []


@pytest.mark.parametrize("said", ["thôi không xin nữa", "thôi em không lùi nữa ạ", "không xin nữa"])
async def test_what_gives_a_request_up_is_no_reason(world: World, said: str) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "2 xin gia hạn đến 20/12")
    assert "đã dừng, chưa ghi gì" in await world.say(BUILDER, said)
    with world.database.commune(1) as session:
        assert session.scalars(select(Extension)).all() == []


@pytest.mark.parametrize("said", ["không đủ người làm", "vì sao chép hồ sơ mất nhiều thời gian"])
async def test_a_reason_may_begin_like_a_refusal_or_a_question(world: World, said: str) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "2 xin gia hạn đến 20/12")
    assert "Đã ghi: xin lùi việc 2" in await world.say(BUILDER, said)
