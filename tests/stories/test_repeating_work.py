"""Work that repeats: given in chat, made turn by turn, and changed by its secretary."""

import pytest
from sqlalchemy import select

from storage.milestone import Milestone
from storage.task import Task
from storage.words import MilestoneShape, Status, TaskKind
from tests.stories.world import BUILDER, CHIEF, World

GIVEN = "giao việc: họp giao ban, chủ trì Ban Xây dựng Đảng, lĩnh vực xây dựng Đảng"


def turns(world: World) -> list[Milestone]:
    with world.database.commune(1) as session:
        found = select(Milestone).where(Milestone.shape == MilestoneShape.OCCURRENCE)
        return list(session.scalars(found.order_by(Milestone.due_on)).unique())


def newest(world: World) -> Task:
    with world.database.commune(1) as session:
        return session.scalars(select(Task).order_by(Task.id.desc())).first() or Task()


async def give(world: World, words: str) -> str:
    """Give work in chat and accept the proposal; the card that was shown."""
    shown = await world.say(CHIEF, words)
    assert "Đã giao" in await world.say(CHIEF, "nhận")
    return shown


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("hạn ngày 31 hằng tháng", "Lặp lại: ngày 31 hằng tháng; kỳ tới thứ Sáu 31/10/2025"),
        (
            "hạn thứ Sáu cuối cùng của mỗi tháng",
            "Lặp lại: thứ Sáu cuối cùng hằng tháng; kỳ tới thứ Sáu 31/10/2025",
        ),
        ("hạn ngày 15 và 30 hằng tháng", "ngày 15 và 30 hằng tháng; kỳ tới thứ Tư 15/10/2025"),
        ("hạn 20/10 hằng năm", "ngày 20 của tháng 10 hằng năm; kỳ tới thứ Hai 20/10/2025"),
        ("thứ 2, 4, 6 hằng tuần", "thứ Hai, thứ Tư và thứ Sáu hằng tuần; kỳ tới"),
        ("hạn hai tuần một lần, đến hết năm", "2 tuần một lần, đến 31/12/2025; kỳ tới"),
        ("lặp lại mùng một và rằm, 5 lần", "ngày 1 và 15 âm lịch hằng tháng, 5 lần; kỳ tới"),
    ],
)
async def test_the_card_says_the_rule_back(world: World, when: str, shown: str) -> None:
    await world.link(CHIEF)
    await world.skip("2025-10-13T09:00")
    assert shown in await give(world, f"{GIVEN}, {when}")
    task = newest(world)
    assert (task.title, task.kind) == ("Họp giao ban", TaskKind.STANDING)
    assert task.repetition
    assert task.closes_on is None


async def test_each_turn_is_asked_for_in_its_time(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await world.skip("2025-10-13T09:00")
    await give(world, f"{GIVEN}, hạn thứ Sáu cuối tháng, gặp ngày nghỉ thì làm trước")
    for day in ("2025-10-31", "2025-11-28"):
        await world.skip(f"{day[:8]}20T17:00")
        await world.advance(f"{day}T09:00")
        (turn,) = [each for each in turns(world) if not each.status.closed]
        assert turn.due_on.isoformat() == day
        named = f"Họp giao ban: kỳ {turn.due_on.day}/{turn.due_on.month}"
        assert any(named in message.text for message in world.look(BUILDER))
        await world.say(BUILDER, f"việc {turn.number} đã xong")
        await world.say(CHIEF, f"{turn.number} xác nhận")
    assert [each.status for each in turns(world)] == [Status.DONE] * 2


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("hạn mỗi tháng 2 lần", "Chưa rõ “mỗi tháng 2 lần” lặp lại thế nào"),
        ("hạn hằng tuần, chỉ tiêu 5 buổi", "Việc có chỉ tiêu hoặc nhiều bước chưa lặp lại được"),
        ("chỉ tiêu 5 buổi, hạn hằng tuần", "Việc có chỉ tiêu hoặc nhiều bước chưa lặp lại được"),
    ],
)
async def test_what_cannot_repeat_is_said(world: World, words: str, answer: str) -> None:
    await world.link(CHIEF)
    shown = await world.say(CHIEF, f"{GIVEN}, {words}")
    assert answer in shown


async def test_a_proposal_is_made_to_repeat_and_to_be_due_once(world: World) -> None:
    await world.link(CHIEF)
    await world.say(CHIEF, f"{GIVEN}, hạn 20/12")
    assert "Lặp lại: ngày 25 hằng tháng; kỳ tới" in await world.say(
        CHIEF, "lặp lại ngày 25 hằng tháng"
    )
    shown = await world.say(CHIEF, "hạn 20/12")
    assert "Hạn: 20/12/2025" in shown
    assert "Lặp lại" not in shown


async def weekly(world: World) -> int:
    """Give weekly work and wait for its first turn, whose number is returned."""
    await world.link(BUILDER, CHIEF)
    await world.skip("2025-10-13T09:00")
    await give(world, f"{GIVEN}, hạn thứ Sáu hằng tuần")
    await world.advance("2025-10-15T09:00")
    (turn,) = turns(world)
    return turn.number


@pytest.mark.parametrize("words", ["việc {} lặp lại {}", "{} lặp lại {}", "lặp lại {} {}"])
async def test_a_changed_rule_touches_only_what_is_not_made_yet(world: World, words: str) -> None:
    number = await weekly(world)
    answer = await world.say(CHIEF, words.format(number, "thứ Hai hằng tuần, 2 lần"))
    assert "từ nay lặp lại thứ Hai hằng tuần, 2 lần; kỳ tới thứ Hai 20/10/2025" in answer
    assert "Trước đây: thứ Sáu hằng tuần" in answer
    await world.advance("2025-11-20T09:00")
    days = [turn.due_on.isoformat() for turn in turns(world)]
    assert days == ["2025-10-17", "2025-10-20", "2025-10-27"]
    assert "Lặp lại: thứ Hai hằng tuần, 2 lần (đã hết kỳ)" in await world.say(CHIEF, f"{number}")


async def test_a_rule_that_names_a_turn_already_made_does_not_double_it(world: World) -> None:
    number = await weekly(world)
    await world.say(CHIEF, f"việc {number} lặp lại thứ Sáu, 2 tuần một lần")
    await world.advance("2025-11-01T09:00")
    assert [turn.due_on.day for turn in turns(world)] == [17, 31]


@pytest.mark.parametrize(
    "words",
    ["việc {} thôi lặp lại", "{} ngừng lặp lại nhé", "lặp lại {}: thôi", "lặp lại {} không"],
)
async def test_work_comes_no_more_when_it_is_stopped(world: World, words: str) -> None:
    number = await weekly(world)
    answer = await world.say(CHIEF, words.format(number))
    assert "thôi lặp lại. Các kỳ đã giao giữ nguyên. Trước đây: thứ Sáu hằng tuần" in answer
    await world.advance("2025-11-20T09:00")
    assert [(turn.due_on.day, turn.status.closed) for turn in turns(world)] == [(17, False)]
    again = await world.say(CHIEF, words.format(number))
    assert "không phải việc đang lặp lại" in again


async def test_work_with_one_due_date_goes_on_by_a_rule(world: World) -> None:
    await world.link(CHIEF)
    await world.say(CHIEF, f"{GIVEN}, hạn 20/10")
    given = await world.say(CHIEF, "nhận")
    number = int(given.partition("(việc ")[2].partition(")")[0])
    answer = await world.say(CHIEF, f"việc {number} lặp lại ngày 20 hằng tháng")
    assert "từ nay lặp lại ngày 20 hằng tháng; kỳ tới thứ Năm 20/11/2025" in answer
    await world.skip("2025-11-18T09:00")
    await world.advance("2025-11-18T10:00")
    assert [turn.due_on.isoformat() for turn in turns(world)] == ["2025-11-20"]


async def test_how_work_repeats_is_said_and_nothing_unclear_is_changed(world: World) -> None:
    number = await weekly(world)
    assert "lặp lại thứ Sáu hằng tuần; kỳ tới" in await world.say(CHIEF, f"lặp lại {number}")
    answer = await world.say(CHIEF, f"việc {number} lặp lại mỗi tháng 2 lần")
    assert "Chưa rõ “mỗi tháng 2 lần” lặp lại thế nào" in answer
    assert "Chưa đổi gì" in answer
    assert "không có việc số 999" in (await world.say(CHIEF, "lặp lại 999 hằng tuần")).lower()
    assert "việc 12 lặp lại" in await world.say(CHIEF, "lặp lại")
    assert "lặp lại thứ Sáu hằng tuần; kỳ tới" in await world.say(CHIEF, f"lặp lại {number}")


async def test_a_quota_does_not_repeat_and_an_official_changes_no_rule(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    with world.database.commune(1) as session:
        quota = session.scalars(
            select(Milestone.number).where(Milestone.shape == MilestoneShape.QUOTA)
        ).first()
    assert "chưa lặp lại theo cách riêng được" in await world.say(
        CHIEF, f"việc {quota} lặp lại hằng tháng"
    )
    await world.say(BUILDER, f"việc {quota} lặp lại hằng tháng")
    assert newest(world).repetition == {}
