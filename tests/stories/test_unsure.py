"""Uncertain readings are shown and confirmed; nothing is guessed or lost."""

import pytest
from sqlalchemy import select

from storage.milestone import by_number
from storage.reply import Extension, Reply
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


def replies(world: World) -> list[str]:
    with world.database.commune(1) as session:
        return list(session.scalars(select(Reply.text).order_by(Reply.id)))


async def test_a_doubtful_done_is_stored_only_when_confirmed(world: World) -> None:
    await world.link(BUILDER)
    assert "có phải ý đồng chí là đã xong" in await world.say(
        BUILDER, "việc 1 em đã báo anh Hùng rồi"
    )
    assert replies(world) == []
    assert "đã xong" in await world.press(BUILDER, "Đúng")
    assert replies(world) == ["việc 1 em đã báo anh Hùng rồi"]


async def test_a_correction_is_a_new_message(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "việc 1 em đã báo anh Hùng rồi")
    assert "đang làm 60%" in await world.say(BUILDER, "việc 1 đang làm 60%")
    with world.database.commune(1) as session:
        found = by_number(session, 1)
        assert found is not None
        assert (found.status, found.percent) == (Status.IN_PROGRESS, 60)


async def test_a_vague_date_is_asked_back_and_the_reason_kept(world: World) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, "5 xin lùi vài hôm nữa vì chờ số liệu các thôn")
    assert "Đã hiểu: xin gia hạn, lý do" in answer
    assert "xin lùi đến ngày nào" in answer
    assert "thứ Bảy 20/12" in await world.say(ECONOMIST, "20/12")
    with world.database.commune(1) as session:
        assert "chờ số liệu các thôn" in session.scalars(select(Extension)).one().reason


async def test_a_bare_number_answers_the_question_for_a_number(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "4 báo số")
    assert "đạt 15/33" in await world.say(BUILDER, "15")


async def test_a_long_message_is_kept_complete_while_the_item_is_asked(world: World) -> None:
    await world.link(BUILDER)
    text = "đang vướng kinh phí " + "do xã chưa phân bổ đợt hai " * 12 + "xin chỉ đạo"
    assert "việc nào" in await world.say(BUILDER, text)
    assert "vướng mắc" in await world.say(BUILDER, "1")
    assert replies(world) == [text]


@pytest.mark.parametrize(
    "said",
    ["anh Hùng bảo việc 1 xong rồi", "văn phòng báo việc 1 xong rồi", "chị Hoa nói việc 1 đã xong"],
)
async def test_what_others_say_of_an_item_is_confirmed_first(world: World, said: str) -> None:
    await world.link(BUILDER)
    assert "có phải ý đồng chí là đã xong" in await world.say(BUILDER, said)
    assert replies(world) == []


async def test_an_unsure_word_on_work_of_others_is_no_question_to_who_decides(
    world: World,
) -> None:
    await world.link(CHIEF)
    assert "có phải ý đồng chí" not in await world.say(CHIEF, "việc 5 anh Hùng bảo xong rồi")
