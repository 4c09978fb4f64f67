"""An act is written on the item whose number is said with it, or on none."""

import pytest

from storage.milestone import Milestone, by_number
from storage.reply import last_replies
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


def milestone(world: World, number: int) -> Milestone:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found


def replied(world: World, *numbers: int) -> list[bool]:
    """Whether anything was written on each of these items."""
    with world.database.commune(1) as session:
        found = [by_number(session, number) for number in numbers]
        rows = last_replies(session, [each.id for each in found if each is not None])
        return [each is not None and each.id in rows for each in found]


async def one_item_left(world: World) -> None:
    """The economist has but item 5 open, and 6 and 7 are closed."""
    await world.link(ECONOMIST, CHIEF)
    for number in (6, 7):
        await world.say(ECONOMIST, f"{number} xong")
        await world.say(CHIEF, f"{number} xác nhận")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("6 xong, số 9-BC/KT ngày 7/10", "đã hoàn thành, không ghi thêm"),
        ("6 đang làm 80%", "đã hoàn thành, không ghi thêm"),
        ("dạ 6 chưa xong ạ", "đã hoàn thành, không ghi thêm"),
        ("xong 6 rồi ạ", "đã hoàn thành, không ghi thêm"),
        ("9 đang làm 50%", "Không có việc số 9"),
        ("99: vướng mắc vì mưa", "Không có việc số 99"),
        ("99 60%", "Không có việc số 99"),
        ("99 xin lùi đến 20/12 vì mưa", "Không có việc số 99"),
        ("1 vướng vì mưa", "do đơn vị khác chủ trì"),
    ],
)
async def test_a_number_said_with_an_act_is_never_replaced_by_the_only_open_item(
    world: World, said: str, answer: str
) -> None:
    await one_item_left(world)
    assert answer in await world.say(ECONOMIST, said)
    assert replied(world, 5) == [False]
    assert milestone(world, 5).status is Status.PENDING


@pytest.mark.parametrize("said", ["3 hộ chưa nộp hồ sơ nên đang làm", "2 đồng chí đang làm rồi ạ"])
async def test_a_number_of_people_or_things_is_no_item(world: World, said: str) -> None:
    await one_item_left(world)
    await world.say(ECONOMIST, said)
    assert milestone(world, 5).status is Status.IN_PROGRESS


async def test_a_wrong_number_among_right_ones_takes_nothing_from_them(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "1 đang làm 40%, 99 xong")
    assert "Không có việc số 99" in answer
    assert (milestone(world, 1).status, milestone(world, 1).percent) == (Status.IN_PROGRESS, 40)


@pytest.mark.parametrize("said", ["đúng", "Đúng rồi.", "phải", "không", "thôi"])
async def test_a_yes_or_no_to_no_question_writes_nothing(world: World, said: str) -> None:
    await one_item_left(world)
    assert "không có câu hỏi nào" in await world.say(ECONOMIST, said)
    assert replied(world, 5) == [False]


async def test_a_plain_acceptance_still_accepts(world: World) -> None:
    await one_item_left(world)
    await world.say(ECONOMIST, "vâng, đã nhận")
    assert milestone(world, 5).status is Status.ACCEPTED


@pytest.mark.parametrize(
    "said", ["xuất đang mở xlsx", "xuất quá hạn pdf", "kết xuất việc đang làm excel"]
)
async def test_an_export_without_the_right_is_refused_and_written_on_no_item(
    world: World, said: str
) -> None:
    await one_item_left(world)
    assert "dành cho Văn phòng và lãnh đạo" in await world.say(ECONOMIST, said)
    assert replied(world, 5) == [False]


@pytest.mark.parametrize(
    "said",
    [
        "ai bảo việc {} xong rồi?",
        "việc {} xong rồi à?",
        "nếu việc {} xong thì báo tôi",
        "việc {} xong thì báo nhé",
        "nghe nói việc {} xong rồi",
        "đợi việc {} xong đã",
    ],
)
@pytest.mark.parametrize("number", [1, 4])
async def test_a_condition_or_a_question_is_not_written_as_done(
    world: World, said: str, number: int
) -> None:
    await world.link(BUILDER)
    assert await world.say(BUILDER, said.format(number))
    assert milestone(world, number).status is Status.PENDING
    assert milestone(world, number).value == (11 if number == 4 else None)


async def test_a_range_of_items_said_to_be_accepted_fills_no_quota(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "từ việc 1 đến việc 4 đã nhận đủ")
    assert milestone(world, 4).value == 11
    assert milestone(world, 1).status is not Status.SUBMITTED


async def test_a_range_means_every_item_in_it(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "từ việc 1 đến việc 3 đã nhận")
    found = [milestone(world, number).status for number in (1, 2, 3, 4)]
    assert found == [Status.ACCEPTED] * 3 + [Status.PENDING]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "5 vướng thiếu vốn; chờ thành phố duyệt; mặt bằng chưa xong",
            "thiếu vốn; chờ thành phố duyệt; mặt bằng chưa xong",
        ),
        ("5 vướng: thiếu vốn, thiếu người. Mong quan tâm", "thiếu vốn, thiếu người. Mong quan tâm"),
        ("5 xin lùi đến 20/12 vì chờ số liệu; dân chưa nộp", "chờ số liệu; dân chưa nộp"),
    ],
)
async def test_a_reason_keeps_all_its_clauses(world: World, said: str, kept: str) -> None:
    await world.link(ECONOMIST)
    assert kept in await world.say(ECONOMIST, said)
    with world.database.commune(1) as session:
        found = by_number(session, 5)
        assert found is not None
        assert last_replies(session, [found.id])[found.id].reason.endswith(kept)


@pytest.mark.parametrize(
    "said", ["5 vướng", "5 đang vướng ạ", "việc 5 còn vướng", "5 bị vướng mắc"]
)
async def test_an_obstacle_without_a_reason_is_asked_why(world: World, said: str) -> None:
    await world.link(ECONOMIST)
    assert "vướng mắc ở đâu" in await world.say(ECONOMIST, said)
    assert milestone(world, 5).status is Status.PENDING
    await world.say(ECONOMIST, "chưa có mặt bằng")
    assert milestone(world, 5).status is Status.BLOCKED
