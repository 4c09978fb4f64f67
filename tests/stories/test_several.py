"""Several items in one message: one answer, nothing lost, missing details asked one by one."""

from decimal import Decimal

import pytest

from storage.milestone import by_number
from storage.reply import last_replies
from storage.words import Status
from tests.stories.test_which_item import milestone
from tests.stories.world import BUILDER, ECONOMIST, World


def statuses(world: World, *numbers: int) -> list[str]:
    return [milestone(world, number).status for number in numbers]


async def test_missing_details_are_asked_and_the_rest_is_stored(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(
        BUILDER, "việc 1 đang làm 60%, việc 3 đã xong, việc 2 xin lùi đến 20/12, việc 4 đạt 15"
    )
    assert "việc 1 (Kế hoạch kiểm tra chi bộ) đang làm 60%" in answer
    assert "việc 4 (Kết nạp đảng viên) đạt 15/33" in answer
    assert "Việc 2 (Dự thảo Chương trình hành động) còn cần lý do xin gia hạn" in answer
    assert answer.endswith("số và ngày văn bản? Ví dụ: 45-KH/ĐU ngày 18/11.")
    answer = await world.say(BUILDER, "45-KH/ĐU ngày 7/10")
    assert "văn bản 45-KH/ĐU" in answer
    assert "Đã hiểu: xin gia hạn, đến 20/12. lý do xin gia hạn?" in answer
    assert "đến thứ Bảy 20/12" in await world.say(BUILDER, "chờ ý kiến cấp trên")
    with world.database.commune(1) as session:
        found = {number: by_number(session, number) for number in (1, 3, 4)}
        assert found[1] is not None
        assert found[3] is not None
        assert found[4] is not None
        assert (found[1].percent, found[3].status) == (60, Status.SUBMITTED)
        assert found[4].value == Decimal(15)
        said = last_replies(session, [found[1].id])[found[1].id]
        assert said.text == "việc 1 đang làm 60%"


async def test_the_document_of_one_is_not_that_of_another(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "việc 3 xong, số 45-KH/ĐU ngày 7/10, việc 1 đang làm 60%")
    with world.database.commune(1) as session:
        first, third = by_number(session, 1), by_number(session, 3)
        assert first is not None
        assert third is not None
        assert (first.document_number, third.document_number) == (None, "45-KH/ĐU")


async def test_a_wrong_item_number_blocks_no_other_item(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "việc 1 xong, việc 99 đang làm 60%")
    assert "việc 1" in answer
    assert "Không có việc số 99" in answer


async def test_cancelling_one_question_continues_with_the_next(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "việc 3 đã xong, việc 1 xin lùi đến 20/12")
    assert "lý do xin gia hạn" in await world.press(BUILDER, "Thôi")


@pytest.mark.parametrize(
    "said", ["đã nhận 1 2", "1 2 đã nhận", "1 2 da nhan het roi a", "1 và 2 nhận đủ"]
)
async def test_numbers_parted_by_blanks_are_all_meant(world: World, said: str) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, said)
    assert statuses(world, 1, 2) == ["accepted", "accepted"]


async def test_a_count_after_a_number_is_no_second_item(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 2 chi bộ đã nộp, đang làm")
    assert statuses(world, 2) == ["pending"]


@pytest.mark.parametrize(
    "said",
    [
        "tất cả đã nhận, riêng 2 chưa nhận vì chưa rõ nội dung",
        "tất cả đã nhận, trừ 2",
        "các việc khác đã nhận, 2 thì chưa",
    ],
)
async def test_what_is_not_accepted_is_neither_accepted_nor_under_way(
    world: World, said: str
) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, said)
    assert statuses(world, 1, 2, 3) == ["accepted", "pending", "accepted"]


async def test_what_is_excepted_from_done_work_is_not_done(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "tất cả xong, trừ việc 2")
    assert statuses(world, 2) != ["submitted"]


async def test_a_span_that_is_accepted_is_accepted_at_once(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "từ việc 1 đến việc 3 đã nhận đủ")
    assert statuses(world, 1, 2, 3) == ["accepted", "accepted", "accepted"]


@pytest.mark.parametrize(
    "said",
    ["tất cả xong, trừ việc 1", "trừ việc 1, còn lại xong hết", "tru viec 1 con lai da xong"],
)
async def test_what_has_not_opened_is_not_swept_along(world: World, said: str) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, said.replace("1", "5"))
    assert "chưa đến lượt" in answer
    assert "6. Mở đợt: Bảo đảm an toàn thực phẩm" in answer
    assert "submitted" not in statuses(world, 5, 6, 7)


async def test_a_phase_behind_an_open_one_is_left_out_and_may_be_named(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "tất cả xong, trừ việc 4")
    assert "chưa đến lượt" in answer
    assert "3. Ban hành" in answer
    assert statuses(world, 1, 2, 3) == ["submitted", "submitted", "pending"]
    await world.say(BUILDER, "3 xong, số 45-CTr/ĐU ngày 7/10")
    assert statuses(world, 3) == ["submitted"]


async def test_a_sweep_writes_no_number_that_nobody_said(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "trừ việc 1 còn lại xong")
    assert "Việc 4: chưa rõ ý, chưa ghi" in answer
    assert milestone(world, 4).value == 11
