"""Deadlines with an hour in chat: given, moved, extended, reminded of in time, then late."""

from datetime import time

import pytest

from scheduler.calendar.deadline import Deadline
from storage.milestone import Milestone, by_number
from tests.spoken_hours import NONE_SUCH, SPOKEN, deadline
from tests.stories.world import CHIEF, ECONOMIST, EVERYWHERE, World

GIVEN = "giao việc: đo đạc đất ở, chủ trì Trưởng phòng Kinh tế, lĩnh vực kinh tế - xã hội"
BUDGET = 5
"""The number of a dated task of the economist's."""


def milestone(world: World, number: int) -> Milestone:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found


def when(world: World, number: int) -> str:
    found = milestone(world, number)
    return Deadline(found.due_on, found.due_time).isoformat()


def texts(world: World, name: str) -> str:
    return "\n\n".join(message.text for message in world.look(name))


async def begin(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.skip("2025-10-13T09:00")


async def test_work_given_in_chat_has_the_hour_that_was_said(world: World) -> None:
    await begin(world)
    for place, words in enumerate(SPOKEN):
        bare = words.removeprefix("trước ").removeprefix("truoc ").removeprefix("chậm nhất ")
        await world.say(CHIEF, f"{GIVEN}, hạn {bare}" if words == bare else f"{GIVEN}, {words}")
        await world.say(CHIEF, "nhận")
        assert when(world, 8 + place) == deadline(words).isoformat(), words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("giao việc: nộp báo cáo trước 15h thứ Sáu, chủ trì {}, lĩnh vực {}", "15h 17/10/2025"),
        ("giao việc: gửi số liệu trước 15h, chủ trì {}, lĩnh vực {}", "15h 13/10/2025"),
        ("giao việc: trình dự toán, chủ trì {}, lĩnh vực {}, trước 15h", "15h 13/10/2025"),
        (
            "giao việc: kế hoạch, chủ trì {}, lĩnh vực {}, các bước: soạn 9h 20/10; ký 15h 25/10",
            "Ký: 15h 25/10/2025",
        ),
        ("giao việc: giao ban, chủ trì {}, lĩnh vực {}, 16h thứ Sáu hằng tuần", "16h thứ Sáu hằng"),
    ],
)
async def test_the_card_shows_the_hour(world: World, words: str, shown: str) -> None:
    await begin(world)
    said = words.format("Trưởng phòng Kinh tế", "kinh tế - xã hội")
    assert shown in await world.say(CHIEF, said)


async def test_an_hour_that_cannot_be_is_said_and_asked_for(world: World) -> None:
    await begin(world)
    for words, hour in NONE_SUCH.items():
        assert f"Không có giờ “{hour}”" in await world.say(CHIEF, f"{GIVEN}, hạn {words}")
        answer = await world.say(CHIEF, f"{BUDGET} dời hạn {words}")
        assert f"Không có giờ “{hour}”" in answer
        assert f"Không có giờ “{hour}”" in await world.say(
            ECONOMIST, f"{BUDGET} xin lùi đến {words} vì ốm"
        )
    assert "8h 13/10/2025 đã qua" in await world.say(CHIEF, f"{GIVEN}, trước 8h")
    assert when(world, BUDGET) == "2025-12-10"


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("{} dời hạn 15h ngày 20/10", "2025-10-20 15:00"),
        ("dời hạn việc {} sang 9h sáng thứ Hai", "2025-10-20 09:00"),
        ("{} doi han den 16h30 20/10", "2025-10-20 16:30"),
        ("{} dời hạn sang 17h", "2025-12-10 17:00"),
        ("việc {} đổi giờ hạn sang 16h30", "2025-12-10 16:30"),
    ],
)
async def test_the_secretary_moves_a_date_to_an_hour(world: World, words: str, due: str) -> None:
    await begin(world)
    version = milestone(world, BUDGET).due_version
    await world.say(CHIEF, words.format(BUDGET))
    assert when(world, BUDGET) == due
    assert milestone(world, BUDGET).due_version == version + 1
    assert "Hạn thứ Tư 10/12" in await world.say(CHIEF, "hoàn tác")
    assert when(world, BUDGET) == "2025-12-10"


async def test_moving_only_the_hour_voids_the_old_reminders_and_keeps_the_first_hour(
    world: World,
) -> None:
    await begin(world)
    await world.say(CHIEF, f"{GIVEN}, hạn 15h ngày 14/10")
    await world.say(CHIEF, "nhận")
    await world.say(CHIEF, "8 dời hạn 16h30")
    assert "Hạn 16h30 thứ Ba 14/10 (hạn gốc 15h 14/10)" in await world.say(CHIEF, "8")
    await world.advance("2025-10-14T08:30")
    world.look(ECONOMIST)
    await world.advance("2025-10-14T14:29")
    assert "Đo đạc" not in texts(world, ECONOMIST)
    await world.advance("2025-10-14T14:31")
    assert "hạn hôm nay" in texts(world, ECONOMIST)
    answer = await world.say(CHIEF, "8 dời hạn 15/10")
    assert "Hạn mới tính hết ngày, không còn giờ" in answer
    assert milestone(world, 8).original_due_time == time(15)


async def test_an_extension_to_an_hour_is_asked_for_and_granted(world: World) -> None:
    await begin(world)
    await world.say(CHIEF, f"{BUDGET} dời hạn 15h hôm nay")
    answer = await world.say(ECONOMIST, f"{BUDGET} xin lùi đến 17h vì mất điện")
    assert "đến 17h thứ Hai 13/10" in answer
    assert "Hạn hiện nay 15h 13/10" in answer
    assert "chưa qua" in await world.say(ECONOMIST, f"{BUDGET} xin lùi đến 14h hôm nay vì ốm")
    answer = await world.say(ECONOMIST, f"{BUDGET} xin lùi đến 15h mai vì mất điện")
    assert "đến 15h thứ Ba 14/10" in answer
    assert "Xin lùi đến 15h thứ Ba 14/10" in await world.say(CHIEF, f"{BUDGET}")
    assert "đến 15h thứ Ba 14/10" in await world.say(CHIEF, f"{BUDGET} đồng ý gia hạn")
    assert when(world, BUDGET) == "2025-10-14 15:00"
    await world.say(CHIEF, "hoàn tác")
    assert when(world, BUDGET) == "2025-10-13 15:00"
    assert "Xin lùi đến 15h thứ Ba 14/10" in await world.say(CHIEF, "chờ duyệt")


@EVERYWHERE
async def test_the_lead_is_reminded_in_time_and_late_from_the_hour_on(world: World) -> None:
    await world.link_by_message(ECONOMIST, CHIEF)
    await world.skip("2025-10-13T09:00")
    await world.say(CHIEF, f"{BUDGET} dời hạn 15h hôm nay")
    await world.settle()
    world.look(ECONOMIST)
    await world.advance("2025-10-13T12:59")
    assert "Dự toán" not in texts(world, ECONOMIST)
    await world.advance("2025-10-13T13:01")
    assert "Đề nghị đồng chí báo kết quả trước giờ hạn" in texts(world, ECONOMIST)
    assert "hạn hôm nay" in await world.say(CHIEF, "sắp đến hạn")
    assert "không có việc quá hạn" in await world.say(CHIEF, "quá hạn")
    await world.advance("2025-10-13T15:01")
    assert "quá hạn từ 15h hôm nay" in await world.say(CHIEF, "quá hạn")
    assert "Dự toán" not in await world.say(CHIEF, "sắp đến hạn")
    assert "quá hạn 1" in await world.say(CHIEF, "tiến độ")
    await world.advance("2025-10-13T15:31")
    late = texts(world, ECONOMIST)
    assert "quá hạn từ 15h hôm nay" in late
    assert "báo tình hình, vướng mắc hoặc xin gia hạn" in late
    await world.advance("2025-10-13T17:00")
    assert "Dự toán" not in texts(world, ECONOMIST)
    await world.say(ECONOMIST, f"{BUDGET} xong")
    await world.say(CHIEF, f"{BUDGET} xác nhận")
    assert "muộn, sau 15h" in await world.say(CHIEF, "việc xong muộn")


async def test_a_result_before_the_hour_is_on_time_and_stops_the_reminders(world: World) -> None:
    await begin(world)
    await world.say(CHIEF, f"{BUDGET} dời hạn 15h hôm nay")
    await world.advance("2025-10-13T13:30")
    await world.say(ECONOMIST, f"{BUDGET} xong")
    world.look(ECONOMIST)
    await world.advance("2025-10-13T16:00")
    assert "Dự toán" not in texts(world, ECONOMIST)
    await world.say(CHIEF, f"{BUDGET} xác nhận")
    assert "đúng hạn" in await world.say(CHIEF, f"{BUDGET}")


async def test_hours_do_not_use_up_the_digests_of_a_day(world: World) -> None:
    await begin(world)
    for hour in ("11h", "12h", "13h", "14h"):
        await world.say(CHIEF, f"{GIVEN}, hạn {hour} ngày 14/10")
        assert "Đã giao" in await world.say(CHIEF, "nhận")
    world.look(ECONOMIST)
    reminded = []
    for clock in ("09:01", "10:01", "11:01", "12:01"):
        await world.advance(f"2025-10-14T{clock}")
        reminded.append(texts(world, ECONOMIST).count("trước giờ hạn"))
    assert min(reminded) >= 1


async def test_a_turn_of_repeating_work_has_the_hour_of_its_rule(world: World) -> None:
    await begin(world)
    await world.say(CHIEF, f"{GIVEN}, 16h thứ Sáu hằng tuần")
    await world.say(CHIEF, "nhận")
    await world.advance("2025-10-15T09:00")
    assert "Hạn 16h thứ Sáu 17/10" in texts(world, ECONOMIST)
    assert when(world, 8) == "2025-10-17 16:00"
