"""Who decides says it in words, in either order, of one item or several, and may take it back."""

from datetime import date

import pytest
from sqlalchemy import select

from storage.milestone import Milestone, by_number
from storage.reply import Extension
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World

ASKS = "5 xin lùi đến 22/12 vì chờ số liệu"


def milestone(world: World, number: int) -> Milestone:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found


def granted(world: World) -> list[bool | None]:
    with world.database.commune(1) as session:
        return list(session.scalars(select(Extension.granted).order_by(Extension.id)))


@pytest.mark.parametrize(
    "said",
    ["đồng ý gia hạn việc 5", "đồng ý cho gia hạn việc 5", "việc 5 đồng ý gia hạn", "5: đồng ý"],
)
async def test_an_extension_is_granted(world: World, said: str) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, ASKS)
    assert "Đã gia hạn việc 5" in await world.say(CHIEF, said)
    assert milestone(world, 5).due_on == date(2025, 12, 22)


@pytest.mark.parametrize(
    "said",
    [
        "không gia hạn việc 5 vì sắp họp",
        "5 không đồng ý gia hạn: sắp họp",
        "từ chối gia hạn việc 5, sắp họp",
    ],
)
async def test_an_extension_is_refused_with_its_reason(world: World, said: str) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, ASKS)
    assert "Không gia hạn: “sắp họp”" in await world.say(CHIEF, said)
    assert granted(world) == [False]


async def test_a_result_is_sent_back_with_its_reason(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xong")
    assert "“thiếu phụ lục”" in await world.say(CHIEF, "trả lại việc 5 vì thiếu phụ lục")
    assert milestone(world, 5).status is Status.IN_PROGRESS


async def test_a_decision_without_its_reason_asks_for_it(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xong")
    assert "lý do trả lại" in await world.say(CHIEF, "trả lại việc 5")
    assert "“thiếu phụ lục”" in await world.say(CHIEF, "thiếu phụ lục")


async def test_a_direction_follows_its_words(world: World) -> None:
    await world.link(ECONOMIST, CHIEF, DEPUTY)
    await world.say(ECONOMIST, "5 vướng kinh phí")
    assert "“dùng nguồn dự phòng”" in await world.say(DEPUTY, "việc 5 chỉ đạo: dùng nguồn dự phòng")
    await world.say(ECONOMIST, "5 vướng nhân lực")
    assert "“điều người”" in await world.say(DEPUTY, "chỉ đạo việc 5: điều người")


@pytest.mark.parametrize("said", ["5, 6, 7 xác nhận", "xác nhận 5, 6 và 7", "5-7 xác nhận"])
async def test_several_results_are_confirmed_at_once(world: World, said: str) -> None:
    await world.link(ECONOMIST, CHIEF)
    for number in (5, 6, 7):
        await world.say(ECONOMIST, f"{number} xong")
    await world.say(CHIEF, said)
    assert {milestone(world, each).status for each in (5, 6, 7)} == {Status.DONE}
    await world.press(CHIEF, "Hoàn tác 6")
    assert [milestone(world, each).status for each in (5, 6)] == [Status.DONE, Status.SUBMITTED]


async def test_what_cannot_be_confirmed_holds_up_nothing_else(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xong")
    answer = await world.say(CHIEF, "xác nhận 5, 6, 99")
    assert "Việc này chưa có kết quả chờ xác nhận" in answer
    assert "Không có việc số 99" in answer
    assert milestone(world, 5).status is Status.DONE


@pytest.mark.parametrize(
    "said", ["xác nhận việc 5", "trả lại việc 5 vì vội", "hủy việc 5 vì trùng", "5 xác nhận"]
)
async def test_who_may_not_decide_decides_nothing(world: World, said: str) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 xong")
    assert "cần Văn phòng hoặc lãnh đạo quyết định" in await world.say(ECONOMIST, said)
    assert milestone(world, 5).status is Status.SUBMITTED


async def test_asking_to_be_granted_is_no_grant(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "cho gia hạn việc 5 đến 22/12 vì chờ số liệu")
    assert granted(world) == [None]


TAKEN_BACK = [
    ("5 xong", "5 xác nhận", Status.SUBMITTED),
    ("5 xong", "5 trả lại vì thiếu phụ lục", Status.SUBMITTED),
    ("5 vướng kinh phí", "5 chỉ đạo làm tiếp", Status.BLOCKED),
    (ASKS, "5 đồng ý gia hạn", Status.PENDING),
    (ASKS, "5 không gia hạn vì sắp họp", Status.PENDING),
    ("5 đã nhận", "5 dời hạn 25/12", Status.ACCEPTED),
    ("5 đã nhận", "5 hủy vì trùng việc khác", Status.ACCEPTED),
]


@pytest.mark.parametrize(("said", "decided", "status"), TAKEN_BACK)
@pytest.mark.parametrize("undoing", ["hoàn tác", "hoàn tác 5"])
async def test_a_decision_is_taken_back_within_a_day(
    world: World, said: str, decided: str, status: Status, undoing: str
) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, said)
    await world.say(CHIEF, decided)
    await world.advance("2025-10-08T15:00")
    world.look(ECONOMIST)
    before = milestone(world, 5)
    assert "Đã hoàn tác" in await world.say(CHIEF, undoing)
    after = milestone(world, 5)
    assert (after.status, after.due_on, after.closed_at) == (status, date(2025, 12, 10), None)
    assert after.due_version == before.due_version + (before.due_on != after.due_on)
    assert after.next_fire_at is not None
    assert granted(world) == ([None] if said == ASKS else [])
    await world.settle()
    world.expect(ECONOMIST, "Văn phòng đã rút “")
    await world.say(CHIEF, decided)
    assert milestone(world, 5).status is before.status


async def test_a_decision_is_not_taken_back_by_others_or_after_a_day(world: World) -> None:
    await world.link(ECONOMIST, CHIEF, DEPUTY)
    await world.say(ECONOMIST, "5 xong")
    await world.say(CHIEF, "5 xác nhận")
    for who in (ECONOMIST, DEPUTY):
        assert "đã hoàn thành, không ghi thêm" in await world.say(who, "hoàn tác 5")
    await world.advance("2025-10-09T09:00")
    assert "một ngày qua" in await world.say(CHIEF, "hoàn tác 5")
    assert milestone(world, 5).status is Status.DONE


async def test_the_newest_of_decisions_and_answers_is_taken_back_first(world: World) -> None:
    await world.link(ECONOMIST, BUILDER, CHIEF)
    await world.say(ECONOMIST, "5 xong")
    await world.say(ECONOMIST, "6 xong")
    await world.say(CHIEF, "5 xác nhận")
    await world.say(CHIEF, "6 xác nhận")
    assert "của việc 6" in await world.say(CHIEF, "hoàn tác")
    assert "của việc 5" in await world.say(CHIEF, "hoàn tác")
    assert "không có phản hồi nào" in await world.say(CHIEF, "hoàn tác")
