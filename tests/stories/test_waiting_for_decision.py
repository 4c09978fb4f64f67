"""Undecided requests are reminded again and escalated."""

import pytest

from tests.stories.world import CHIEF, DEPUTY, ECONOMIST, World

NEEDS = "cần chỉ đạo"
EXTENSION = "xin gia hạn, chờ quyết định"
CONFIRM = "chờ xác nhận hoặc trả lại"

ASKED = [
    (
        "5 vướng kinh phí",
        NEEDS,
        [("10-08T09:00", CHIEF), ("10-10T08:00", CHIEF), ("10-14T08:00", DEPUTY)],
    ),
    (
        "5 xin lùi đến 22/12 vì chờ số liệu",
        EXTENSION,
        [("10-09T08:00", CHIEF), ("10-13T08:00", DEPUTY)],
    ),
    ("5 xong", CONFIRM, [("10-09T08:00", CHIEF), ("10-13T08:00", CHIEF)]),
]


@pytest.mark.parametrize(("text", "part", "told"), ASKED)
async def test_undecided_requests_remind_the_secretary_then_superiors(
    world: World, text: str, part: str, told: list[tuple[str, str]]
) -> None:
    await world.link(ECONOMIST, CHIEF, DEPUTY)
    await world.advance("2025-10-08T09:00")
    world.look(CHIEF)
    world.look(DEPUTY)
    await world.say(ECONOMIST, text)
    heard: list[tuple[str, str]] = []
    for moment in ("10-08T09:00", *(f"10-{day:02}T08:00" for day in range(9, 16))):
        await world.advance(f"2025-{moment}")
        for who in (CHIEF, DEPUTY):
            texts = [message.text for message in world.look(who)]
            if any(part in text and "5. Dự toán" in text for text in texts):
                heard.append((moment, who))
    assert heard == told


async def test_a_direction_ends_the_reminders_and_reaches_the_lead(
    world: World,
) -> None:
    await world.link(ECONOMIST, CHIEF, DEPUTY)
    await world.advance("2025-10-08T09:00")
    await world.say(ECONOMIST, "5 vướng kinh phí")
    await world.advance("2025-10-08T09:01")
    world.look(ECONOMIST)
    assert any("“5 chỉ đạo …”" in message.text for message in world.look(CHIEF))
    await world.say(CHIEF, "5")
    assert "ý kiến chỉ đạo" in await world.press(CHIEF, "Chỉ đạo")
    assert "Đã ghi chỉ đạo" in await world.say(CHIEF, "dùng nguồn dự phòng, trình trước thứ Sáu")
    await world.advance("2025-10-08T10:00")
    world.expect(ECONOMIST, "dùng nguồn dự phòng", "Còn vướng")
    assert "không có vướng mắc nào" in await world.say(CHIEF, "5 chỉ đạo làm tiếp")
    await world.advance("2025-10-15T17:00")
    for who in (CHIEF, DEPUTY):
        assert not any(NEEDS in message.text for message in world.look(who))


async def test_an_official_who_writes_of_directing_reports_progress(world: World) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, "5 đã chỉ đạo các thôn, đang làm 60%")
    assert "đang làm 60%" in answer


async def test_an_undecided_extension_is_mentioned_while_the_ladder_continues(
    world: World,
) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 xin lùi đến 22/12 vì chờ số liệu")
    await world.skip("2025-11-25T17:00")
    await world.advance("2025-11-26T07:59")
    world.look(ECONOMIST)
    await world.advance("2025-11-26T08:00")
    world.expect(ECONOMIST, "Dự toán", "Đang chờ quyết định gia hạn đến 22/12")


async def test_after_submission_the_lead_gets_no_reminders(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    for number in (6, 7):
        await world.say(ECONOMIST, f"{number} đã nhận")
    await world.say(ECONOMIST, "5 xong")
    await world.skip("2025-11-25T17:00")
    await world.advance("2026-01-09T17:00")
    texts = [message.text for message in world.look(ECONOMIST)]
    assert not any("Dự toán" in text for text in texts)
